package socklab.service.uppercase;

/**
 * How long a server looks for requests before it sleeps. A client that finds it asleep has to wake it, which can take
 * longer than the answer. So while requests come fast the server stays awake between them, and sleeps at once when
 * they do not.
 *
 * <p>Source: socket(7), SO_BUSY_POLL, is the same idea inside the kernel.
 */
final class BusyPoll {
    /** Some round trips on the loopback: what a server may use up after its last request. */
    static final long LONGEST = 200_000;

    private final long longest;
    private long last = Long.MAX_VALUE;

    /** One that stays awake for so many nanoseconds at most. */
    BusyPoll(long longest) {
        this.longest = longest;
    }

    /** How many nanoseconds to stay awake this time. */
    long nanos() {
        return last < longest ? longest : 0;
    }

    /** It was awake long enough: the next time it sleeps at once. */
    void end() {
        last = Long.MAX_VALUE;
    }

    /** It waited that many nanoseconds, awake or asleep. */
    void waited(long nanos) {
        last = nanos;
    }
}
