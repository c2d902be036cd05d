package socklab.shell;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows a text again whenever it differs from before, on a thread of its own, until it is closed. */
public final class Ticker implements AutoCloseable {
    private static final Duration TURN = Duration.ofMillis(200);

    private final Supplier<String> text;
    private final Consumer<String> show;
    private final Thread thread;
    private boolean closed;

    public Ticker(Supplier<String> text, Consumer<String> show) {
        this.text = text;
        this.show = show;
        this.thread = Thread.ofPlatform().daemon().name("ticker").start(this::run);
    }

    private void run() {
        String shown = "";
        while (goesOn()) {
            String now = text.get();
            if (!now.equals(shown)) {
                shown = now;
                show.accept(now);
            }
        }
    }

    private synchronized boolean goesOn() {
        try {
            if (!closed) {
                wait(TURN.toMillis());
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    /** Ends it; when this returns, nothing more is shown. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
