package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.kernel.OpenDescriptors;
import socklab.packet.tcpdump.TcpdumpOracle;
import socklab.session.Event;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.ladder.Glyphs;
import socklab.view.ladder.TimelineView;

/** Two kernels, and the cable between them. */
class WireTest {
    @TempDir
    Path folder;

    @Test
    void handshakeIsRecordedBeforeConnectEnds() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            assertThat(wire.frames()).startsWith("a>b [S]", "b>a [S.]", "a>b [.]");
            List<Event> events = wire.shell().shell().session().journal().events();
            int connected = 0;
            while (!(events.get(connected) instanceof Event.Finished f
                    && f.invocation().call().function().equals("connect"))) {
                connected++;
            }
            assertThat(events.subList(0, connected).stream().filter(Event.Frame.class::isInstance))
                    .hasSize(3);
        }
    }

    @Test
    void lostSynIsSentAgain() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("server = b.open tcp", "server.bind 80", "server.listen", "client = a.open tcp");
            wire.run("/wire drop next syn");
            assertThat(wire.run("client.connect b 80")).isEqualTo("0");
            assertThat(wire.frames()).startsWith("a>b [S] lost", "a>b [S]", "b>a [S.]", "a>b [.]");
            assertThat(wire.events().get(1).fate()).singleElement().satisfies(fate -> {
                assertThat(fate.key()).isEqualTo("wire.again");
                assertThat(fate.args().get(1)).isEqualTo(1L);
            });
        }
    }

    @Test
    void framesAreLostByNumber() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("/wire drop 1,2");
            wire.run("server = b.open tcp", "server.bind 80", "server.listen", "client = a.open tcp");
            assertThat(wire.run("client.connect b 80")).isEqualTo("0");
            assertThat(wire.frames()).startsWith("a>b [S] lost", "a>b [S] lost", "a>b [S]");
        }
    }

    @Test
    void heldFramesWaitForTheHand() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            wire.run("/wire hold", "client.send hello");
            wire.awaitHeld(1);
            assertThat(wire.run("peer.recv 100 MSG_DONTWAIT")).startsWith("EAGAIN");
            wire.run("/wire next");
            assertThat(wire.run("peer.recv 100")).isEqualTo("\"hello\" (5 bytes)");
            assertThat(wire.tells("/wire next 77")).contains("frame 77 does not wait");
            wire.run("/wire release", "client.send more");
            assertThat(wire.run("peer.recv 100")).isEqualTo("\"more\" (4 bytes)");
            assertThat(wire.tells("/wire next")).contains("no frame waits");
        }
    }

    @Test
    void exchangedFramesArriveInTheOtherOrder() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("in = b.open udp", "in.bind 9000", "out = a.open udp", "/wire hold");
            wire.run("out.sendto b 9000 first", "out.sendto b 9000 second");
            wire.awaitHeld(2);
            wire.run("/wire swap", "/wire release");
            assertThat(wire.run("in.recvfrom 100")).startsWith("\"second\"");
            assertThat(wire.run("in.recvfrom 100")).startsWith("\"first\"");
        }
    }

    @Test
    void repeatedFrameArrivesTwiceAndSpoiledOneNot() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("in = b.open udp", "in.bind 9000", "out = a.open udp", "/wire hold");
            for (List<String> each : List.of(
                    List.of("one", "twice"), List.of("bad", "flip"), List.of("gone", "lose"), List.of("end", "next"))) {
                wire.run("out.sendto b 9000 " + each.getFirst());
                wire.awaitHeld(1);
                wire.run("/wire " + each.getLast());
            }
            assertThat(wire.run("in.recvfrom 100")).startsWith("\"one\"");
            assertThat(wire.run("in.recvfrom 100")).startsWith("\"one\"");
            assertThat(wire.run("in.recvfrom 100")).startsWith("\"end\"");
        }
    }

    @Test
    void cutCableLosesEverythingUntilItIsMended() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            wire.run("/wire cut", "client.send late");
            assertThat(wire.run("peer.recv 100 MSG_DONTWAIT")).startsWith("EAGAIN");
            wire.run("/wire mend");
            assertThat(wire.run("peer.recv 100")).isEqualTo("\"late\" (4 bytes)");
        }
    }

    @Test
    void impairmentsHoldInTheirDirectionAndRepeatWithTheirSeed() {
        assertThat(lostOfTwenty()).isEqualTo(lostOfTwenty()).isNotEmpty().hasSizeLessThan(20);
    }

    private static Set<Long> lostOfTwenty() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("in = b.open udp", "in.bind 9000", "out = a.open udp", "/wire seed 7 a>b: loss 40%");
            for (int i = 0; i < 20; i++) {
                wire.run("out.sendto b 9000 x");
            }
            return wire.events().stream()
                    .filter(Event.Frame::lost)
                    .map(Event.Frame::number)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void mtuSplitsDatagramsIntoFragments() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("/wire mtu 576", "in = b.open udp", "in.bind 9000", "out = a.open udp");
            wire.run("out.setsockopt IP_MTU_DISCOVER IP_PMTUDISC_DONT", "out.sendto b 9000 fill:1000");
            assertThat(wire.run("in.recvfrom 2000")).contains("1000 bytes");
            assertThat(wire.events()).hasSize(2);
        }
    }

    @Test
    void settingBelongsToOneHost() {
        try (WireTestShell wire = new WireTestShell()) {
            assertThat(wire.tells("/wire set a net.ipv4.tcp_sack 0")).doesNotContain("error");
            wire.connect();
            assertThat(wire.events().getFirst().text()).contains("Flags [S]").doesNotContain("sackOK");
            assertThat(wire.tells("/wire set a net.ipv4.no_such 1")).contains("host a has no such setting");
            assertThat(wire.tells("/wire set a kernel.hostname x")).contains("not a setting of a host");
        }
    }

    @Test
    void captureEqualsTheLinesShown() throws IOException {
        assumeTrue(TcpdumpOracle.present(), "tcpdump 4.99 is not installed");
        Path file = folder.resolve("wire.pcapng");
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("/wire show full");
            wire.connect();
            wire.run("client.send hello", "peer.recv 100", "client.close", "peer.close", "/capture " + file);
            List<String> shown = wire.events().stream().map(Event.Frame::text).toList();
            assertThat(TcpdumpOracle.lines(file)).containsSubsequence(shown).hasSizeGreaterThan(5);
        }
    }

    @Test
    void nameClashesAreRefused() {
        try (WireTestShell wire = new WireTestShell()) {
            assertThat(wire.tells("a = open udp")).contains("a is a host on the wire");
            assertThat(wire.tells("c.open udp")).contains("no host c");
            assertThat(wire.tells("/wire")).doesNotContain("error");
            assertThat(wire.tells("/wire a b")).contains("a wire is laid already");
            assertThat(wire.tells("/wire drop next frog")).contains("unknown value: frog");
            assertThat(wire.tells("/wire mtu 12")).contains("not an MTU: 12");
            assertThat(wire.tells("/packet 99")).contains("no frame 99 is kept");
            wire.connect();
            assertThat(wire.tells("/capture /no/such/folder/x")).contains("cannot write");
            wire.run("/wire off", "a = open udp");
            assertThat(wire.tells("/wire")).contains("a is the name of a socket");
            assertThat(wire.tells("/wire 1 2 3 4 5 6 7 8 9")).contains("9 hosts");
        }
    }

    @Test
    void hostsHaveTheirOwnPortsAndAddresses() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("x = a.open udp", "y = b.open udp", "x.bind 9000");
            assertThat(wire.run("y.bind 9000")).isEqualTo("0");
            wire.run("/host b", "z = open udp");
            assertThat(wire.shell().shell().session().socket("z").orElseThrow().host())
                    .contains("b");
            wire.run("/host off", "own = open udp");
            assertThat(wire.shell()
                            .shell()
                            .session()
                            .socket("own")
                            .orElseThrow()
                            .host())
                    .isEmpty();
            assertThat(wire.run("six = a.open tcp6", "six.connect b 81")).startsWith("ECONNREFUSED");
        }
    }

    @Test
    void hostsDoNotReachTheNetworkOfTheMachine() throws IOException {
        try (WireTestShell wire = new WireTestShell();
                ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            wire.run("client = a.open tcp");
            assertThat(wire.run("client.connect 127.0.0.1 " + listening.getLocalPort()))
                    .startsWith("ECONNREFUSED");
            wire.run("out = a.open udp");
            assertThat(wire.run("out.sendto 192.0.2.1 9 x")).startsWith("ENETUNREACH");
        }
    }

    @Test
    void timelineShowsFramesBetweenTheHosts() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("server = b.open tcp", "server.bind 80", "server.listen", "client = a.open tcp");
            wire.run("/wire drop next syn", "client.connect b 80");
            List<String> rows = TimelineView.lines(
                    wire.shell().shell().session().journal().events(),
                    new TimelineView.Shape(100, 30, System.nanoTime(), Glyphs.LINES),
                    Messages.in(Language.EN));
            assertThat(rows.stream().filter(r -> r.contains("[S]"))).hasSize(2);
            assertThat(rows.stream().filter(r -> r.contains("×─"))).hasSize(1);
            assertThat(String.join("\n", rows))
                    .contains("[S.]")
                    .contains("[.] ack 1")
                    .doesNotContain("~1");
        }
    }

    /** The command that /host names lets another program into a host. */
    @Test
    void anotherProgramEntersAHost() {
        assumeTrue(
                Path.of("/usr/bin/nsenter").toFile().canExecute()
                        && Path.of("/usr/bin/python3").toFile().canExecute(),
                "nsenter or python3 is not installed");
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("in = b.open udp", "in.bind 9000");
            String enter = wire.tells("/host")
                    .lines()
                    .filter(l -> l.contains("host a by: "))
                    .map(l -> l.replaceAll(".*by: (.*) COMMAND", "$1"))
                    .findFirst()
                    .orElseThrow()
                    // this test is in the user namespace already, if there is one
                    .replaceAll("--preserve-credentials --user=\\S+ ", "");
            List<String> command = new ArrayList<>(List.of(enter.split(" ")));
            command.addAll(List.of(
                    "python3",
                    "-c",
                    "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'hello', ('10.0.0.2', 9000))"));
            TcpdumpOracle.run(command);
            assertThat(wire.run("in.recvfrom 100 MSG_DONTWAIT")).startsWith("\"hello\" (5 bytes) from 10.0.0.1:");
        }
    }

    @Test
    void wiresLeaveNothingBehind() throws IOException {
        try (WireTestShell first = new WireTestShell()) {
            first.connect();
        }
        Set<String> threads = threads();
        OpenDescriptors descriptors = OpenDescriptors.now();
        for (int i = 0; i < 20; i++) {
            try (WireTestShell wire = new WireTestShell()) {
                wire.connect();
                wire.run("/wire off");
                assertThat(wire.shell().shell().session().sockets()).isEmpty();
            }
        }
        // a thread that has ended may be listed for a moment, also before
        for (int looks = 0;
                looks < 1_000
                        && !(threads.containsAll(threads())
                                && descriptors.opened().isEmpty());
                looks++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(threads).containsAll(threads());
        descriptors.leftNothing();
    }

    /** The threads of wires that there are. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(n -> n.startsWith("cable") || n.startsWith("host-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
