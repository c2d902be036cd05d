package socklab.lab;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import socklab.lang.ParsedLine;
import socklab.lang.Parser;

/**
 * The lines of a recorded session: each is parsed once, and its turns are counted.
 *
 * <p>A line inside a {@code /repeat} is the same object in every turn; the same text typed again is another object.
 */
final class RecordedLines {
    private static final int MOST_PARSED = 500;

    private final int mostTurns;
    private final Map<String, ParsedLine> parsed = new HashMap<>();
    private final Map<String, int[]> turns = new IdentityHashMap<>();
    /** Lines with too many turns. Replaced as a whole, never changed: other threads read it without a lock. */
    private volatile Map<String, Integer> exceeded = new IdentityHashMap<>();

    /** Lines of which at most so many turns are recorded. */
    RecordedLines(int mostTurns) {
        this.mostTurns = mostTurns;
    }

    /** A line, parsed. */
    ParsedLine parse(String line) {
        if (parsed.size() >= MOST_PARSED) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(line, Parser::parse);
    }

    /** Counts one more turn of a line; returns whether it is still to be recorded. */
    boolean countTurn(String line) {
        if (exceeds(line)) {
            return false;
        }
        int count = ++turns.computeIfAbsent(line, _ -> new int[1])[0];
        if (count <= mostTurns) {
            return true;
        }
        turns.remove(line);
        Map<String, Integer> more = new IdentityHashMap<>(exceeded);
        more.put(line, count);
        exceeded = more;
        return false;
    }

    /** Whether a line has had more turns than are recorded; any thread may ask. */
    boolean exceeds(String line) {
        return exceeded.containsKey(line);
    }

    /** Forgets all turns. */
    void clear() {
        turns.clear();
        exceeded = new IdentityHashMap<>();
    }
}
