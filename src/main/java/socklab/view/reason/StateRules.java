package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Result;
import socklab.call.SocketOption;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.text.Message;

/**
 * Failures that the calls before on the same socket explain: connected, shut down, reset, closed. Source: POSIX.1-2024,
 * tcp(7), unix(7).
 */
final class StateRules {
    private StateRules() {}

    static List<Rule> all() {
        return List.of(
                StateRules::closed,
                StateRules::connectedBefore,
                StateRules::handshake,
                StateRules::boundBefore,
                StateRules::onlySix,
                StateRules::listen,
                StateRules::accept,
                StateRules::urgent,
                StateRules::noPeer,
                StateRules::cannotSend,
                StateRules::datagramOnly);
    }

    private static Optional<List<Message>> say(String key, Object... args) {
        return Optional.of(List.of(Message.of(key, args)));
    }

    private static Optional<Event.Finished> with(Stream<Event.Finished> calls, Errno... errnos) {
        return EndedCall.last(calls.filter(
                c -> EndedCall.errno(c).filter(e -> List.of(errnos).contains(e)).isPresent()));
    }

    /** EBADF: the call that closed the descriptor. */
    private static Optional<List<Message>> closed(EndedCall f) {
        if (!f.is(Errno.EBADF) || f.socket().isEmpty()) {
            return Optional.empty();
        }
        return EndedCall.last(f.succeeded().filter(c -> c.invocation().call().result() == Result.CLOSED))
                .flatMap(c -> say("why.closed", f.name(), EndedCall.reference(c)));
    }

    /** EISCONN: the call that connected it, or made it listen. */
    private static Optional<List<Message>> connectedBefore(EndedCall f) {
        if (!f.is(Errno.EISCONN)) {
            return Optional.empty();
        }
        Optional<Event.Finished> listens = EndedCall.last(f.succeeded().filter(EndedCall::isListen));
        if (listens.isPresent() && f.connects()) {
            return say("why.connected.listens", f.name(), EndedCall.reference(listens.get()));
        }
        return f.connected().flatMap(c -> say("why.connected.by", f.name(), EndedCall.reference(c)));
    }

    /** EINPROGRESS and EALREADY: how far the handshake has come meanwhile. */
    private static Optional<List<Message>> handshake(EndedCall f) {
        if (!f.is(Errno.EINPROGRESS, Errno.EALREADY) || !f.connects()) {
            return Optional.empty();
        }
        Optional<Message> now = f.socket()
                .flatMap(s -> f.facts().status(s))
                // a socket that is neither bound nor connected is in no table: it is closed
                .map(status -> status.state().orElse("CLOSED"))
                .flatMap(state -> switch (state) {
                    case "SYN-SENT" -> Optional.of(Message.of("why.handshake.now.waits"));
                    case "ESTABLISHED" -> Optional.of(Message.of("why.handshake.now.done"));
                    case "CLOSED", "BOUND" ->
                        Optional.of(f.errorTaken()
                                .map(e -> Message.of("why.handshake.now.taken", f.name(), e))
                                .orElseGet(() -> Message.of("why.handshake.now.failed", f.name())));
                    default -> Optional.<Message>empty();
                });
        Message said = Message.of(f.is(Errno.EALREADY) ? "why.handshake.already" : "why.handshake.begun", f.name());
        return Optional.of(now.map(n -> List.of(said, n)).orElseGet(() -> List.of(said)));
    }

    /** EINVAL of bind: the call that gave it its address. */
    private static Optional<List<Message>> boundBefore(EndedCall f) {
        if (!f.is(Errno.EINVAL) || !f.binds()) {
            return Optional.empty();
        }
        Optional<Event.Finished> bind = EndedCall.last(f.succeeded().filter(EndedCall::isBind));
        return bind.isPresent()
                ? say("why.bound.by", f.name(), EndedCall.reference(bind.get()))
                : f.connected()
                        .or(() -> EndedCall.last(f.succeeded().filter(EndedCall::sends)))
                        .flatMap(c -> say("why.bound.itself", f.name(), EndedCall.reference(c)));
    }

    /** EINVAL of IPV6_V6ONLY: the socket has its address. Source: ipv6(7). */
    private static Optional<List<Message>> onlySix(EndedCall f) {
        if (!f.is(Errno.EINVAL)
                || f.sets().filter(o -> o.option() == SocketOption.IPV6_V6ONLY).isEmpty()) {
            return Optional.empty();
        }
        return f.succeeded()
                .filter(c -> EndedCall.isBind(c) || EndedCall.isConnect(c) || EndedCall.sends(c))
                .findFirst()
                .flatMap(c -> say("why.onlySix.late", f.name(), EndedCall.reference(c)));
    }

    /** EINVAL of listen: it is connected, or a Unix-domain socket without a name. */
    private static Optional<List<Message>> listen(EndedCall f) {
        if (!f.is(Errno.EINVAL) || !f.listens()) {
            return Optional.empty();
        }
        if (f.connected().isPresent()) {
            return f.connected().flatMap(c -> say("why.listen.connected", f.name(), EndedCall.reference(c)));
        }
        return f.unix() && f.succeeded().noneMatch(EndedCall::isBind)
                ? say("why.listen.unnamed", f.name())
                : Optional.empty();
    }

    /** EINVAL of accept: never listened, or shut down. */
    private static Optional<List<Message>> accept(EndedCall f) {
        if (!f.is(Errno.EINVAL) || !f.accepts()) {
            return Optional.empty();
        }
        Optional<Event.Started> meanwhile = f.shutMeanwhile();
        Optional<Event.Started> before = f.shutBefore(Const.SHUT_RD);
        boolean listened = f.succeeded().anyMatch(EndedCall::isListen);
        if (listened && meanwhile.isPresent()) {
            return say("why.accept.shut.meanwhile", f.name(), EndedCall.reference(meanwhile.get()));
        }
        if (listened && before.isPresent()) {
            return say("why.accept.shut", f.name(), EndedCall.reference(before.get()));
        }
        return listened ? Optional.empty() : say("why.accept.silent", f.name());
    }

    /** EINVAL of MSG_OOB. */
    private static Optional<List<Message>> urgent(EndedCall f) {
        if (!f.is(Errno.EINVAL) || !f.receives() || !f.flagged(Const.MSG_OOB)) {
            return Optional.empty();
        }
        return f.switchedOn(SocketOption.SO_OOBINLINE) ? say("why.urgent.inline", f.name()) : say("why.urgent.none");
    }

    /** ENOTCONN, EDESTADDRREQ, and EINVAL of an unconnected Unix stream: no peer, or none any more. */
    private static Optional<List<Message>> noPeer(EndedCall f) {
        boolean stream = f.unix() && f.stream() && f.receives() && f.is(Errno.EINVAL);
        if (!f.is(Errno.ENOTCONN, Errno.EDESTADDRREQ) && !stream || f.socket().isEmpty()) {
            return Optional.empty();
        }
        Optional<Event.Finished> listens = EndedCall.last(f.succeeded().filter(EndedCall::isListen));
        if (listens.isPresent()) {
            return say("why.noPeer.listens", f.name(), EndedCall.reference(listens.get()));
        }
        Optional<Event.Finished> ended =
                with(f.onSocket(), Errno.ECONNRESET, Errno.EPIPE, Errno.ETIMEDOUT, Errno.ECONNREFUSED);
        if (f.connected().isPresent() && ended.isPresent()) {
            return say(
                    "why.noPeer.ended",
                    f.name(),
                    EndedCall.reference(ended.get()),
                    EndedCall.errno(ended.get()).orElseThrow().name());
        }
        boolean made = f.connected().isPresent() || accepted(f);
        return made ? Optional.empty() : say("why.noPeer.never", f.name());
    }

    /** Whether the socket came from accept or socketpair, and so had a peer from the beginning. */
    private static boolean accepted(EndedCall f) {
        int maker = f.socket().map(Socket::id).map(Math::abs).orElse(0);
        return f.before()
                .filter(c -> c.id().number() == maker)
                .map(c -> c.invocation().call().result())
                .anyMatch(r -> r == Result.ACCEPTED || r == Result.PAIR || r == Result.RECEIVED_MESSAGES);
    }

    /** EPIPE: shut down by ourselves, never connected, or ended by the peer. */
    private static Optional<List<Message>> cannotSend(EndedCall f) {
        if (!f.is(Errno.EPIPE) || f.socket().isEmpty()) {
            return Optional.empty();
        }
        Optional<Event.Started> shut = f.shutBefore(Const.SHUT_WR);
        if (shut.isPresent()) {
            return say("why.pipe.shut", f.name(), EndedCall.reference(shut.get()));
        }
        if (f.connected().isEmpty() && !accepted(f)) {
            return say(f.tcp() ? "why.pipe.never" : "why.noPeer.never", f.name());
        }
        Optional<Event.Finished> reset = with(f.onSocket(), Errno.ECONNRESET, Errno.EPIPE, Errno.ETIMEDOUT);
        if (reset.isPresent()) {
            return say(
                    "why.pipe.ended",
                    f.name(),
                    EndedCall.reference(reset.get()),
                    EndedCall.errno(reset.get()).orElseThrow().name());
        }
        return f.unix() ? say("why.pipe.unix", f.name()) : say("why.pipe.reset", f.name());
    }

    /** EOPNOTSUPP: what only streams have. */
    private static Optional<List<Message>> datagramOnly(EndedCall f) {
        if (!f.is(Errno.EOPNOTSUPP) || f.socket().isEmpty()) {
            return Optional.empty();
        }
        String kind = f.socket().orElseThrow().kind();
        if ((f.listens() || f.accepts()) && !f.stream()) {
            return say("why.streamOnly.listen", f.name(), kind);
        }
        return (f.sends() || f.receives()) && f.flagged(Const.MSG_OOB)
                ? say("why.streamOnly.urgent", f.name(), kind)
                : Optional.empty();
    }
}
