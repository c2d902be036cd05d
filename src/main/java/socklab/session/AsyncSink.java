package socklab.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries what a server or a relay tells to whoever writes it down, on a thread of its own: a terminal that stands
 * still (Ctrl-S, a full pipe) must not make their clients wait. Of what does not fit, it only counts how much.
 */
public final class AsyncSink<T> implements AutoCloseable {
    private static final int ROOM = 4096;
    private static final int BATCH = 256;
    private static final long PATIENCE_MILLIS = 3_000;

    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong lost = new AtomicLong();
    private final Sink<T> sink;
    private final Thread thread;
    private volatile boolean closing;

    /** Who writes it down. */
    public interface Sink<T> {
        /**
         * Takes what has come, in order, and how much was left out.
         *
         * @return after how many nanoseconds it wants to be called again even if nothing comes;
         *     {@link Long#MAX_VALUE} if it does not
         */
        long take(List<T> batch, long lost);
    }

    /** Starts the thread that hands things to the sink. */
    public AsyncSink(String name, Sink<T> sink) {
        this.sink = sink;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Hands something in; never blocks. */
    public void put(T item) {
        if (!queue.offer(item)) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        long wait = Long.MAX_VALUE;
        List<T> batch = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                T first = queue.poll(wait, TimeUnit.NANOSECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                }
            } catch (InterruptedException e) {
                // closing: what is left is still written
            }
            wait = sink.take(List.copyOf(batch), lost.getAndSet(0));
            batch.clear();
        }
    }

    /** Writes what is left, as far as that goes within seconds, and ends. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
