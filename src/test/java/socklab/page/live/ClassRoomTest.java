package socklab.page.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import socklab.kernel.OpenDescriptors;
import socklab.service.Reach;
import socklab.shell.TestShell;

/** Every viewer gets every event, and the shell waits for none of them. */
class ClassRoomTest {
    private final TestShell session = new TestShell();
    private final ClassRoom room = new ClassRoom(session.shell());

    @AfterEach
    void end() {
        room.close();
        session.close();
    }

    private ClassServer.Address open() throws IOException {
        room.open(Reach.LOOPBACK, 0);
        return room.address().orElseThrow();
    }

    private static SseClient viewer(ClassServer.Address at) throws IOException {
        return new SseClient(at.port(), at.path(), "");
    }

    private void exchange() {
        session.run("a = open udp", "a.bind 127.0.0.1 0", "b = open udp", "b.sendto $a.local hello", "a.recv 100");
    }

    private static boolean last(SseClient.Event event) {
        return event.type().equals("line")
                && event.json().get("s").getAsString().equals("the end");
    }

    @Test
    void noneOfThreeHundredMissesAnEvent() throws IOException {
        ClassServer.Address at = open();
        List<SseClient> viewers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            viewers.add(viewer(at));
        }
        viewers.forEach(SseClient::voter);
        assertThat(room.viewers()).isEqualTo(300);
        exchange();
        for (int i = 0; i < 20; i++) {
            session.run("b.sendto $a.local number" + i, "a.recv 100");
            if (i % 5 == 0) {
                viewers.removeLast().close(); // joins and leaves do no harm
                viewers.addFirst(viewer(at));
            }
        }
        session.run("/print the end");
        List<String> all = ids(viewers.getLast());
        assertThat(all).hasSizeGreaterThan(100);
        assertThat(IntStream.range(0, all.size()).allMatch(i -> all.get(i).endsWith("-" + i)))
                .as("numbered without a gap: " + all)
                .isTrue();
        for (SseClient viewer : viewers) {
            assertThat(ids(viewer)).isEqualTo(all);
            viewer.close();
        }
    }

    private static List<String> ids(SseClient viewer) {
        viewer.await(ClassRoomTest::last);
        return viewer.entries().stream().map(SseClient.Event::id).toList();
    }

    @Test
    void whoComesAgainGetsAllThatWasMissed() throws IOException {
        ClassServer.Address at = open();
        exchange();
        SseClient first = viewer(at);
        SseClient.Event seen =
                first.await(e -> e.type().equals("typed") && e.json().get("n").getAsInt() == 4);
        first.close();
        session.run("b.sendto $a.local again", "a.recv 100", "/print the end");
        try (SseClient again = new SseClient(at.port(), at.path(), seen.id());
                SseClient all = viewer(at)) {
            List<String> expected = ids(all);
            assertThat(ids(again)).isEqualTo(expected.subList(expected.indexOf(seen.id()) + 1, expected.size()));
        }
    }

    /** A viewer that reads nothing has a receive buffer of some kilobytes, which is soon full. */
    @Test
    void aViewerThatReadsNothingSlowsNobody() throws IOException {
        ClassServer.Address at = open();
        try (SocketChannel stalled = SocketChannel.open();
                SseClient other = viewer(at)) {
            stalled.setOption(StandardSocketOptions.SO_RCVBUF, 1024);
            stalled.connect(new InetSocketAddress("127.0.0.1", at.port()));
            stalled.write(ByteBuffer.wrap(("GET /events HTTP/1.1\r\nHost: 127.0.0.1:" + at.port() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            other.voter();
            exchange();
            session.run("/repeat 300\nb.sendto $a.local fill:1000\na.recv 1000\n/end"
                    .lines()
                    .toArray(String[]::new));
            for (int i = 0; i < 300; i++) {
                session.run("b.sendto $a.local fill:1000");
                session.run("a.recv 1000");
            }
            session.run("/print the end");
            ids(other);
            assertThat(session.finished().stream().filter(f -> f.id().typed()).count())
                    .as("calls that returned")
                    .isGreaterThan(600);
        }
    }

    @Test
    void allIsGoneWhenTheClassIsOver() throws IOException {
        lecture(); // what is opened once stays open: the kernel's netlink socket, one by which Java closes others
        OpenDescriptors descriptors = OpenDescriptors.now();
        Set<String> threads = threads();
        lecture();
        assertThat(threads()).isEqualTo(threads);
        assertThat(descriptors.opened().keySet())
                .as("Java keeps epoll instances for its virtual threads")
                .noneMatch(to -> to.startsWith("socket:"));
        assertThat(room.address()).isEmpty();
    }

    private void lecture() throws IOException {
        ClassServer.Address at = open();
        SseClient viewer = viewer(at);
        viewer.voter();
        exchange();
        try (Socket idle = new Socket("127.0.0.1", at.port())) {
            assertThat(idle.isConnected()).isTrue();
            session.run("/print the end");
            viewer.await(ClassRoomTest::last);
            viewer.await(e -> e.type().equals("ladder"));
            room.close();
            assertThat(viewer.ends()).isTrue();
        }
        viewer.close();
        assertThatThrownBy(() -> new Socket("127.0.0.1", at.port())).isInstanceOf(ConnectException.class);
        session.run("/reset");
    }

    /** The threads of pages and of their server. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(n -> n.startsWith("class-") || n.contains("HTTP"))
                .collect(Collectors.toSet());
    }

    @Test
    void aLongLectureIsBounded() throws IOException, InterruptedException {
        ClassLog log = new ClassLog("x");
        for (int i = 0; i < ClassLog.MOST_ENTRIES + 500; i++) {
            com.google.gson.JsonObject json = new com.google.gson.JsonObject();
            json.addProperty("t", "line");
            log.add(json);
        }
        ClassLog.Batch gap = log.await(log.after("x-3"), 0);
        assertThat(new String(gap.events().getFirst(), StandardCharsets.UTF_8))
                .contains("\"gap\"")
                .contains("\"lost\":496");
        assertThat(log.newcomer().next()).isEqualTo(ClassLog.MOST_ENTRIES + 500L - ClassLog.BACKLOG);
        assertThat(log.after("y-3")).isEqualTo(log.newcomer());
        assertThat(log.after("x-99999999999")).isEqualTo(log.newcomer());
    }
}
