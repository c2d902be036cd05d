package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.help.why.WhyCommand;
import socklab.text.Language;

/** {@code /why} reads the frames on the wire, and the tables of the host that a socket is in. */
class WhyPacketsTest {
    private static WireTestShell shell() {
        return shell(Language.EN);
    }

    private static WireTestShell shell(Language language) {
        WireTestShell wire = new WireTestShell(language);
        new WhyCommand(
                        wire.shell().shell().session(),
                        wire.shell().shell().kernel(),
                        wire.shell().shell().jobs(),
                        wire.shell().ui())
                .register(wire.shell().shell().interpreter());
        return wire;
    }

    /** What /why says, on one line. */
    private static String why(WireTestShell wire) {
        return wire.tells("/why").replaceAll("\\s+", " ");
    }

    private static void fewSyns(WireTestShell wire) {
        wire.run("/wire show off", "/wire set a net.ipv4.tcp_syn_retries 1", "client = a.open tcp");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void everySynWasLost() {
        try (WireTestShell wire = shell()) {
            fewSyns(wire);
            wire.run("other = a.open tcp", "other.connect b 80", "/wire drop 3,4,5,6,7,8,9");
            assertThat(wire.run("client.connect b 81")).startsWith("ETIMEDOUT");
            assertThat(why(wire))
                    .containsPattern("Every SYN was lost on the wire: #3 #4( #\\d)*\\. TCP gave up")
                    .doesNotContain("another machine");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void synThatNobodyAnswersIsSaidToHavePassed() {
        try (WireTestShell wire = shell()) {
            wire.run("server = b.open tcp", "server.bind 80", "server.listen", "first = a.open tcp");
            wire.run("first.connect b 80");
            fewSyns(wire);
            wire.run("/wire b>a: loss 100%");
            assertThat(wire.run("client.connect b 80")).startsWith("ETIMEDOUT");
            assertThat(why(wire)).containsPattern("b answered, and every answer was lost on the wire: #\\d+");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void refusalIsTheRstOfTheOtherHost() {
        try (WireTestShell wire = shell()) {
            wire.run("client = a.open tcp", "client.connect b 81");
            assertThat(why(wire))
                    .contains("Host b answered the SYN (#1) with RST (#2): no socket there listens on 10.0.0.2:81")
                    .doesNotContain("another machine");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void refusedDatagramIsTheIcmpOfTheOtherHost() {
        try (WireTestShell wire = shell()) {
            wire.run("out = a.open udp", "out.connect b 9", "out.send hello", "/sleep 20ms", "out.recv 10");
            assertThat(why(wire)).contains("ICMP \"port unreachable\" came from host b in frame #2");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void resetIsAFrame() {
        try (WireTestShell wire = shell()) {
            wire.connect();
            wire.run("peer.setsockopt SO_LINGER on 0", "peer.close");
            assertThat(wire.run("client.recv 10")).startsWith("ECONNRESET");
            assertThat(why(wire)).contains("Frame #4 from host b carried RST");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void addressThatNobodyHasIsAskedForByArp() {
        try (WireTestShell wire = shell()) {
            wire.run("/wire set a net.ipv4.neigh.eth0.mcast_solicit 1", "client = a.open tcp");
            assertThat(wire.run("client.connect 10.0.0.9 80")).startsWith("EHOSTUNREACH");
            assertThat(why(wire))
                    .containsPattern("Host a asked by ARP who has 10\\.0\\.0\\.9 \\(#h\\d+.*no answer came");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void sendThatWaitsForTheWindowNamesTheFrame() {
        try (WireTestShell wire = shell()) {
            wire.run("server = b.open tcp", "server.setsockopt SO_RCVBUF 4096", "server.bind 80", "server.listen");
            wire.run("client = a.open tcp", "client.setsockopt SO_SNDBUF 4096", "client.connect b 80");
            wire.run("peer = server.accept", "client.send fill:200000 &", "/sleep 300ms");
            assertThat(why(wire)).containsPattern("Frame #\\d+ from host b has window 0");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Language.class)
    void connectThatTookASecondNamesTheLostSyn(Language language) {
        try (WireTestShell wire = shell(language)) {
            wire.run("server = b.open tcp", "server.bind 80", "server.listen", "client = a.open tcp");
            wire.run("/wire drop next syn");
            wire.run("client.connect b 80");
            assertThat(wire.tells("/why 5").replaceAll("\\s+", " "))
                    .containsPattern("SYN #1.*1\\.\\d\\d .*#2")
                    .doesNotContain("why.wire");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void portThatIsTakenIsLookedForInTheHost() {
        try (WireTestShell wire = shell()) {
            wire.connect();
            wire.run("second = b.open tcp");
            assertThat(wire.run("second.bind 80")).startsWith("EADDRINUSE");
            assertThat(why(wire)).contains("server").doesNotContain("No TCP socket of this network");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothingIsSaidOfFramesThatAreNotOfTheSocket() {
        try (WireTestShell wire = shell()) {
            wire.connect();
            wire.run("peer.setsockopt SO_LINGER on 0", "peer.close", "own = open tcp");
            assertThat(wire.run("own.connect 127.0.0.1 1")).startsWith("ECONNREFUSED");
            assertThat(why(wire)).doesNotContain("Frame", "frames on the wire", "Host b");
        }
    }
}
