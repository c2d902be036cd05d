package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.service.ServerProcess;

/** Textbook programs in Python on the other side: clients of {@code serve}, and servers of typed lines. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server runs on Linux's epoll")
class PythonPeersTest {
    private static final String UDP_CLIENT = """
        import sys
        from socket import socket, AF_INET, SOCK_DGRAM
        asker = socket(AF_INET, SOCK_DGRAM)
        asker.settimeout(30)
        asker.sendto(sys.stdin.readline().rstrip('\\n').encode(), ('localhost', int(sys.argv[1])))
        data, sender = asker.recvfrom(2048)
        sys.stdout.buffer.write(data + b'\\n')
        """;
    private static final String TCP_CLIENT = """
        import sys
        from socket import socket, AF_INET, SOCK_STREAM
        asker = socket(AF_INET, SOCK_STREAM)
        asker.settimeout(30)
        asker.connect(('localhost', int(sys.argv[1])))
        asker.send(sys.stdin.readline().rstrip('\\n').encode())
        sys.stdout.buffer.write(b'From Server: ' + asker.recv(1024) + b'\\n')
        sys.stdout.buffer.write(b'end' if asker.recv(1024) == b'' else b'more')
        """;
    private static final String UDP_SERVER = """
        from socket import socket, AF_INET, SOCK_DGRAM
        answerer = socket(AF_INET, SOCK_DGRAM)
        answerer.bind(('127.0.0.1', 0))
        print('ready at :%d' % answerer.getsockname()[1], flush=True)
        while True:
            data, asker = answerer.recvfrom(2048)
            answerer.sendto(data.decode().upper().encode(), asker)
        """;
    private static final String TCP_SERVER = """
        from socket import socket, AF_INET, SOCK_STREAM
        answerer = socket(AF_INET, SOCK_STREAM)
        answerer.bind(('127.0.0.1', 0))
        answerer.listen(1)
        print('ready at :%d' % answerer.getsockname()[1], flush=True)
        while True:
            connection, asker = answerer.accept()
            connection.send(connection.recv(1024).decode().upper().encode())
            connection.close()
        """;

    @BeforeEach
    void python() {
        assumeTrue(ServerProcess.exists("python3"), "no python3 here");
    }

    private static ServerProcess python(String program, String... args) {
        return ServerProcess.start(java.util.stream.Stream.concat(
                        List.of("python3", "-c", program).stream(), java.util.Arrays.stream(args))
                .toList());
    }

    private static List<String> ask(String program, int port, String line) throws IOException, InterruptedException {
        try (ServerProcess client = python(program, Integer.toString(port))) {
            client.input(line + "\n");
            assertThat(client.exit()).as(String.join("\n", client.err())).isZero();
            return client.out();
        }
    }

    @Test
    void pythonClientsAskServe() throws IOException, InterruptedException {
        try (ServerProcess udp = ServerProcess.socklab("serve", "udp", "0");
                ServerProcess tcp = ServerProcess.socklab("serve", "tcp", "0");
                ServerProcess iterative = ServerProcess.socklab("serve", "tcp", "0", "--iterative")) {
            assertThat(ask(UDP_CLIENT, udp.port(), "hello, straße 你好")).containsExactly("HELLO, STRASSE 你好");
            assertThat(ask(UDP_CLIENT, udp.port(), "")).containsExactly("");
            assertThat(ask(TCP_CLIENT, tcp.port(), "hello, straße 你好"))
                    .containsExactly("From Server: HELLO, STRASSE 你好", "end");
            assertThat(ask(TCP_CLIENT, iterative.port(), "once")).containsExactly("From Server: ONCE", "end");
            assertThat(ask(TCP_CLIENT, iterative.port(), "and again")).containsExactly("From Server: AND AGAIN", "end");
        }
    }

    @Test
    void typedLinesAskPythonServers() throws InterruptedException {
        try (ServerProcess udp = python(UDP_SERVER);
                ServerProcess tcp = python(TCP_SERVER);
                ServerProcess lines = ServerProcess.socklab(
                        "--feedback",
                        "concise",
                        "-e",
                        "u = open udp",
                        "-e",
                        "u.sendto localhost " + udp.port() + " hello",
                        "-e",
                        "u.recvfrom 2048",
                        "-e",
                        "t = open tcp",
                        "-e",
                        "t.connect localhost " + tcp.port(),
                        "-e",
                        "t.send straße",
                        "-e",
                        "t.recv 1024",
                        "-e",
                        "t.recv 1024")) {
            assertThat(lines.exit()).isZero();
            assertThat(lines.out())
                    .containsSubsequence(
                            "=> \"HELLO\" (5 bytes) from 127.0.0.1:" + udp.port(),
                            "=> \"STRASSE\" (7 bytes)",
                            "=> end of stream");
        }
    }
}
