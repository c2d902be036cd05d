package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Errno;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.text.Message;

/** Failures of epoll: registered already, not registered, in a circle. Source: epoll_ctl(2). */
final class WatchRules {
    private WatchRules() {}

    static List<Rule> all() {
        return List.of(WatchRules::itself, WatchRules::circle, WatchRules::registered);
    }

    /** EINVAL: an instance that would watch itself. */
    private static Optional<List<Message>> itself(EndedCall f) {
        boolean same =
                f.socket().isPresent() && watched(f.call()).equals(f.socket().map(Socket::fd));
        return f.watches() && f.is(Errno.EINVAL) && same
                ? Optional.of(List.of(Message.of("why.watch.itself", f.name())))
                : Optional.empty();
    }

    private static Optional<List<Message>> circle(EndedCall f) {
        return f.watches() && f.is(Errno.ELOOP)
                ? Optional.of(List.of(Message.of("why.watch.circle", f.name())))
                : Optional.empty();
    }

    /** EEXIST: the call that registered the descriptor. */
    private static Optional<List<Message>> registered(EndedCall f) {
        if (!f.watches() || !f.is(Errno.EEXIST)) {
            return Optional.empty();
        }
        return EndedCall.last(f.succeeded().filter(c -> watched(c).equals(watched(f.call()))))
                .map(c -> List.of(Message.of("why.watch.registered", f.name(), EndedCall.reference(c))));
    }

    private static Optional<Integer> watched(Event.Finished call) {
        return call.invocation().first(Arg.Interest.class).map(Arg.Interest::fd);
    }
}
