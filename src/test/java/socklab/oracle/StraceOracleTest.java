package socklab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The comparison itself can fail: it finds what it is made to find. */
class StraceOracleTest {
    private static final String OPEN = "socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 7";
    private static final String SEND = "sendto(7, \"a\", 1, 0, NULL, 0)           = 1";
    private static final String CLOSE = "close(7)                                = 0";

    private static List<String> differences(List<String> shown, List<String> seen) {
        List<Strace.Seen> calls = IntStream.range(0, seen.size())
                .mapToObj(i -> new Strace.Seen(10 * i, 10 * i + 5, seen.get(i)))
                .toList();
        return StraceOracle.differences(
                new Strace.Run(shown.stream().map(s -> s + " <0.000010>").toList(), "", 0, calls));
    }

    @Test
    void equalLinesAgree() {
        assertThat(differences(List.of(OPEN, SEND, CLOSE), List.of(OPEN, SEND, CLOSE)))
                .isEmpty();
    }

    @Test
    void anotherDescriptorsCallsAreNotOurs() {
        assertThat(differences(
                        List.of(OPEN, CLOSE),
                        List.of("read(7, \"\", 5) = 0", OPEN, "read(8, \"\", 5) = 0", CLOSE, "read(7, \"\", 5) = 0")))
                .isEmpty();
    }

    @Test
    void theLastCloseIsTheShells() {
        assertThat(differences(List.of(OPEN), List.of(OPEN, CLOSE))).isEmpty();
        assertThat(differences(List.of(OPEN), List.of(OPEN, CLOSE, CLOSE))).isEmpty();
    }

    @Test
    void aByteThatDiffersIsFound() {
        assertThat(differences(List.of(OPEN, SEND.replace("= 1", " = 1")), List.of(OPEN, SEND)))
                .isNotEmpty();
    }

    @Test
    void aCallThatWasNotShownIsFound() {
        assertThat(differences(List.of(OPEN, CLOSE), List.of(OPEN, "fcntl(7, F_GETFL) = 0", CLOSE)))
                .hasSize(1);
        assertThat(differences(List.of(OPEN, CLOSE), List.of(OPEN, "poll([{fd=7, events=POLLIN}], 1, 0) = 0", CLOSE)))
                .hasSize(1);
        assertThat(differences(List.of(OPEN, CLOSE), List.of(OPEN, SEND, SEND, CLOSE)))
                .hasSize(2);
    }

    /** Java's socket has the number that another thread's close freed while socket was under way. */
    @Test
    void javasQueriesAreNotOursThoughTheirSocketBeganBeforeTheNumberWasFree() {
        List<Strace.Seen> calls = List.of(
                new Strace.Seen(0, 2, OPEN),
                new Strace.Seen(5, 10, OPEN),
                new Strace.Seen(8, 12, CLOSE),
                new Strace.Seen(20, 22, "ioctl(7, SIOCGIFCONF, {ifc_len=40, ifc_buf=NULL}) = 0"),
                new Strace.Seen(25, 27, CLOSE),
                new Strace.Seen(30, 32, OPEN),
                new Strace.Seen(40, 42, CLOSE));
        List<String> shown =
                Stream.of(OPEN, OPEN, CLOSE).map(s -> s + " <0.000010>").toList();
        assertThat(StraceOracle.differences(new Strace.Run(shown, "", 0, calls)))
                .isEmpty();
    }

    @Test
    void aCallThatWasNotMadeIsFound() {
        assertThat(differences(List.of(OPEN, SEND, SEND), List.of(OPEN, SEND))).hasSize(1);
    }

    @Test
    void theVirtualMachinesLookAtInterfacesIsNotOurs() {
        List<String> seen = List.of(OPEN, "ioctl(7, SIOCGIFINDEX, {...}) = 0", CLOSE, OPEN, CLOSE);
        assertThat(differences(List.of(OPEN, CLOSE), seen)).isEmpty();
    }

    @Test
    void timesAndSignalsAreReadOffATrace() {
        assertThat(Strace.seen(
                        "12.000034 recv(5, 0x1, 2) = ? ERESTARTSYS (To be restarted if SA_RESTART is set) <1.000002>"))
                .contains(new Strace.Seen(
                        12_000_034, 13_000_036, "recv(5, 0x1, 2) = -1 EINTR (Interrupted system call)"));
        assertThat(Strace.seen("12.000034 +++ exited with 0 +++")).isEmpty();
    }
}
