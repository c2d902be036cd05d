package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import socklab.call.SocketAddress;
import socklab.kernel.libc.LibcKernel;
import socklab.service.Counts;
import socklab.service.Protocol;
import socklab.service.Reach;
import socklab.service.RecordingListener;
import socklab.service.Service.Start;
import socklab.service.uppercase.UppercaseConfig.Mode;
import socklab.service.uppercase.UppercaseCounters.Count;

/** A server that a test starts, and clients of it; they are Java's own sockets, not ours. */
abstract class UppercaseServerFixture {
    static final int PATIENCE_MILLIS = 30_000;

    final LibcKernel kernel = new LibcKernel();
    final RecordingListener listener = new RecordingListener();
    final List<AutoCloseable> open = new ArrayList<>();
    UppercaseServer server;
    int port;

    void start(Protocol protocol, Mode mode) {
        server = ((Start.Running<UppercaseServer>) UppercaseServer.start(
                        kernel, new UppercaseConfig(protocol, Reach.LOOPBACK.at(0), mode), listener))
                .service();
        port = ((SocketAddress.Inet4) server.local()).port();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
        if (server != null) {
            server.close();
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    DatagramSocket datagrams() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        open.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    String ask(String text) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(utf8(text));
        return rest(socket);
    }

    byte[] ask(DatagramSocket socket, byte[] data) throws IOException {
        socket.send(new DatagramPacket(data, data.length, InetAddress.getLoopbackAddress(), port));
        DatagramPacket answer = new DatagramPacket(new byte[65536], 65536);
        socket.receive(answer);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    void assertCounts(long answered, long clients, long bytesIn, long bytesOut) {
        Counts<Count> counts = server.counts();
        assertThat(counts.of(Count.ANSWERED)).isEqualTo(answered);
        assertThat(counts.of(Count.CLIENT)).isEqualTo(clients);
        assertThat(counts.bytesOf(Count.RECEIVED)).isEqualTo(bytesIn);
        assertThat(counts.bytesOf(Count.SENT)).isEqualTo(bytesOut);
        assertThat(counts.of(Count.MALFORMED) + counts.of(Count.RESET) + counts.of(Count.UNANSWERED))
                .isZero();
    }
}
