package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.RecordingListener;
import socklab.service.uppercase.UppercaseConfig.Mode;
import socklab.service.uppercase.UppercaseCounters.Count;

/** The server over TCP, with clients that make every mistake. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server runs on Linux's epoll")
class UppercaseTcpTest extends UppercaseServerFixture {
    @Test
    void answersOnceAndCloses() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        assertThat(ask("hello")).isEqualTo("HELLO");
        listener.awaitLine("server.exchange");
        assertThat(ask("x".repeat(5000))).as("more than one recv takes").isEqualTo("X".repeat(5000));
        server.close();
        assertCounts(2, 2, 5005, 5005);
    }

    @Test
    void answersAClientThatHalfCloses() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        Socket socket = connect();
        socket.getOutputStream().write(utf8("hello"));
        socket.shutdownOutput();
        assertThat(rest(socket)).isEqualTo("HELLO");

        Socket silent = connect();
        silent.shutdownOutput();
        assertThat(rest(silent)).isEmpty();
        listener.awaitLine("server.nothing");
    }

    @Test
    void putsACharacterTogetherThatComesInParts() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        byte[] text = utf8("é😀ß");
        for (int at : new int[] {1, 3, 4, 5, 7}) {
            RecordingListener before = listener;
            int halves =
                    (int) before.keys().stream().filter("server.half"::equals).count();
            Socket socket = connect();
            socket.getOutputStream().write(text, 0, at);
            RecordingListener.until(
                    () -> before.keys().stream().filter("server.half"::equals).count() > halves,
                    () -> "not logged: " + at);
            socket.getOutputStream().write(text, at, text.length - at);
            assertThat(rest(socket)).as("parted at %s", at).isEqualTo("É😀SS");
        }
        Socket never = connect();
        never.getOutputStream().write(text, 0, 4);
        never.shutdownOutput();
        assertThat(rest(never)).isEqualTo("É\ufffd");
    }

    @Test
    void keepsACharacterWholeAcrossTwoReads() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        String text = "a" + "é".repeat(2000); // the border of 1024 bytes lies within a character
        assertThat(ask(text)).isEqualTo("A" + "É".repeat(2000));
    }

    @Test
    void servesOnAfterResets() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        for (int i = 0; i < 5; i++) {
            Socket socket = connect();
            socket.setSoLinger(true, 0);
            socket.close();
        }
        RecordingListener.until(
                () -> server.counts().of(Count.RESET) == 5,
                () -> server.counts().toString());
        assertThat(ask("hello")).isEqualTo("HELLO");
    }

    @Test
    void servesOthersBesideTwoHundredSilentClients() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        for (int i = 0; i < 200; i++) {
            connect();
        }
        assertThat(ask("hello")).isEqualTo("HELLO");
        RecordingListener.until(
                () -> server.counts().of(Count.CLIENT) == 201,
                () -> server.counts().toString());
    }

    @Test
    void servesOthersBesideOneThatNeverReads() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        Socket greedy = connect();
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    greedy.getOutputStream().write(new byte[1 << 16]);
                }
            } catch (IOException e) {
                // closed at the end of the test
            }
        });
        for (int i = 0; i < 20; i++) {
            assertThat(ask("hello")).isEqualTo("HELLO");
        }
        greedy.close();
        assertThat(ask("and now?")).isEqualTo("AND NOW?");
        assertThat(writer.isInterrupted()).isFalse();
    }

    @Test
    void ignoresWhatComesAfterTheAnswer() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        Socket socket = connect();
        socket.getOutputStream().write(utf8("first"));
        assertThat(rest(socket)).isEqualTo("FIRST");
        socket.getOutputStream().write(utf8("second"));
        listener.awaitLine("server.after");
        socket.close();
        assertThat(ask("hello")).isEqualTo("HELLO");
    }

    /** A connection answered at once is watched only later; in the end all descriptors are closed. */
    @Test
    void closesEveryAnsweredConnectionSoonerOrLater() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        int before = RecordingListener.sockets().size();
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Socket client = connect();
            client.getOutputStream().write(utf8("hello"));
            assertThat(rest(client)).isEqualTo("HELLO");
            clients.add(client);
        }
        for (Socket client : clients.subList(0, 20)) {
            client.close();
        }
        for (Socket client : clients.subList(20, 40)) {
            client.getOutputStream().write(utf8("and more"));
        }
        RecordingListener.until(
                () -> listener.keys().stream().filter("server.after"::equals).count() == 20,
                () -> listener.keys().toString());
        for (Socket client : clients.subList(20, 40)) {
            client.close();
        }
        RecordingListener.until(
                () -> RecordingListener.sockets().size() == before,
                () -> RecordingListener.sockets().size() + " open, before " + before);
    }

    @Test
    void keepsAllWaitingForASilentClientWhenIterativeAndLogsThem() throws IOException {
        start(Protocol.TCP, Mode.ITERATIVE);
        Socket silent = connect();
        RecordingListener.until(() -> server.counts().of(Count.CLIENT) == 1, () -> "not accepted");
        Socket second = connect();
        second.getOutputStream().write(utf8("me first"));
        listener.awaitLine("server.waits");
        LogLine waits = listener.lines().stream()
                .filter(l -> l.text().key().equals("server.waits"))
                .findFirst()
                .orElseThrow();
        assertThat(waits.text().args())
                .containsExactly("127.0.0.1:" + silent.getLocalPort(), 1, "127.0.0.1:" + second.getLocalPort());
        second.setSoTimeout(50);
        assertThat(second.getInputStream())
                .satisfies(in -> org.assertj.core.api.Assertions.assertThatThrownBy(in::read)
                        .isInstanceOf(SocketTimeoutException.class));

        silent.getOutputStream().write(utf8("at last"));
        assertThat(rest(silent)).isEqualTo("AT LAST");
        second.setSoTimeout(PATIENCE_MILLIS);
        assertThat(rest(second)).isEqualTo("ME FIRST");
    }
}
