package socklab.help.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import socklab.call.SocketAddress;
import socklab.help.why.Evidence.Place;
import socklab.help.why.Evidence.Whose;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.text.Language;
import socklab.text.Messages;

/** Made-up evidence, in words. */
class EvidenceViewTest {
    private static final SocketAddress HERE = at(12000);

    private static SocketAddress at(int port) {
        return new SocketAddress.Inet4(0x7f000001, port);
    }

    private static Place place(int port, String state, Whose whose) {
        return new Place(
                new SocketTableRow(at(port), new SocketAddress.Inet4(0, 0), state, 7, 1000, Optional.empty()), whose);
    }

    private static List<String> en(Evidence evidence) {
        return new EvidenceView(Messages.in(Language.EN)).lines(evidence);
    }

    private static List<String> zh(Evidence evidence) {
        return new EvidenceView(Messages.in(Language.ZH)).lines(evidence);
    }

    @Test
    void whoHoldsAPort() {
        Evidence held = new Evidence.Held(
                HERE,
                List.of(
                        place(12000, "LISTEN", new Whose.Process(4711, "python3 server.py")),
                        place(12000, "ESTABLISHED", new Whose.Session("s1")),
                        place(12000, "LISTEN", new Whose.Hidden(33)),
                        place(12000, "LISTEN", new Whose.Program())));
        assertThat(en(held))
                .containsExactly(
                        "127.0.0.1:12000 is held by process 4711: python3 server.py; state LISTEN.",
                        "127.0.0.1:12000 is held by s1, a socket of this session; state ESTABLISHED.",
                        "127.0.0.1:12000 is held by a process of uid 33 that cannot be seen from here (it takes that"
                                + " user's rights, or to be in its container); state LISTEN.",
                        "127.0.0.1:12000 is held by this program itself (its server or relay); state LISTEN.",
                        "Close that one, take another port, or bind to port 0 and let the kernel choose.");
        assertThat(zh(held)).first().isEqualTo("127.0.0.1:12000 被占用：进程 4711：python3 server.py；状态 LISTEN。");
    }

    @Test
    void oldConnectionsTellTheSecondsLeft() {
        Place rest = new Place(
                new SocketTableRow(HERE, at(40000), "TIME-WAIT", 0, 0, Optional.of(41_530L)), new Whose.Nobody());
        assertThat(en(new Evidence.Held(HERE, List.of(rest))))
                .containsExactly(
                        "127.0.0.1:12000 has a connection of before with 127.0.0.1:40000 in TIME-WAIT: 41.5 s left.",
                        "Nobody listens there: only old connections rest. setsockopt SO_REUSEADDR 1 before bind gets"
                                + " past them.");
        assertThat(en(new Evidence.Held(HERE, List.of())))
                .singleElement()
                .asString()
                .startsWith("Nothing in the tables holds 127.0.0.1:12000 now");
    }

    @Test
    void aCommandCannotActOnTheScreen() {
        assertThat(en(new Evidence.Held(
                        HERE, List.of(place(12000, "LISTEN", new Whose.Process(1, "a\u001b[31m\nb\u202e"))))))
                .first()
                .asString()
                .contains("a\\x1b[31m b\\u202e");
        assertThat(en(new Evidence.Held(HERE, List.of(place(12000, "LISTEN", new Whose.Process(1, "x".repeat(999)))))))
                .first()
                .asString()
                .hasSizeLessThan(200);
    }

    @Test
    void nobodyListensButNearby() {
        Evidence nobody = new Evidence.Listeners(
                HERE,
                true,
                List.of(),
                List.of(),
                List.of(place(12000, "CLOSED", new Whose.Session("u"))),
                List.of(place(12001, "LISTEN", new Whose.Process(9, "nc -l 12001"))));
        assertThat(en(nobody))
                .containsExactly(
                        "No TCP socket listens on 127.0.0.1:12000: the kernel there answered the SYN with RST.",
                        "UDP has that port: 127.0.0.1:12000, u, a socket of this session. TCP's ports are others.",
                        "The nearest ports in use: 127.0.0.1:12001 (process 9: nc -l 12001).");
        assertThat(zh(nobody)).first().isEqualTo("没有 TCP 套接字在 127.0.0.1:12000 上监听：那里的内核以 RST 回应了 SYN。");
        assertThat(en(new Evidence.Listeners(
                        HERE,
                        true,
                        List.of(place(12000, "LISTEN", new Whose.Program())),
                        List.of(),
                        List.of(),
                        List.of())))
                .containsExactly(
                        "Now somebody is at 127.0.0.1:12000: this program itself (its server or relay). It was not"
                                + " there yet when the call was made; try again.");
        assertThat(en(new Evidence.Listeners(HERE, false, List.of(), List.of(), List.of(), List.of())))
                .containsExactly(
                        "No UDP socket has 127.0.0.1:12000: an earlier datagram came back as ICMP \"port"
                                + " unreachable\".",
                        "No UDP socket waits for datagrams on this machine at all.");
    }

    @Test
    void aSocketInTheTables() {
        SocketStatus status = SocketStatus.builder()
                .local(Optional.of(HERE))
                .remote(Optional.of(at(40000)))
                .state("CLOSE-WAIT")
                .nonBlocking(true)
                .receiveQueue(12)
                .sendQueue(34)
                .more(new SocketStatus.More(
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(SocketStatus.Shut.SHUT_RD),
                        Optional.empty(),
                        Map.of()))
                .build();
        assertThat(en(new Evidence.Seen("s1", true, status)))
                .containsExactly(
                        "In the kernel's tables s1 is: local 127.0.0.1:12000, peer 127.0.0.1:40000, CLOSE-WAIT.",
                        "Receive queue 12 B; send queue 34 B.",
                        "s1 has O_NONBLOCK: its calls return EAGAIN instead of blocking.",
                        "Shut down: SHUT_RD.");
    }

    @Test
    void theHistoryOfASocket() {
        assertThat(en(new Evidence.History(
                        "s1",
                        List.of(
                                new Evidence.Past(1, "open tcp", "s1", 2_500_000_000L),
                                new Evidence.Past(3, "shutdown wr", "0", 7_000_000)))))
                .containsExactly(
                        "What was done with s1 before:",
                        "  $1  open tcp  => s1, 2.5 s before",
                        "  $3  shutdown wr  => 0, 7 ms before");
    }

    @Test
    void privilegesAndTheMachine() {
        assertThat(en(new Evidence.Privileged(80, "1024")))
                .singleElement()
                .asString()
                .startsWith("Port 80 is below 1024");
        assertThat(en(new Evidence.Privileged(8080, "1024")))
                .singleElement()
                .asString()
                .startsWith("Port 8080 is not below 1024");
        assertThat(en(new Evidence.Broadcast(at(9), false)))
                .singleElement()
                .asString()
                .contains("SO_BROADCAST was never set");
        assertThat(en(new Evidence.Broadcast(at(9), true)))
                .singleElement()
                .asString()
                .startsWith("SO_BROADCAST was set");
        assertThat(en(new Evidence.Descriptors(Optional.of(20), Optional.empty())))
                .singleElement()
                .asString()
                .contains("has 20 descriptors open; its limit (RLIMIT_NOFILE) is ?");
        assertThat(en(new Evidence.Routes(List.of()))).containsExactly("There is no IPv4 route but the loopback.");
        assertThat(en(new Evidence.Routes(List.of("0.0.0.0/0 (eth0)"))))
                .singleElement()
                .asString()
                .contains("0.0.0.0/0 (eth0)");
        assertThat(en(new Evidence.Elsewhere(at(9)))).singleElement().asString().contains("another machine");
        assertThat(en(new Evidence.NoTables())).singleElement().asString().contains("cannot be read here");
        assertThat(en(new Evidence.PathState("/tmp/x\u0007", true)))
                .singleElement()
                .asString()
                .startsWith("The path /tmp/x\\x07 exists.");
        assertThat(en(new Evidence.Setting("net.ipv4.ping_group_range", "1\t0")))
                .containsExactly("net.ipv4.ping_group_range is 1 0.");
    }
}
