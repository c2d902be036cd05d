package socklab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.text.Message;

/** What viewers of the live page cost the shell: a loop of calls at the console, with and without them. */
final class ClassPageBench {
    private static final int VIEWERS = 300;
    private static final int TURNS = 200_000;
    private static final double LIMIT = 1.05;
    private static final double MICRO = 1e3;
    private static final Pattern PAGE = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
    private static final String SET_UP = "a b = socketpair unix-dgram";

    private ClassPageBench() {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        int turns = effort.of(TURNS, 20);
        int viewers = effort.of(VIEWERS, 3);
        ComparedProgram watched = new ComparedProgram(
                Message.of("bench.classViewers", viewers), () -> List.of(looked(kit, turns, viewers)));
        ComparedProgram alone =
                new ComparedProgram(Message.of("bench.classNone"), () -> List.of(looked(kit, turns, 0)));
        out.accept(InterleavedRuns.take(effort.atMost(7), List.of(watched, alone))
                .figures(Message.of("bench.class", turns), "µs", 0, Map.of(alone, new Goal.AtMost(LIMIT))));
    }

    /** The microseconds of a turn of a loop once it is warm; without viewers there is no page. */
    private static double looked(BenchTools kit, int turns, int viewers) throws IOException, MissingTool {
        Process shell = kit.startTalking(BenchTools.socklab());
        try (BufferedReader said = shell.inputReader(StandardCharsets.UTF_8);
                OutputStream in = shell.getOutputStream()) {
            say(in, SET_UP);
            if (viewers == 0) {
                loop(in, said, turns / 2);
                return loop(in, said, turns);
            }
            say(in, "/class 0");
            Matcher page = until(said, PAGE);
            try (Audience _ = new Audience(Integer.parseInt(page.group(1)), viewers)) {
                loop(in, said, turns / 2);
                return loop(in, said, turns);
            }
        } finally {
            kit.stop(shell);
        }
    }

    private static double loop(OutputStream in, BufferedReader said, int turns) throws IOException, MissingTool {
        long start = System.nanoTime();
        say(in, "/repeat " + turns + "\na.send hello\nb.recv 100\n/end\n/print turns: " + turns);
        until(said, Pattern.compile("^turns: " + turns));
        return (System.nanoTime() - start) / MICRO / turns;
    }

    private static void say(OutputStream in, String lines) throws IOException {
        in.write((lines + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private static Matcher until(BufferedReader said, Pattern wanted) throws IOException, MissingTool {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher matcher = wanted.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new MissingTool(Message.of("bench.failed", "socklab", "-", wanted));
    }

    /** Viewers on one thread: they read what they are sent, and keep nothing of it. */
    private static final class Audience implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final Thread thread;

        /** Returns when each of them is sent its first event. */
        Audience(int port, int viewers) throws IOException {
            InetSocketAddress page = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            byte[] request = ("GET /events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            ByteBuffer first = ByteBuffer.allocate(1 << 12);
            for (int i = 0; i < viewers; i++) {
                SocketChannel viewer = SocketChannel.open(page);
                viewer.write(ByteBuffer.wrap(request));
                viewer.read(first.clear());
                viewer.configureBlocking(false);
                viewer.register(selector, SelectionKey.OP_READ);
            }
            thread = Thread.ofPlatform().daemon().name("viewers").start(this::look);
        }

        private void look() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
            try {
                while (selector.isOpen()) {
                    selector.select(key -> read(key, buffer));
                }
            } catch (IOException | java.nio.channels.ClosedSelectorException e) {
                // the class is over
            }
        }

        private static void read(SelectionKey key, ByteBuffer buffer) {
            try {
                if (((SocketChannel) key.channel()).read(buffer.clear()) < 0) {
                    key.channel().close();
                }
            } catch (IOException e) {
                key.cancel();
            }
        }

        @Override
        public void close() throws IOException {
            for (SelectionKey key : List.copyOf(selector.keys())) {
                key.channel().close();
            }
            selector.close();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
