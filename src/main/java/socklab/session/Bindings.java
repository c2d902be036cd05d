package socklab.session;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Invocation;
import socklab.lang.Command;

/**
 * What lines were bound to: one of a {@code /repeat} is not bound anew in every turn while the session's sockets stay as
 * they are.
 *
 * <p>For one job's thread.
 */
final class Bindings {
    /** More than any {@code /repeat} has lines; a long lab has, and none comes again. */
    private static final int MOST = 256;

    private final Map<Command.Invoke, Kept> kept = new IdentityHashMap<>();

    /** A call whose values are bound, on its way to the kernel. */
    record Bound(Command.Invoke command, Invocation invocation, Optional<Socket> socket) {}

    private record Kept(long revision, Optional<Bound> bound) {
        static final Kept NOTHING = new Kept(-1, Optional.empty());
    }

    /** What a line was bound to, if that was by the same sockets. */
    Optional<Bound> of(Command.Invoke command, long revision) {
        Kept last = kept.getOrDefault(command, Kept.NOTHING);
        return last.revision == revision ? last.bound : Optional.empty();
    }

    /** Remembers what a line was bound to, and the revision of the sockets before that. */
    void keep(long revision, Bound bound) {
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(bound.command(), new Kept(revision, Optional.of(bound)));
    }
}
