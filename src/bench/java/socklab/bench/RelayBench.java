package socklab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.bench.ServersUnderTest.Soon;
import socklab.text.Message;

/**
 * The UDP relay: round trips a second against socat, and how near a delay is to what was asked for.
 *
 * <p>A window of datagrams goes round: client, relay, a server that sends each back, relay, client.
 */
final class RelayBench {
    private static final int ROUND_TRIPS = 50_000;
    private static final int WINDOW = 32;
    private static final int SIZE = 100;
    private static final int DELAYED = 100;
    private static final double DELAY_MILLIS = 50;
    private static final int BURST = 60;
    private static final int BURST_SIZE = 1000;
    private static final double RATE_MBIT = 2;
    private static final double TOLERANCE = 0.05;
    private static final double MILLI = 1e6;
    private static final int LOST_MILLIS = 200;
    private static final int AGAIN_MILLIS = 5;
    private static final int MOST_REFUSED = 1000;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private RelayBench() {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        try (DatagramChannel server = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0))) {
            Thread.ofPlatform().daemon().name("echo").start(() -> echo(server)); // it ends with the channel
            String port = Integer.toString(((InetSocketAddress) server.getLocalAddress()).getPort());
            throughput(kit, effort, port, out);
            delay(kit, effort, port, out);
            rate(kit, effort, port, out);
        }
    }

    private static void throughput(BenchTools kit, Effort effort, String port, Consumer<Figures> out)
            throws IOException {
        Soon own = ServersUnderTest.udp(kit, p -> BenchTools.socklab("relay", "udp", p, "127.0.0.1", port, "--quiet"));
        Soon socat = ServersUnderTest.udp(
                kit,
                p -> List.of(
                        BenchTools.tool("socat"),
                        "UDP4-LISTEN:" + p + ",bind=127.0.0.1,fork",
                        "UDP4:127.0.0.1:" + port));
        int trips = effort.of(ROUND_TRIPS, 20);
        ComparedProgram ours = new ComparedProgram(
                Message.of("bench.relay"),
                () -> List.of(roundTrips(own.running().port(), trips)));
        ComparedProgram theirs = new ComparedProgram(
                Message.of("bench.socat"),
                () -> List.of(roundTrips(socat.running().port(), trips)));
        try {
            InterleavedRuns.take(new Effort(1, 1), List.of(ours, theirs)); // warm
            out.accept(InterleavedRuns.take(effort.atMost(5), List.of(ours, theirs))
                    .figures(Message.of("bench.relayed", SIZE, WINDOW), "1/s", 0, Map.of(theirs, new Goal.AtLeast(1))));
        } finally {
            own.stop(kit);
            socat.stop(kit);
        }
    }

    private static void delay(BenchTools kit, Effort effort, String port, Consumer<Figures> out) throws IOException {
        int trips = effort.of(DELAYED, 2);
        Asked asked = new Asked(
                Message.of("bench.delay"),
                "ms",
                List.of("up:", "delay", "50ms"),
                DELAY_MILLIS,
                new Goal.AtMost(1 + TOLERANCE));
        keeps(kit, effort.atMost(1), port, asked, p -> oneTrip(p, trips), out);
    }

    private static void rate(BenchTools kit, Effort effort, String port, Consumer<Figures> out) throws IOException {
        int datagrams = effort.of(BURST, 5);
        Asked asked = new Asked(
                Message.of("bench.rate"),
                "mbit/s",
                List.of("up:", "rate", "2mbit"),
                RATE_MBIT,
                new Goal.AtLeast(1 - TOLERANCE));
        keeps(kit, effort, port, asked, p -> burst(p, datagrams), out);
    }

    /** What a relay is asked for: its words, the figure that they mean, and how near it shall come. */
    private record Asked(Message title, String unit, List<String> words, double figure, Goal goal) {}

    /** Measures through a relay at a port. */
    private interface Measure {
        double at(int port) throws IOException;
    }

    /** A relay against what it was asked for. */
    private static void keeps(
            BenchTools kit, Effort effort, String port, Asked asked, Measure measure, Consumer<Figures> out)
            throws IOException {
        Soon own = ServersUnderTest.udp(kit, p -> {
            List<String> relay = new ArrayList<>(List.of("relay", "udp", p, "127.0.0.1", port, "--quiet"));
            relay.addAll(asked.words());
            return BenchTools.socklab(relay.toArray(String[]::new));
        });
        ComparedProgram ours = new ComparedProgram(
                Message.of("bench.relay"),
                () -> List.of(measure.at(own.running().port())));
        ComparedProgram model = new ComparedProgram(Message.of("bench.delayAsked"), () -> List.of(asked.figure()));
        try {
            out.accept(InterleavedRuns.take(effort.atMost(5), List.of(ours, model))
                    .figures(asked.title(), asked.unit(), 0, Map.of(model, asked.goal())));
        } finally {
            own.stop(kit);
        }
    }

    /**
     * The rate at which a burst comes back, in millions of bits a second. It fits into a receive buffer as it is by
     * default.
     */
    private static double burst(int port, int count) throws IOException {
        try (DatagramChannel client = DatagramChannel.open().connect(new InetSocketAddress(LOOPBACK, port))) {
            ByteBuffer in = ByteBuffer.allocateDirect(2048);
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                client.write(ByteBuffer.allocate(BURST_SIZE));
            }
            for (int i = 0; i < count; i++) {
                client.read(in.clear());
            }
            return count * BURST_SIZE * 8e3 / (System.nanoTime() - start);
        }
    }

    /** The median of the times, in milliseconds, that single datagrams take there and back. */
    private static double oneTrip(int port, int count) throws IOException {
        try (DatagramChannel client = DatagramChannel.open().connect(new InetSocketAddress(LOOPBACK, port))) {
            double[] millis = new double[count];
            ByteBuffer in = ByteBuffer.allocateDirect(2048);
            for (int i = 0; i < count; i++) {
                long sent = System.nanoTime();
                client.write(ByteBuffer.allocate(SIZE));
                client.read(in.clear());
                millis[i] = (System.nanoTime() - sent) / MILLI;
            }
            Arrays.sort(millis);
            return millis[count / 2];
        }
    }

    /** Round trips a second; what is lost on the way is sent anew. */
    private static double roundTrips(int port, int count) throws IOException {
        try (DatagramChannel client = DatagramChannel.open()
                        .setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20)
                        .connect(new InetSocketAddress(LOOPBACK, port));
                Selector selector = Selector.open()) {
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
            ByteBuffer outgoing = ByteBuffer.allocateDirect(SIZE);
            ByteBuffer in = ByteBuffer.allocateDirect(2048);
            long start = System.nanoTime();
            int back = 0;
            int credit = WINDOW;
            int refused = 0;
            while (back < count) {
                try {
                    for (; credit > 0; credit--) {
                        client.write(outgoing.rewind());
                    }
                    if (selector.select(LOST_MILLIS) == 0) {
                        credit = WINDOW;
                    }
                    selector.selectedKeys().clear();
                    while (client.read(in.clear()) > 0) {
                        back++;
                        credit++;
                    }
                } catch (PortUnreachableException e) { // socat, which has just made a child, listens again in a moment
                    if (++refused > MOST_REFUSED) {
                        throw e;
                    }
                    selector.select(AGAIN_MILLIS);
                    credit = WINDOW;
                    start = back == 0 ? System.nanoTime() : start;
                }
            }
            return back * 1e9 / (System.nanoTime() - start);
        }
    }

    private static void echo(DatagramChannel server) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        try {
            while (true) {
                SocketAddress from = server.receive(buffer.clear());
                server.send(buffer.flip(), from);
            }
        } catch (ClosedChannelException e) {
            // the bench is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
