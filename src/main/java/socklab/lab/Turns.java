package socklab.lab;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** How often each line has been run. A line of a /repeat is the same object in every turn; one typed again is another. */
final class Turns {
    private final int most;
    private final Map<String, int[]> counts = new IdentityHashMap<>();
    private volatile Optional<String> lastOver = Optional.empty();

    /** Tells lines apart that were run more often than that. */
    Turns(int most) {
        this.most = most;
    }

    /** Counts one more turn of a line; returns whether it is not too many. */
    boolean next(String line) {
        int[] count = counts.computeIfAbsent(line, _ -> new int[1]);
        count[0] += count[0] > most ? 0 : 1;
        return count[0] <= most;
    }

    /** Whether a line was counted more often than allowed. */
    boolean over(String line) {
        int[] count = counts.get(line);
        boolean over = count != null && count[0] > most;
        if (over) {
            lastOver = Optional.of(line);
        }
        return over;
    }

    /**
     * Whether it is the line of which {@link #over} was found last, for any thread: a line is asked for when it is read, when
     * its call begins and when it ends.
     */
    boolean stillOver(String line) {
        Optional<String> last = lastOver;
        return last.isPresent() && last.get() == line;
    }

    void clear() {
        counts.clear();
        lastOver = Optional.empty();
    }
}
