package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import socklab.kernel.Kernel;
import socklab.kernel.OpenDescriptors;
import socklab.session.Journal;

/** Wires that are laid and taken up, one after the other, leave nothing behind. */
class ManyWiresTest {
    private static final int WIRES = 200;
    /** The kernel waits when it takes a device away; several of them wait at once. */
    private static final int AT_ONCE = 8;

    /** The type of a frame that asks for a hardware address. */
    private static final int ARP = 0x0806;

    private static final Path PROCESS = Path.of("/proc/self");

    /** What a wire needs of the system. */
    private record Held(Set<String> networks, List<String> threads, List<String> devices) {
        static Held now() throws IOException {
            return new Held(
                    networksOfThreads(),
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(n -> n.startsWith("cable") || n.startsWith("host-"))
                            .sorted()
                            .toList(),
                    Files.readAllLines(Path.of("/proc/net/dev")).stream()
                            .filter(l -> l.contains(":"))
                            .map(l -> l.substring(0, l.indexOf(':')).strip())
                            .toList());
        }

        /** Whether another holds nothing more; what an earlier test had may have gone meanwhile. */
        boolean covers(Held other) {
            return networks.containsAll(other.networks())
                    && threads.containsAll(other.threads())
                    && devices.containsAll(other.devices());
        }

        private static Set<String> networksOfThreads() throws IOException {
            try (Stream<Path> threads = Files.list(PROCESS.resolve("task"))) {
                return threads.flatMap(t -> {
                            try {
                                return Stream.of(Files.readSymbolicLink(t.resolve("ns/net"))
                                        .toString());
                            } catch (IOException e) {
                                return Stream.empty(); // it has just ended
                            }
                        })
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }
    }

    private static void layAndTakeUp(Kernel kernel) {
        Wire.lay(kernel, List.of("a", "b"), new Journal(), () -> "").close();
    }

    @Test
    void twoHundredWiresLeaveNothingBehind() throws Exception {
        try (WireTestShell first = new WireTestShell()) {
            first.connect(); // all classes are loaded, and the tables of the process are open
            first.run("/wire off");
            Held before = Held.now();
            OpenDescriptors descriptors = OpenDescriptors.now();
            try (ExecutorService several = Executors.newFixedThreadPool(AT_ONCE)) {
                List<Future<?>> laid = new ArrayList<>();
                for (int i = 0; i < WIRES; i++) {
                    laid.add(several.submit(
                            () -> layAndTakeUp(first.shell().shell().kernel())));
                }
                for (Future<?> wire : laid) {
                    wire.get();
                }
            }
            Held after = Held.now();
            // a thread that has ended stays in /proc for a moment
            while (!before.covers(after)) {
                LockSupport.parkNanos(5_000_000);
                after = Held.now();
            }
            descriptors.leftNothing();
        }
    }

    /** How often host a asked for b's hardware address before b had its datagram. */
    private static long questions() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("u = b.open udp", "u.bind 7", "c = a.open udp", "c.sendto b 7 hello");
            assertThat(wire.run("u.recv 10")).startsWith("\"hello\"");
            return wire.shell().shell().session().frames().stream()
                    .filter(f -> f.from().equals("a") && f.housekeeping())
                    .filter(f -> (f.bytes().at(12) << 8 | f.bytes().at(13)) == ARP)
                    .count();
        }
    }

    /** A question that is lost is asked again a second later. */
    @Test
    void theFirstFrameOnANewWireArrives() throws Exception {
        try (WireTestShell _ = new WireTestShell();
                ExecutorService several = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Long>> asked = new ArrayList<>();
            for (int i = 0; i < 5 * AT_ONCE; i++) {
                asked.add(several.submit(ManyWiresTest::questions));
            }
            for (Future<Long> questions : asked) {
                assertThat(questions.get()).isEqualTo(1);
            }
        }
    }
}
