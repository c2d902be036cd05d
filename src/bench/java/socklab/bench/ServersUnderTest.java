package socklab.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import socklab.text.Message;

/** The servers that are compared, each a process at a port of its own. */
final class ServersUnderTest {
    private static final int TRIES = 200;
    private static final int PAUSE_MILLIS = 50;
    private static final int STARTS = 3;
    private static final int ANSWER_MILLIS = 1000; // a relay may be asked to delay it, and a machine may be busy
    private static final int KIB_COLUMN = 1;

    private ServersUnderTest() {}

    /** A server that runs. */
    record Running(Process process, int port) {
        /** How many KiB it has resident. Source: proc(5), VmRSS. */
        double residentKib() throws IOException {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(l -> l.startsWith("VmRSS:"))
                    .mapToDouble(l -> Double.parseDouble(l.split("\\s+")[KIB_COLUMN]))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Starts a server when it is first asked for. */
    static final class Soon {
        private final Start start;
        private Optional<Running> running = Optional.empty();

        Soon(Start start) {
            this.start = start;
        }

        Running running() throws IOException, MissingTool {
            if (running.isEmpty()) {
                running = Optional.of(start.start());
            }
            return running.get();
        }

        void stop(BenchTools kit) {
            running.ifPresent(r -> kit.stop(r.process()));
        }
    }

    interface Start {
        Running start() throws IOException, MissingTool;
    }

    /** How the command of a server is made for a port. */
    interface Command {
        List<String> at(String port) throws IOException, MissingTool;
    }

    static Soon udp(BenchTools kit, Command command) {
        return new Soon(() -> start(kit, command, ServersUnderTest::answersDatagram));
    }

    static Soon tcp(BenchTools kit, Command command) {
        return new Soon(() -> start(kit, command, ServersUnderTest::answersConnection));
    }

    private interface Question {
        boolean answered(int port) throws IOException;
    }

    /** A port that was free may be somebody else's by the time the server asks for it: then another one. */
    private static Running start(BenchTools kit, Command command, Question question) throws IOException, MissingTool {
        String name = "?";
        for (int i = 0; i < STARTS; i++) {
            int port = BenchTools.freePort();
            Process process = kit.start(command.at(Integer.toString(port)));
            name = process.info()
                    .command()
                    .map(c -> Path.of(c).getFileName().toString())
                    .orElse(name);
            if (answers(process, port, question)) {
                return new Running(process, port);
            }
            kit.stop(process);
        }
        throw new MissingTool(Message.of("bench.noAnswer", name));
    }

    private static boolean answers(Process process, int port, Question question) throws IOException {
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            if (question.answered(port)) {
                return true;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        return false;
    }

    private static boolean answersDatagram(int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.send(new DatagramPacket(new byte[] {'x'}, 1));
            socket.receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (SocketTimeoutException | PortUnreachableException e) {
            return false;
        }
    }

    private static boolean answersConnection(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() >= 0;
        } catch (ConnectException e) {
            return false;
        }
    }
}
