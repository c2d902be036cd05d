package socklab.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import socklab.shell.TestShell;

/** Names, the current socket, and what calls change. */
class SessionTest {
    private TestShell bench;

    @BeforeEach
    void open() {
        bench = new TestShell();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Session session() {
        return bench.shell().session();
    }

    private String current() {
        return session().current().map(Socket::name).orElse("");
    }

    private List<String> names() {
        return session().sockets().stream().map(Socket::name).toList();
    }

    @Test
    void socketsWithoutANameAreNumbered() {
        bench.run("open udp", "open tcp", "服务器 = open udp", "open udp");
        assertThat(names()).containsExactly("s1", "s2", "服务器", "s3");
        assertThat(current()).isEqualTo("s3");
    }

    @Test
    void closeMakesTheOneBeforeCurrentAgain() {
        bench.run("a = open udp", "b = open udp", "c = open udp", "/use a");
        assertThat(current()).isEqualTo("a");
        bench.run("close");
        assertThat(current()).isEqualTo("c");
        bench.run("b.close");
        assertThat(current()).isEqualTo("c");
        bench.run("close");
        assertThat(current()).isEmpty();
    }

    @Test
    void aNameGivenAgainRenamesTheOldSocket() {
        bench.run("a = open udp", "a.bind 127.0.0.1 0");
        assertThat(bench.tells("a = open tcp"))
                .contains("a is now the name of the new socket; the old one is still open, as s1");
        assertThat(names()).containsExactlyInAnyOrder("s1", "a");
        assertThat(session().socket("a")).map(Socket::kind).contains("tcp");
        assertThat(session().socket("s1")).map(Socket::kind).contains("udp");
        assertThat(bench.run("s1.getsockname")).startsWith("127.0.0.1:");
    }

    @Test
    void aResultDoesNotTakeASocketsName() {
        bench.run("a = open udp", "bind 127.0.0.1 0", "sendto $a.local hello");
        assertThat(bench.tells("a = recv 100")).contains("a is a socket; the result is $4");
        assertThat(bench.run("/use a", "sendto $a.local $4")).isEqualTo("5 bytes");
        assertThat(bench.run("sendto $a.local 5 apples"))
                .as("a message may begin with a figure")
                .isEqualTo("8 bytes");
    }

    @Test
    void valuesAreFilledIn() {
        bench.run("u = open udp", "bind 127.0.0.1 0", "sendto $u.local straße", "m = recvfrom 100");
        assertThat(bench.run("sendto $m.from $m.upper $m.length $nosuch $5x")).endsWith("bytes");
        assertThat(bench.run("recv 100")).isEqualTo("\"STRASSE 7 $nosuch $5x\" (21 bytes)");
        bench.run("sendto $u.local $m");
        assertThat(bench.run("recv 100")).isEqualTo("\"straße\" (7 bytes)");
        bench.run("accept");
        assertThat(bench.tells("/print $_.errno on $u.fd"))
                .contains("EOPNOTSUPP on " + session().socket("u").orElseThrow().fd());
        assertThat(bench.tells("send $m.local")).contains("$m has no local");
        assertThat(bench.tells("send $nosuch.data")).contains("unknown name: $nosuch");
        assertThat(bench.tells("sendto $nosuch x")).contains("unknown name: $nosuch");
    }

    @Test
    void addressesAreKnownFromTheCallsMade() {
        bench.run("a = open udp", "bind 127.0.0.1 0");
        assertThat(session().socket("a").orElseThrow().local())
                .as("the kernel chose the port, and nobody asked")
                .isEmpty();
        bench.run("getsockname");
        assertThat(session().socket("a").orElseThrow().local()).isPresent();
        bench.run("b = open udp", "connect $a.local");
        assertThat(session().socket("b").orElseThrow().remote())
                .isEqualTo(session().socket("a").orElseThrow().local());
        bench.run("connect unspec");
        assertThat(session().socket("b").orElseThrow().remote()).isEqualTo(Optional.empty());
    }

    @Test
    void aCallWithoutASocketSaysSo() {
        assertThat(bench.tells("bind 12000")).contains("bind needs a socket, and none is open");
        bench.run("server = open udp");
        assertThat(bench.tells("sever.bind 12000"))
                .contains("unknown socket: sever")
                .contains("did you mean server?");
        assertThat(bench.tells("/use nobody")).contains("unknown socket: nobody");
    }

    @Test
    void resetClosesEverythingAndStartsOver() {
        int before = bench.shell().kernel().openDescriptors().orElse(0);
        bench.run("open udp", "open tcp", "a b = socketpair unix", "a.recv 10 &", "/reset");
        assertThat(names()).isEmpty();
        assertThat(bench.shell().jobs().background()).isEmpty();
        assertThat(bench.shell().kernel().openDescriptors().orElse(0))
                .isLessThanOrEqualTo(before + 2); // the virtual machine may open a jar
        assertThat(bench.run("open udp")).isEqualTo("s1");
    }

    @Test
    void aFileThatCannotBeNamedIsAMistakeNotABug() {
        bench.run("open udp");
        assertThat(bench.tells("sendto 127.0.0.1 9 file:a\0b")).contains("cannot read file");
        assertThat(bench.tells("sendto 127.0.0.1 9 file:/nonexistent")).contains("cannot read file");
        assertThat(bench.tells("sendto 127.0.0.1 9 file:/")).contains("cannot read file");
    }

    @Test
    void aPortOfAValueAloneIsAPortForBind() {
        bench.run("a = open udp", "a.setsockopt SO_REUSEADDR on", "a.bind 127.0.0.1 0");
        bench.run("b = open udp", "b.setsockopt SO_REUSEADDR on"); // the port is a's: nobody else can have it
        assertThat(bench.tells("b.bind $a.port")).contains("=> 0");
        assertThat(bench.tells("b.getsockname")).contains("0.0.0.0:");
    }

    @Test
    void theNameOfASocketIsNotLookedUpAsAHost() {
        bench.run("s = open udp");
        assertThat(bench.tells("bind s 12000"))
                .contains("not a host: s is a socket")
                .contains("s.bind 12000")
                .doesNotContain("getaddrinfo");
    }
}
