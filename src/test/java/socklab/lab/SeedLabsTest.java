package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note's four programs as labs, against Python's own sockets and against each other, each a process of its own. */
final class SeedLabsTest {
    private static final Path SEED = Path.of("labs", "seed");
    private static final String TYPED = "straße, 你好, hello";
    private static final String UPPER = "STRASSE, 你好, HELLO";

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsPython() {
        boolean there;
        try {
            there = new ProcessBuilder("python3", "-c", "").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            there = false;
        }
        assumeTrue(there, "python3 is not installed");
    }

    /** A lab that says 12000, with another port. */
    private String withPort(String lab, int port) throws IOException {
        String text = Files.readString(SEED.resolve(lab));
        assertThat(text).contains("12000");
        return Files.writeString(folder.resolve(lab), text.replace("12000", Integer.toString(port)))
                .toString();
    }

    /** A port below those that the kernel hands out by itself, free a moment ago. */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket _ = new ServerSocket(port);
                    DatagramSocket _ = new DatagramSocket(port)) {
                return port;
            } catch (java.net.BindException e) {
                // taken: another
            }
        }
    }

    private static LabProcess python(String script, String... args) throws IOException {
        String[] command = new String[args.length + 2];
        command[0] = "python3";
        command[1] =
                Path.of("src", "test", "resources", "socklab", "lab", script).toString();
        System.arraycopy(args, 0, command, 2, args.length);
        return LabProcess.of(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void pythonAsksTheLabServer(String protocol) throws Exception {
        int port = freePort();
        try (LabProcess server = LabProcess.socklab("play", withPort(protocol + "-server.lab", port))) {
            server.await("The server is ready to receive");
            for (int i = 0; i < 3; i++) {
                try (LabProcess client = python(protocol + "_client.py", Integer.toString(port), TYPED)) {
                    assertThat(client.out()).isEqualTo(UPPER);
                    assertThat(client.exit()).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void theLabClientAsksPython(String protocol) throws Exception {
        try (LabProcess server = python(protocol + "_server.py")) {
            int port = Integer.parseInt(server.await("\n").strip());
            try (LabProcess client =
                    LabProcess.socklab("play", "--feedback", "silent", withPort(protocol + "-client.lab", port))) {
                client.await("Input lowercase sentence:");
                client.type(TYPED + "\n");
                assertThat(client.exit()).isZero();
                assertThat(client.out())
                        .as("what Python's print shows, and nothing else")
                        .isEqualTo("Input lowercase sentence:" + (protocol.equals("tcp") ? "From Server: " : "") + UPPER
                                + "\n");
                assertThat(client.err()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void theLabsTalkToEachOtherUntilCtrlC(String protocol) throws Exception {
        int port = freePort();
        try (LabProcess server = LabProcess.socklab("play", withPort(protocol + "-server.lab", port))) {
            server.await("The server is ready to receive");
            try (LabProcess client = LabProcess.socklab(
                            "play", "--lang", "zh", withPort(protocol + "-client.lab", port))
                    .type("hello\n")) {
                assertThat(client.exit()).isZero();
                assertThat(client.out()).contains("=> \"HELLO\" (5 bytes)", "一行一行");
            }
            server.signal("INT");
            assertThat(server.exit()).isEqualTo(130);
            assertThat(server.out() + server.err())
                    .containsAnyOf("=> EINTR (Interrupted system call)", "interrupted between two calls");
        }
    }

    @Test
    void aClientWithoutAnAnswerFromItsReaderSaysSo() throws Exception {
        try (LabProcess client = LabProcess.socklab("play", withPort("udp-client.lab", freePort()))
                .end()) {
            assertThat(client.exit()).isEqualTo(1);
            assertThat(client.err()).contains("no answer: the input has ended");
        }
    }

    @Test
    void theLabsPassCheck() throws Exception {
        try (LabProcess check = LabProcess.socklab("check", SEED.toString())) {
            assertThat(check.exit()).isZero();
            assertThat(check.out()).contains("2 passed, 0 failed, 4 skipped", "udp-server.lab: it talks to a partner");
        }
    }
}
