package socklab.service.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.service.ServerProcess;

/** {@code relay} as a process: what it prints, what signals do, and how it exits. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals and /proc")
class RelayCommandTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private static void send(DatagramSocket from, int port, String text) throws IOException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        from.send(new DatagramPacket(data, data.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    private static String receive(DatagramSocket at) throws IOException {
        at.setSoTimeout(PATIENCE_MILLIS);
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        at.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static int relayPort(ServerProcess relay) {
        relay.awaitOut(" \u2192 ");
        return Integer.parseInt(relay.out().getFirst().replaceAll("relay, \\w+, 127\\.0\\.0\\.1:(\\d+) .*", "$1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void losesExactlyWhatItShallAndTellsAtTheEnd(String signal) throws IOException, InterruptedException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket client = new DatagramSocket();
                ServerProcess relay = ServerProcess.socklab(
                        "relay", "udp", "0", "127.0.0.1", Integer.toString(server.getLocalPort()), "drop", "2")) {
            int port = relayPort(relay);
            for (String text : List.of("one", "t\u001b[2Jo", "three")) {
                send(client, port, text);
            }
            assertThat(receive(server)).isEqualTo("one");
            assertThat(receive(server)).isEqualTo("three");
            relay.awaitOut("\"three\" passed");
            relay.signal(signal);
            assertThat(relay.exit()).isZero();
            assertThat(relay.out())
                    .contains(
                            "#1 \u2192 3 B \"one\" passed",
                            "#2 \u2192 6 B \"t\\x1b[2Jo\" lost",
                            "\u2192 datagrams: arrived 3 (14 B), lost 1, sent 2 (8 B)",
                            "\u2192 drop 2: realised 33.3% (1 of 3)");
            assertThat(relay.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tpc 0 127.0.0.1 9, did you mean tcp?",
        "udp 70000 127.0.0.1 9, 70000",
        "udp 0 127.0.0.1 9 drop x, drop 2,5,9",
        "udp 5000 127.0.0.1 5000, would forward to itself",
        "udp 5000 ::1, PATH",
        "udp 0 127.0.0.1 9 loss 130%, 130%",
        "tcp 0 127.0.0.1 9 loss 3%, loss"
    })
    void refusesWhatCannotBe(String words, String told) throws InterruptedException {
        try (ServerProcess relay = ServerProcess.socklab(
                Stream.concat(Stream.of("relay"), Stream.of(words.split(" "))).toArray(String[]::new))) {
            assertThat(relay.exit()).isEqualTo(2);
            assertThat(relay.out()).isEmpty();
            assertThat(String.join("\n", relay.err())).contains(told);
        }
    }

    /** Nothing of socklab is loaded when the first datagram passes: that would make it late. */
    @Test
    void relayIsWarmBeforeItSaysThatItIsReady(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("classes");
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket client = new DatagramSocket()) {
            List<String> command = new ArrayList<>(ServerProcess.socklabCommand(
                    "relay", "udp", "0", "127.0.0.1", Integer.toString(server.getLocalPort()), "delay", "1ms"));
            command.remove("-Xlog:disable"); // the log would be empty
            command.add(1, "-Xlog:class+load:file=" + log);
            try (ServerProcess relay = ServerProcess.start(command)) {
                int port = relayPort(relay);
                long before = loaded(log);
                send(client, port, "first");
                assertThat(receive(server)).isEqualTo("first");
                assertThat(before).isPositive();
                assertThat(loaded(log) - before).isLessThan(3);
            }
        }
    }

    private static long loaded(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(l -> l.contains(" socklab.service.")).count();
        }
    }

    @Test
    void saysWhoHoldsAPortThatIsTaken() throws IOException, InterruptedException {
        try (DatagramSocket holder = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ServerProcess relay = ServerProcess.socklab(
                        "relay", "udp", Integer.toString(holder.getLocalPort()), "127.0.0.1", "9")) {
            assertThat(relay.exit()).isEqualTo(3);
            assertThat(String.join("\n", relay.err()))
                    .contains("process " + ProcessHandle.current().pid());
        }
    }

    /** Its help has per cent signs, which a formatter would take for its own. */
    @Test
    void explainsItsWords() throws InterruptedException {
        try (ServerProcess relay = ServerProcess.socklab("relay", "--help")) {
            assertThat(relay.exit()).isZero();
            assertThat(relay.err()).isEmpty();
            assertThat(String.join(" ", relay.out())).contains("loss gemodel P% [R%", "loss 30% delay 50ms");
        }
    }
}
