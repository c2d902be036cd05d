package socklab.service.uppercase;

/**
 * How long a server polls for requests before it sleeps. To wake a sleeping server can take longer than the answer,
 * so the server stays awake between requests that come fast, and sleeps at once when they do not.
 *
 * <p>Source: socket(7), SO_BUSY_POLL, which is the same idea inside the kernel.
 */
final class BusyPoll {
    private final long longest;
    private long last = Long.MAX_VALUE;

    /** @param longest nanoseconds; 0 never polls */
    BusyPoll(long longest) {
        this.longest = longest;
    }

    /** How many nanoseconds to poll this time. */
    long nanos() {
        return last < longest ? longest : 0;
    }

    /** It has polled long enough: the next time it sleeps at once. */
    void end() {
        last = Long.MAX_VALUE;
    }

    /** The last wait took that long, awake or asleep. */
    void waited(long nanos) {
        last = nanos;
    }
}
