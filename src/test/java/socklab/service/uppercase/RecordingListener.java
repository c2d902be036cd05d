package socklab.service.uppercase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.session.Event;

/** A witness that remembers. */
final class RecordingListener implements UppercaseListener {
    private final List<UppercaseLogLine> lines = new ArrayList<>();
    private final List<Event.Served> calls = new ArrayList<>();

    @Override
    public boolean wants(UppercaseLogLine.Kind kind) {
        return true;
    }

    @Override
    public synchronized void line(UppercaseLogLine line) {
        lines.add(line);
    }

    @Override
    public synchronized void call(Event.Served call) {
        calls.add(call);
    }

    synchronized List<String> keys() {
        return lines.stream().map(l -> l.text().key()).toList();
    }

    synchronized List<UppercaseLogLine> lines() {
        return List.copyOf(lines);
    }

    synchronized List<Event.Served> calls() {
        return List.copyOf(calls);
    }

    /** The sockets and pollers that this process holds, told apart by their inodes. */
    static List<String> sockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(RecordingListener::target)
                    .filter(t -> t.matches("(socket|anon_inode:\\[event).*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** Waits, generously, until something holds. */
    static void until(BooleanSupplier condition, Supplier<String> otherwise) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(otherwise.get());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    void awaitLine(String key) {
        until(() -> keys().contains(key), () -> "no " + key + " among " + keys());
    }
}
