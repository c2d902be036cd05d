package socklab.session;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Invocation;
import socklab.call.Outcome;
import socklab.kernel.Caller;
import socklab.lang.Command;

/**
 * What lines were bound to: one of a {@code /repeat} is not bound anew in every turn while the session's sockets stay as
 * they are, and from its second turn on its call is prepared.
 *
 * <p>For one job's thread, on which it is closed.
 */
final class Bindings implements AutoCloseable {
    /** More than any {@code /repeat} has lines; a long lab has, and none comes again. */
    private static final int MOST = 256;

    private final Map<Command.Invoke, Kept> kept = new IdentityHashMap<>();

    /** A call whose values are bound, on its way to the kernel. */
    record Bound(Command.Invoke command, Invocation invocation, Optional<Socket> socket, Way way) {
        Bound(Command.Invoke command, Invocation invocation, Optional<Socket> socket) {
            this(command, invocation, socket, caller -> caller.invoke(invocation));
        }
    }

    /** How a call is made. */
    interface Way {
        Outcome make(Caller caller);
    }

    private record Kept(long revision, Optional<Bound> bound, Optional<Caller.Prepared> prepared) {
        static final Kept NOTHING = new Kept(-1, Optional.empty(), Optional.empty());

        Kept prepared(Caller caller) {
            Bound plain = bound.orElseThrow();
            Caller.Prepared call = caller.prepare(plain.invocation());
            Bound ready = new Bound(plain.command(), plain.invocation(), plain.socket(), _ -> call.invoke());
            return new Kept(revision, Optional.of(ready), Optional.of(call));
        }
    }

    /** What a line was bound to, if that was by the same sockets; ready for a caller, which has to be the same every time. */
    Optional<Bound> of(Command.Invoke command, long revision, Caller caller) {
        Kept last = kept.getOrDefault(command, Kept.NOTHING);
        if (last.revision != revision) {
            return Optional.empty();
        }
        if (last.prepared.isEmpty()) {
            last = last.prepared(caller);
            kept.put(command, last);
        }
        return last.bound;
    }

    /** Remembers what a line was bound to, and the revision of the sockets before that. */
    void keep(long revision, Bound bound) {
        if (kept.size() >= MOST) {
            close();
        }
        Kept former = kept.getOrDefault(bound.command(), Kept.NOTHING);
        former.prepared.ifPresent(Caller.Prepared::close);
        kept.put(bound.command(), new Kept(revision, Optional.of(bound), Optional.empty()));
    }

    @Override
    public void close() {
        kept.values().forEach(k -> k.prepared.ifPresent(Caller.Prepared::close));
        kept.clear();
    }
}
