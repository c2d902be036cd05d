package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.service.RecordingListener;
import socklab.service.ServerProcess;

/** {@code serve} as a process: what it prints, what signals do, and how it exits. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server runs on Linux's epoll")
class ServeCommandTest {

    private static String ask(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, tcp", "TERM, udp"})
    void endsWellOnASignalAndTellsWhatItServed(String signal, String protocol)
            throws IOException, InterruptedException {
        try (ServerProcess serve = ServerProcess.socklab("serve", protocol, "0")) {
            int port = serve.port();
            if (protocol.equals("tcp")) {
                assertThat(ask(port, "hello")).isEqualTo("HELLO");
            } else {
                try (DatagramSocket socket = new DatagramSocket()) {
                    socket.send(new DatagramPacket(
                            "hello".getBytes(StandardCharsets.UTF_8), 5, InetAddress.getLoopbackAddress(), port));
                }
            }
            serve.awaitOut("\"hello\" -> \"HELLO\"");
            serve.signal(signal);
            assertThat(serve.exit()).isZero();
            assertThat(serve.out().getLast())
                    .isEqualTo("uppercase server, " + protocol + ", stopped; answers: 1, clients: 1, "
                            + "bytes in: 5, bytes out: 5, not UTF-8: 0, resets: 0, unanswered: 0");
            assertThat(serve.err()).isEmpty();
        }
    }

    @Test
    void saysWhoHoldsAPortThatIsTaken() throws IOException, InterruptedException {
        try (DatagramSocket holder = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ServerProcess serve = ServerProcess.socklab("serve", "udp", Integer.toString(holder.getLocalPort()))) {
            assertThat(serve.exit()).isEqualTo(3);
            assertThat(serve.out()).isEmpty();
            assertThat(String.join("\n", serve.err()))
                    .contains(
                            "127.0.0.1:" + holder.getLocalPort() + " is in use",
                            "process " + ProcessHandle.current().pid(),
                            "ss -ulpn 'sport = :" + holder.getLocalPort() + "'");
        }
    }

    @ParameterizedTest
    @CsvSource({"tpc, 0", "udp, 65536", "udp, http"})
    void refusesWhatCannotBe(String protocol, String port) throws InterruptedException {
        try (ServerProcess serve = ServerProcess.socklab("serve", protocol, port)) {
            assertThat(serve.exit()).isEqualTo(2);
        }
    }

    @Test
    void keepsQuietWhenAskedTo() throws IOException, InterruptedException {
        try (ServerProcess serve = ServerProcess.socklab("serve", "tcp", "0", "--quiet")) {
            assertThat(ask(serve.port(), "\u001b[31m hello")).isEqualTo("\u001b[31M HELLO");
            serve.signal("TERM");
            assertThat(serve.exit()).isZero();
            assertThat(serve.out()).hasSize(2);
        }
    }

    @Test
    void letsNothingFromTheNetworkReachTheTerminal() throws IOException, InterruptedException {
        try (ServerProcess serve = ServerProcess.socklab("serve", "tcp", "0")) {
            ask(serve.port(), "\u001b]0;owned\u0007\u202e");
            serve.awaitOut("OWNED");
            assertThat(String.join("", serve.out())).doesNotContain("\u001b", "\u0007", "\u202e");
        }
    }

    @Test
    void waitsWithoutSpinningWhenDescriptorsRunOut() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 100; exec \"$@\"", "sh"));
        List<String> socklab = new ArrayList<>(ServerProcess.socklabCommand("serve", "tcp", "0"));
        socklab.add(1, "-XX:-MaxFDLimit");
        command.addAll(socklab);
        List<Socket> silent = new ArrayList<>();
        try (ServerProcess serve = ServerProcess.start(command)) {
            int port = serve.port();
            for (int i = 0; i < 150; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            serve.awaitErr("of 100 descriptors few are left");
            spinsNot(serve, "tcp-server");
            for (int i = 0; i < 20; i++) { // room, and full again
                silent.removeFirst().close();
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            for (int i = 0; i < 145; i++) {
                silent.removeFirst().close(); // those who leave make room for those who wait
            }
            assertThat(ask(port, "hello")).isEqualTo("HELLO");
            assertThat(serve.err()).as("said once, not for every try").hasSizeLessThan(5);
            serve.signal("TERM");
            assertThat(serve.exit()).isZero();
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void sleepsWhenNobodyAsksAnyMore(String protocol) throws IOException {
        try (ServerProcess serve = ServerProcess.socklab("serve", protocol, "0", "--quiet");
                DatagramSocket socket = new DatagramSocket()) {
            int port = serve.port();
            socket.setSoTimeout(30_000);
            DatagramPacket request = new DatagramPacket(
                    "hello".getBytes(StandardCharsets.UTF_8), 5, InetAddress.getLoopbackAddress(), port);
            for (int i = 0; i < 200; i++) { // as fast as can be, so that it stays awake
                if (protocol.equals("tcp")) {
                    assertThat(ask(port, "hello")).isEqualTo("HELLO");
                } else {
                    socket.send(request);
                    socket.receive(new DatagramPacket(new byte[5], 5));
                }
            }
            spinsNot(serve, protocol + "-server");
        }
    }

    /** A loop that spins never sleeps; this server's thread must be seen asleep, for many looks on end. */
    private static void spinsNot(ServerProcess program, String thread) {
        int[] looks = {0};
        RecordingListener.until(
                () -> {
                    boolean sleeps = threadState(program, thread).equals("S");
                    looks[0] = sleeps ? looks[0] + 1 : 0;
                    return looks[0] >= 10;
                },
                () -> "the server's thread never rests");
    }

    private static String threadState(ServerProcess program, String name) {
        try (Stream<Path> tasks =
                Files.list(Path.of("/proc/" + program.process().pid() + "/task"))) {
            for (Path task : (Iterable<Path>) tasks::iterator) {
                if (Files.readString(task.resolve("comm")).strip().equals(name)) {
                    String stat = Files.readString(task.resolve("stat"));
                    return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
                }
            }
            return "gone";
        } catch (IOException e) {
            return "gone";
        }
    }

    @Test
    void servesWhileNobodyReadsItsLog() throws IOException, InterruptedException {
        assumeTrue(ServerProcess.exists("sleep"), "no sleep here");
        // a log that stands still: nobody reads the pipe
        ProcessBuilder builder = new ProcessBuilder(ServerProcess.socklabCommand("serve", "tcp", "0"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        try {
            int port = Integer.parseInt(readLine(process).replaceAll(".*:", ""));
            for (int i = 0; i < 1500; i++) { // some 100 KB of log, more than a pipe holds
                assertThat(ask(port, "hello to a log that nobody reads, again and again"))
                        .startsWith("HELLO");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Exit code 3, whether the log can take nothing from the start or its disk is full later. */
    @ParameterizedTest
    @CsvSource({"relay tcp 0 127.0.0.1 9, 3", "serve udp 0 --quiet, 3"})
    void logOnAFullDeviceEndsTheServiceWith3(String command, int code) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ServerProcess.socklabCommand(command.split(" ")))
                .redirectOutput(Path.of("/dev/full").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(exit(process)).isEqualTo(code);
    }

    @Test
    void logOnADiskThatBecomesFullEndsTheServiceWith3(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "ulimit -f 8; log=$1; shift; exec \"$@\" >\"$log\"", "sh", log.toString()));
        command.addAll(ServerProcess.socklabCommand("serve", "tcp", "0"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        RecordingListener.until(() -> read(log).contains("ready"), () -> read(log));
        int port = Integer.parseInt(read(log).lines().findFirst().orElseThrow().replaceAll(".*:", ""));
        for (int i = 0; i < 1000 && process.isAlive(); i++) { // some 100 bytes of log each, until 4 KiB are full
            try {
                ask(port, "hello to a log that will not take it");
            } catch (IOException e) {
                break; // the server ends meanwhile
            }
        }
        assertThat(exit(process)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve tcp 0", "relay tcp 0 127.0.0.1 9"})
    void readerOfTheLogThatIsGoneEndsTheServiceWith141(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ServerProcess.socklabCommand(command.split(" ")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int port = Integer.parseInt(readLine(process).replaceAll(".*?127\\.0\\.0\\.1:(\\d+).*", "$1"));
        process.getInputStream().close();
        for (int i = 0; i < 1000 && process.isAlive(); i++) {
            try {
                ask(port, "hello");
            } catch (IOException e) {
                // the relay's connection is reset, or the server ends meanwhile
            }
        }
        assertThat(exit(process)).isEqualTo(141);
    }

    private static int exit(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String readLine(Process process) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = process.getInputStream().read();
                c >= 0 && c != '\n';
                c = process.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
