package socklab.view;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.text.Messages;
import socklab.view.reason.DocumentedReasons;

/**
 * Why a call came back, in a sentence: told by the call's end and by the events before it, never by another call.
 *
 * <p>Where it knows nothing better it says what the declaration says: what the errno usually means, what the call is for.
 */
public final class ReasonView {
    private final Messages messages;
    private final Supplier<List<Event>> before;

    /** @param before the events so far, asked for only where a sentence needs them */
    public ReasonView(Messages messages, Supplier<List<Event>> before) {
        this.messages = messages;
        this.before = before;
    }

    /** The sentence. */
    public String sentence(Event.Finished e) {
        return switch (e.outcome()) {
            case Outcome.Failed f ->
                failed(e, f.errno())
                        .or(() -> DocumentedReasons.of(e.invocation().call(), f.errno(), e.socket(), messages))
                        .orElseGet(() ->
                                messages.say("reason.undocumented", f.errno().name()));
            case Outcome.Returned r ->
                returned(e, r)
                        .orElseGet(() -> DeclarationText.summary(e.invocation().call(), messages));
            case Outcome.Unsupported u -> u.why();
            case Outcome.Unresolved u -> messages.say("back.unresolved", Escape.printable(u.name()));
        };
    }

    private Optional<String> failed(Event.Finished e, Errno errno) {
        Result result = e.invocation().call().result();
        return switch (errno) {
            case EINTR -> Optional.of(messages.say("back.interrupted"));
            case EAGAIN, EINPROGRESS -> wouldBlock(e, errno);
            case ECONNREFUSED ->
                !stream(e) && !local(e) && (receives(result) || sends(result))
                        ? Optional.of(messages.say(sends(result) ? "back.icmp.send" : "back.icmp.receive"))
                        : Optional.empty();
            case EINVAL ->
                result == Result.ACCEPTED && shutWhile(e)
                        ? Optional.of(messages.say("back.accept.shut"))
                        : Optional.empty();
            case EPIPE -> shutBefore(e, Const.SHUT_WR) ? Optional.of(messages.say("back.pipe.shut")) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Nothing to return yet, and no waiting, or no more of it: by which of the three means. */
    private Optional<String> wouldBlock(Event.Finished e, Errno errno) {
        String wanted = messages.say("back.for." + wanted(e));
        if (flagged(e, Const.MSG_DONTWAIT)) {
            return Optional.of(messages.say("back.dontwait", wanted));
        }
        boolean out = sends(e.invocation().call().result()) || errno == Errno.EINPROGRESS;
        Optional<OptionValue> time = e.socket()
                .flatMap(s -> ChangedOptions.of(before.get())
                        .value(s, out ? SocketOption.SO_SNDTIMEO : SocketOption.SO_RCVTIMEO));
        if (time.isPresent()
                && time.get() instanceof OptionValue.Time t
                && nanos(t) > 0
                && nanos(e.outcome()) >= nanos(t)) {
            return Optional.of(messages.say(
                    "back.timeout",
                    (out ? "SO_SNDTIMEO = " : "SO_RCVTIMEO = ") + ResultView.optionValue(SocketOption.SO_RCVTIMEO, t),
                    wanted));
        }
        return errno == Errno.EAGAIN ? Optional.of(messages.say("back.nonblock", wanted)) : Optional.empty();
    }

    private static String wanted(Event.Finished e) {
        Result result = e.invocation().call().result();
        return result == Result.ACCEPTED
                ? "connection"
                : sends(result) ? "room" : receives(result) ? stream(e) ? "data" : "datagram" : "handshake";
    }

    private static long nanos(OptionValue.Time t) {
        return t.seconds() * 1_000_000_000 + t.micros() * 1000;
    }

    private static long nanos(Outcome outcome) {
        return outcome instanceof Outcome.Failed f ? f.nanos() : outcome instanceof Outcome.Returned r ? r.nanos() : 0;
    }

    private Optional<String> returned(Event.Finished e, Outcome.Returned r) {
        Call call = e.invocation().call();
        return switch (call.result()) {
            case RECEIVED -> Optional.of(received(e, r));
            case SENT -> Optional.of(sent(e, r));
            case READY -> Optional.of(messages.say(r.value() == 0 ? "back.ready.none" : "back.ready"));
            case ACCEPTED -> Optional.of(messages.say("back.accepted"));
            case OPTION -> pendingError(e, r);
            case ZERO ->
                e.invocation()
                        .first(Arg.Address.class)
                        .filter(a -> a.address() instanceof SocketAddress.Unspec)
                        .map(_ -> messages.say("back.dissolved"));
            case DESCRIPTOR,
                    LOCAL_NAME,
                    PEER_NAME,
                    PAIR,
                    EPOLL,
                    SENT_MESSAGES,
                    RECEIVED_MESSAGES,
                    FLAGS,
                    NUMBER,
                    CLOSED -> Optional.empty();
        };
    }

    private String received(Event.Finished e, Outcome.Returned r) {
        int room = e.invocation()
                .first(Arg.Space.class)
                .map(Arg.Space::length)
                .orElse(e.invocation()
                        .first(Arg.MessageSpace.class)
                        .map(a -> a.pieces().stream().mapToInt(n -> n).sum())
                        .orElse(0));
        if (r.value() == 0 && room == 0 && stream(e)) {
            return messages.say("back.noRoom");
        } else if (r.value() == 0 && room > 0) {
            return nothing(e, r);
        } else if (flagged(e, Const.MSG_PEEK)) {
            return messages.say("back.peeked");
        } else if (!stream(e)) {
            boolean cut = r.value() > room
                    || r.outs().stream()
                            .anyMatch(o -> o instanceof Out.Message m && (m.flags() & Const.MSG_TRUNC.value()) != 0);
            return messages.say(cut ? "back.cut" : "back.datagram");
        }
        return r.value() < room ? messages.say("back.data.some", r.value(), room) : messages.say("back.data.full");
    }

    /** 0 bytes: the peer's end of the stream, our own, or a datagram without bytes. */
    private String nothing(Event.Finished e, Outcome.Returned r) {
        if (shutWhile(e)) {
            return messages.say("back.shut.while");
        } else if (shutBefore(e, Const.SHUT_RD)
                && (stream(e) || Out.address(r.outs()).isEmpty())) {
            return messages.say("back.shut.before");
        }
        boolean packets =
                e.socket().filter(s -> s.type() == Const.SOCK_SEQPACKET.value()).isPresent();
        return messages.say(stream(e) ? "back.end" : packets ? "back.end.packets" : "back.empty");
    }

    private String sent(Event.Finished e, Outcome.Returned r) {
        long wanted = e.invocation()
                .first(Arg.Payload.class)
                .map(Arg.Payload::data)
                .map(Bytes::length)
                .orElse(e.invocation()
                        .first(Arg.Message.class)
                        .map(m -> m.pieces().stream().mapToInt(Bytes::length).sum())
                        .orElse(0));
        if (r.value() < wanted) {
            return messages.say("back.partial", r.value(), wanted);
        }
        return messages.say(local(e) ? "back.sent.local" : stream(e) ? "back.sent" : "back.sent.datagram");
    }

    private Optional<String> pendingError(Event.Finished e, Outcome.Returned r) {
        boolean error = e.invocation()
                        .first(Arg.GetOption.class)
                        .filter(a -> a.option() == SocketOption.SO_ERROR)
                        .isPresent()
                && r.outs().stream()
                        .anyMatch(o -> o instanceof Out.Value v
                                && v.value() instanceof OptionValue.Number n
                                && n.value() != 0);
        return error ? Optional.of(messages.say("back.pending")) : Optional.empty();
    }

    private static boolean stream(Event.Finished e) {
        return e.socket().map(Socket::stream).orElse(false);
    }

    /** Between processes of one machine the kernel hands data over itself: nothing is under way, and nothing gets lost. */
    private static boolean local(Event.Finished e) {
        return e.socket().filter(s -> s.domain() == Const.AF_UNIX.value()).isPresent();
    }

    private static boolean receives(Result result) {
        return result == Result.RECEIVED || result == Result.RECEIVED_MESSAGES;
    }

    private static boolean sends(Result result) {
        return result == Result.SENT || result == Result.SENT_MESSAGES;
    }

    private static boolean flagged(Event.Finished e, Const flag) {
        List<Param> params = e.invocation().call().params();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i) instanceof Param.Flags p
                    && p.group() == flag.group()
                    && e.invocation().args().get(i) instanceof Arg.Num n) {
                return (n.value() & flag.value()) != 0;
            }
        }
        return false;
    }

    /** Whether another call went to shut the socket down while this one was under way. */
    private boolean shutWhile(Event.Finished e) {
        return shutdowns(e).anyMatch(s -> s.id().number() > e.id().number());
    }

    /** Whether a direction of the socket was shut down before this call was made. */
    private boolean shutBefore(Event.Finished e, Const direction) {
        return shutdowns(e)
                .anyMatch(s -> s.id().number() < e.id().number()
                        && s.invocation().args().getLast() instanceof Arg.Num how
                        && (how.value() == direction.value() || how.value() == Const.SHUT_RDWR.value()));
    }

    /** The calls on the same socket that end a direction. Linux does so even where it returns ENOTCONN. Source: net/ipv4/af_inet.c, inet_shutdown. */
    private Stream<Event.Started> shutdowns(Event.Finished e) {
        return before.get().stream()
                .filter(Event.Started.class::isInstance)
                .map(Event.Started.class::cast)
                .filter(s -> s.socket().isPresent()
                        && e.socket().isPresent()
                        && s.socket().get().id() == e.socket().get().id())
                .filter(s -> s.invocation().call().params().stream()
                        .anyMatch(p -> p instanceof Param.Choice c && c.group() == Const.Group.HOW));
    }
}
