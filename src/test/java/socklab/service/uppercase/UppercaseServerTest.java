package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.service.Protocol;
import socklab.service.Reach;
import socklab.service.RecordingListener;
import socklab.service.Service.Start;
import socklab.service.StartFailure;
import socklab.service.uppercase.UppercaseConfig.Mode;
import socklab.service.uppercase.UppercaseCounters.Count;

/** The start and the end of the server, and what it answers to datagrams. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server runs on Linux's epoll")
class UppercaseServerTest extends UppercaseServerFixture {
    @Test
    void answersDatagrams() throws IOException {
        start(Protocol.UDP, Mode.CONCURRENT);
        DatagramSocket socket = datagrams();
        assertThat(ask(socket, utf8("hello"))).isEqualTo(utf8("HELLO"));
        assertThat(ask(socket, utf8("straße ŉ 你好 é"))).isEqualTo(utf8("STRASSE ʼN 你好 É"));
        assertThat(ask(socket, new byte[0]))
                .as("an empty datagram is a datagram")
                .isEmpty();
        byte[] full = new byte[65507];
        Arrays.fill(full, (byte) 'a');
        assertThat(ask(socket, full)).hasSize(65507).containsOnly((byte) 'A');
        server.close();
        assertCounts(4, 1, 5 + 20 + 65507, 5 + 21 + 65507);
        assertThat(listener.keys())
                .containsExactly(
                        "server.ready",
                        "server.exchange",
                        "server.exchange",
                        "server.exchange",
                        "server.exchange",
                        "server.served");
    }

    @Test
    void answersMalformedDatagramsAndLogsThem() throws IOException {
        start(Protocol.UDP, Mode.CONCURRENT);
        assertThat(ask(datagrams(), new byte[] {(byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'a', (byte) 0xc3}))
                .isEqualTo(utf8("\ufffd\ufffd\ufffd\ufffdA\ufffd"));
        assertThat(listener.keys()).contains("server.malformed");
        listener.awaitLine("server.exchange");
        assertThat(server.counts().of(Count.MALFORMED)).isEqualTo(1);
    }

    @Test
    void logsAnAnswerThatIsTooLongForADatagram() throws IOException {
        start(Protocol.UDP, Mode.CONCURRENT);
        DatagramSocket socket = datagrams();
        byte[] growing = utf8("ΐ".repeat(30_000)); // each becomes three characters
        socket.send(new DatagramPacket(growing, growing.length, InetAddress.getLoopbackAddress(), port));
        listener.awaitLine("server.tooLong");
        assertThat(ask(socket, utf8("next"))).isEqualTo(utf8("NEXT"));
        assertThat(server.counts().of(Count.UNANSWERED)).isEqualTo(1);
    }

    @Test
    void offersTheTextbooksRoomWhenIterative() throws IOException {
        start(Protocol.UDP, Mode.ITERATIVE);
        assertThat(ask(datagrams(), utf8("a".repeat(3000)))).isEqualTo(utf8("A".repeat(2048)));
        assertThat(listener.keys()).contains("server.cut");
    }

    @Test
    void servesOnAfterAClientClosedBeforeItsAnswer() throws IOException {
        start(Protocol.UDP, Mode.CONCURRENT);
        DatagramSocket there =
                datagrams(); // before the others: with the port of one of them it would get that one's answer
        for (int i = 0; i < 20; i++) { // the answer is refused by ICMP, which a socket without a peer never hears of
            try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                gone.send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), port));
            }
        }
        assertThat(ask(there, utf8("still there?"))).isEqualTo(utf8("STILL THERE?"));
    }

    @Test
    void namesTheProcessThatHasItsPort() {
        start(Protocol.TCP, Mode.CONCURRENT);
        UppercaseConfig same = new UppercaseConfig(Protocol.TCP, Reach.LOOPBACK.at(port), Mode.CONCURRENT);
        Start<UppercaseServer> start = UppercaseServer.start(kernel, same, new RecordingListener());
        assertThat(start).isEqualTo(new Start.Failed<>(Call.BIND, Errno.EADDRINUSE));
        StartFailure failure = StartFailure.of((Start.Failed<UppercaseServer>) start, same, kernel);
        assertThat(failure.fault().args()).containsExactly("127.0.0.1:" + port);
        assertThat(failure.details())
                .singleElement()
                .satisfies(d -> assertThat(d.args())
                        .startsWith(
                                "127.0.0.1:" + port,
                                Long.toString(ProcessHandle.current().pid())));
    }

    @Test
    void bindsAgainAfterConnectionsOfBefore() throws IOException {
        start(Protocol.TCP, Mode.ITERATIVE); // the server closes first: its side rests in TIME_WAIT
        assertThat(ask("hello")).isEqualTo("HELLO");
        server.close();
        UppercaseConfig again = new UppercaseConfig(Protocol.TCP, Reach.LOOPBACK.at(port), Mode.CONCURRENT);
        server = ((Start.Running<UppercaseServer>) UppercaseServer.start(kernel, again, new RecordingListener()))
                .service();
        assertThat(ask("hello")).isEqualTo("HELLO");
    }

    @Test
    void leavesNoDescriptorAndNoThread() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        Socket silent = connect();
        ask("warm up");
        server.close();
        silent.close();
        List<String> before = RecordingListener.sockets();
        for (Protocol protocol : Protocol.values()) {
            start(protocol, Mode.CONCURRENT);
            if (protocol == Protocol.TCP) {
                connect();
                RecordingListener.until(() -> server.counts().of(Count.CLIENT) == 1, () -> "not accepted");
                for (AutoCloseable resource : open) {
                    try {
                        resource.close();
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                }
            }
            server.close();
            server.close();
        }
        assertThat(before).containsAll(RecordingListener.sockets());
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("udp-server", "tcp-server");
    }

    @Test
    void tellsTheListenerItsCalls() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        ask("hello");
        server.close();
        assertThat(listener.calls())
                .extracting(c -> c.call().invocation().call())
                .startsWith(Call.SOCKET, Call.SETSOCKOPT, Call.BIND, Call.LISTEN, Call.GETSOCKNAME, Call.ACCEPT4)
                .contains(Call.RECV, Call.SEND, Call.SHUTDOWN)
                .endsWith(Call.CLOSE);
    }
}
