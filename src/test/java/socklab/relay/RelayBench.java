package socklab.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import socklab.call.SocketAddress;
import socklab.kernel.LibcKernel;
import socklab.relay.Relay.Start;

/**
 * Measures the UDP relay: its throughput against socat's, in one run, by turns; and how near its delays and rates
 * are to those configured. Not a test: its figures depend on the machine.
 *
 * <p>A window of datagrams goes round: client, relay, a server that sends each back, relay, client. socat is a
 * process of its own; the relay is one too, {@code run.sh relay … --quiet}, if its command is given as arguments.
 */
public final class RelayBench {
    private static final int ROUND_TRIPS = 50_000;
    private static final int WINDOW = 32;
    private static final int SIZE = 100;
    private static final int RUNS = 7;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private RelayBench() {}

    /** The command that starts a relay may be given, less {@code udp PORT HOST PORT}. */
    public static void main(String[] command) throws Exception {
        try (DatagramChannel server = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0))) {
            Thread.ofPlatform().daemon().start(() -> echo(server));
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            System.out.printf("%s %s, %d processors, JDK %s; %d round trips of %d B, %d at once, %d runs each by turns%n",
                    System.getProperty("os.name"), System.getProperty("os.version"), Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.version"), ROUND_TRIPS, SIZE, WINDOW, RUNS);
            throughput(port, command);
            accuracy(port, "delay 50ms", 200);
            accuracy(port, "delay 50ms 10ms distribution normal", 200);
            accuracy(port, "rate 1mbit", 200);
        }
    }

    private static int freePort() throws IOException {
        try (DatagramChannel c = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0))) {
            return ((InetSocketAddress) c.getLocalAddress()).getPort();
        }
    }

    private static void throughput(int port, String[] command) throws Exception {
        int socatPort = freePort();
        int ownPort = freePort();
        List<String> own = new ArrayList<>(Arrays.asList(command));
        own.addAll(List.of("udp", "" + ownPort, "127.0.0.1", "" + port, "--quiet"));
        Process socat = new ProcessBuilder("socat", "UDP4-LISTEN:" + socatPort + ",bind=127.0.0.1,fork", "UDP4:127.0.0.1:" + port)
                .inheritIO().start();
        Process relay = new ProcessBuilder(own).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            for (int each : new int[] {ownPort, socatPort}) {
                awaitReady(each);
                roundTrips(each, ROUND_TRIPS); // warm
            }
            double[] bySocat = new double[RUNS];
            double[] byOwn = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                bySocat[i] = roundTrips(socatPort, ROUND_TRIPS);
                byOwn[i] = roundTrips(ownPort, ROUND_TRIPS);
            }
            double a = print("socat UDP4-LISTEN,fork", bySocat);
            double b = print("socklab relay", byOwn);
            System.out.printf(Locale.ROOT, "ratio of medians %.2f%n", b / a);
        } finally {
            relay.destroy();
            socat.descendants().forEach(ProcessHandle::destroy);
            socat.destroy();
        }
    }

    private static void awaitReady(int port) throws Exception {
        for (int i = 0; i < 300; i++) {
            try {
                roundTrips(port, 1);
                return;
            } catch (PortUnreachableException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IllegalStateException("nobody at port " + port);
    }

    private static double print(String what, double[] perSecond) {
        double[] sorted = perSecond.clone();
        Arrays.sort(sorted);
        System.out.printf(Locale.ROOT, "%-24s median %,.0f round trips a second (%,.0f to %,.0f)%n", what, sorted[RUNS / 2], sorted[0], sorted[RUNS - 1]);
        return sorted[RUNS / 2];
    }

    /** Round trips a second; what is lost on the way is sent anew. */
    private static double roundTrips(int port, int count) throws IOException {
        try (DatagramChannel client = DatagramChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20)
                .connect(new InetSocketAddress(LOOPBACK, port)); Selector selector = Selector.open()) {
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
            ByteBuffer out = ByteBuffer.allocateDirect(SIZE);
            ByteBuffer in = ByteBuffer.allocateDirect(2048);
            long start = System.nanoTime();
            int sent = 0;
            int back = 0;
            int credit = WINDOW;
            while (back < count) {
                for (; credit > 0 && sent < 2 * count; credit--) {
                    client.write(out.rewind());
                    sent++;
                }
                if (selector.select(200) == 0) {
                    credit = WINDOW;
                }
                selector.selectedKeys().clear();
                while (client.read(in.clear()) > 0) {
                    back++;
                    credit++;
                }
            }
            return back * 1e9 / (System.nanoTime() - start);
        }
    }

    private static void echo(DatagramChannel server) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        try {
            while (true) {
                java.net.SocketAddress from = server.receive(buffer.clear());
                server.send(buffer.flip(), from);
            }
        } catch (IOException e) {
            // the bench is over
        }
    }

    /** One datagram at a time, or for a rate all at once, and what the relay measured from arrival to sending. */
    private static void accuracy(int port, String words, int count) throws Exception {
        Impairments impairments = Read.udp("up: " + words);
        Plan plan = new Plan(Protocol.UDP, 0, new SocketAddress.Inet4(0x7f000001, port), Plan.Reach.LOOPBACK, impairments, Plan.IDLE_NANOS);
        Witness silent = new Witness() {
            @Override
            public boolean wants(Line.Kind kind) {
                return false;
            }

            @Override
            public void line(Line line) {
                throw new IllegalStateException();
            }
        };
        try (Relay relay = ((Start.Running) Relay.start(new LibcKernel(), plan, silent)).relay();
                DatagramChannel client = DatagramChannel.open().connect(new InetSocketAddress(LOOPBACK,
                        ((SocketAddress.Inet4) relay.local()).port()))) {
            long[] micros = new long[count];
            long start = System.nanoTime();
            boolean rate = words.startsWith("rate");
            ByteBuffer in = ByteBuffer.allocateDirect(2048);
            for (int i = 0; rate && i < count; i++) {
                client.write(ByteBuffer.allocate(SIZE));
            }
            for (int i = 0; i < count; i++) {
                long sent = System.nanoTime();
                if (!rate) {
                    client.write(ByteBuffer.allocate(SIZE));
                }
                client.read(in.clear());
                micros[i] = (System.nanoTime() - sent) / 1000;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Arrays.sort(micros);
            System.out.println(rate
                    ? String.format(Locale.ROOT, "%-40s %.0f kbit/s with headers, %d datagrams", words, count * (SIZE + 28) * 8 / seconds / 1000, count)
                    : String.format(Locale.ROOT, "%-40s round trip median %.2f ms, 5 %% %.2f, 95 %% %.2f (%d datagrams)", words,
                            micros[count / 2] / 1e3, micros[count / 20] / 1e3, micros[count - count / 20] / 1e3, count));
        }
    }
}
