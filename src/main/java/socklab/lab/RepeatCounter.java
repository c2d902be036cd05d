package socklab.lab;

import java.util.IdentityHashMap;
import java.util.Map;

/** How often each line has been run. A line of a /repeat is the same object in every turn; one typed again is another. */
final class RepeatCounter {
    private final int most;
    private final Map<String, int[]> counts = new IdentityHashMap<>();
    /** Replaced, never changed. They are few: each of them was written down often enough to fill a part of what is kept. */
    private volatile Map<String, Integer> over = new IdentityHashMap<>();

    /** Tells lines apart that were run more often than that. */
    RepeatCounter(int most) {
        this.most = most;
    }

    /** Counts one more turn of a line; returns whether it is not too many. */
    boolean next(String line) {
        if (over(line)) {
            return false;
        }
        int count = ++counts.computeIfAbsent(line, _ -> new int[1])[0];
        if (count <= most) {
            return true;
        }
        counts.remove(line);
        Map<String, Integer> more = new IdentityHashMap<>(over);
        more.put(line, count);
        over = more;
        return false;
    }

    /** Whether a line was counted more often than allowed; for any thread. It is asked when a line is read, when its call begins and when it ends. */
    boolean over(String line) {
        return over.containsKey(line);
    }

    void clear() {
        counts.clear();
        over = new IdentityHashMap<>();
    }
}
