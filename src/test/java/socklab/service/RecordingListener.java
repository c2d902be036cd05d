package socklab.service;

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
import socklab.text.Language;
import socklab.text.Messages;

/** A listener that records lines and calls, and waits for them. */
public final class RecordingListener implements ServiceListener {
    private final List<LogLine> lines = new ArrayList<>();
    private final List<Event.Served> calls = new ArrayList<>();

    @Override
    public boolean wants(LogLine.Kind kind) {
        return true;
    }

    @Override
    public boolean wantsCalls() {
        return true;
    }

    @Override
    public synchronized void line(LogLine line) {
        lines.add(line);
    }

    @Override
    public synchronized void call(Event.Served call) {
        calls.add(call);
    }

    public synchronized List<String> keys() {
        return lines.stream().map(l -> l.text().key()).toList();
    }

    /** The lines of a kind, in English. */
    public List<String> texts(LogLine.Kind kind) {
        return lines().stream()
                .filter(l -> l.kind() == kind)
                .map(l -> Messages.in(Language.EN).say(l.text()))
                .toList();
    }

    public synchronized List<LogLine> lines() {
        return List.copyOf(lines);
    }

    public synchronized List<Event.Served> calls() {
        return List.copyOf(calls);
    }

    /** The sockets and pollers that this process holds, told apart by their inodes. */
    public static List<String> sockets() {
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
    public static void until(BooleanSupplier condition, Supplier<String> otherwise) {
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

    public void awaitLine(String key) {
        until(() -> keys().contains(key), () -> "no " + key + " among " + keys());
    }
}
