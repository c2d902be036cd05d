package socklab.session;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Invocation;
import socklab.call.Outcome;
import socklab.kernel.Caller;
import socklab.lang.Command;

/**
 * What lines were bound to: one of a {@code /repeat} is not bound anew in every turn while the session's sockets stay
 * as they are, and from its second turn on its call is prepared.
 *
 * <p>For one job's thread, on which it is closed.
 */
final class BindingCache implements AutoCloseable {
    /** More than any {@code /repeat} has lines; a long lab has, and none comes again. */
    private static final int MOST = 256;

    private final Map<Command.Invoke, Kept> kept = new IdentityHashMap<>();

    /** A call whose values are bound, on its way to the kernel; prepared if it comes round. */
    record BoundCall(
            Command.Invoke command,
            Invocation invocation,
            Optional<Socket> socket,
            Optional<Caller.Prepared> prepared) {
        BoundCall(Command.Invoke command, Invocation invocation, Optional<Socket> socket) {
            this(command, invocation, socket, Optional.empty());
        }

        /** Makes it, on the thread of a caller. */
        Outcome make(Caller caller) {
            return prepared.isPresent() ? prepared.get().invoke() : caller.invoke(invocation);
        }

        private BoundCall prepared(Caller caller) {
            return new BoundCall(command, invocation, socket, Optional.of(caller.prepare(invocation)));
        }
    }

    private record Kept(long revision, Optional<BoundCall> bound) {
        static final Kept NOTHING = new Kept(-1, Optional.empty());

        void close() {
            bound.flatMap(BoundCall::prepared).ifPresent(Caller.Prepared::close);
        }
    }

    /**
     * What a line was bound to, if that was by the same sockets; ready for a caller, which has to be the same every
     * time.
     */
    Optional<BoundCall> of(Command.Invoke command, long revision, Caller caller) {
        Kept last = kept.getOrDefault(command, Kept.NOTHING);
        if (last.revision != revision) {
            return Optional.empty();
        }
        if (last.bound.isPresent() && last.bound.get().prepared.isEmpty()) {
            last = new Kept(revision, Optional.of(last.bound.get().prepared(caller)));
            kept.put(command, last);
        }
        return last.bound;
    }

    /** Remembers what a line was bound to, and the revision of the sockets before that. */
    void keep(long revision, BoundCall bound) {
        if (kept.size() >= MOST) {
            close();
        }
        kept.getOrDefault(bound.command(), Kept.NOTHING).close();
        kept.put(bound.command(), new Kept(revision, Optional.of(bound)));
    }

    @Override
    public void close() {
        kept.values().forEach(Kept::close);
        kept.clear();
    }
}
