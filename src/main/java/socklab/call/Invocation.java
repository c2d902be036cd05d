package socklab.call;

import java.util.List;
import java.util.Optional;

/** A call with its values bound: one for each of the call's parameters. */
public record Invocation(Call call, List<Arg> args) {
    public Invocation {
        if (args.size() != call.params().size()) {
            throw new IllegalArgumentException(call + " takes " + call.params().size() + " values, got " + args.size());
        }
    }

    /** The descriptor that the call is made on, if it is made on one. */
    public Optional<Integer> fd() {
        return call.onSocket() || call.onEpoll() ? Optional.of(((Arg.Num) args.getFirst()).value()) : Optional.empty();
    }

    /** The first bound value of a kind. No stream: this is asked of every call. */
    public <A extends Arg> Optional<A> first(Class<A> kind) {
        for (Arg arg : args) {
            if (kind.isInstance(arg)) {
                return Optional.of(kind.cast(arg));
            }
        }
        return Optional.empty();
    }
}
