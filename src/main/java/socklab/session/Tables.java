package socklab.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** What was counted in a session: the tables of what has ended, and of what still runs as it stands. */
public final class Tables {
    /** How many are kept, the newest. */
    private static final int MOST = 200;

    private final Deque<Table> kept = new ArrayDeque<>();
    private final List<Supplier<List<Table>>> running = new ArrayList<>();

    /** Asks a counter for its tables whenever all are wanted. */
    public synchronized void ask(Supplier<List<Table>> counter) {
        running.add(counter);
    }

    /** Keeps a table that does not change any more. */
    public synchronized void keep(Table table) {
        kept.addLast(table);
        if (kept.size() > MOST) {
            kept.removeFirst();
        }
    }

    /** All tables: those that are kept, in their order, and then those of what still runs. */
    public List<Table> all() {
        List<Table> all;
        List<Supplier<List<Table>>> counters;
        synchronized (this) {
            all = new ArrayList<>(kept);
            counters = List.copyOf(running);
        }
        counters.forEach(c -> all.addAll(c.get())); // not under this lock: a counter has one of its own
        return List.copyOf(all);
    }
}
