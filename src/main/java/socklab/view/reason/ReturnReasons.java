package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.session.Event;
import socklab.text.Message;

/** What a call's return value says beyond its purpose: how much came, what it means, what it does not mean. */
public final class ReturnReasons {
    private ReturnReasons() {}

    /** The sentence; empty if the purpose of the call says it all. */
    public static Optional<Message> of(Event.Finished call, Outcome.Returned returned, Supplier<List<Event>> journal) {
        EndedCall ended = new EndedCall(call, journal, Facts.NONE);
        return switch (call.invocation().call().result()) {
            case RECEIVED -> Optional.of(received(ended, returned));
            case SENT -> Optional.of(sent(ended, returned));
            case READY -> Optional.of(Message.of(returned.value() == 0 ? "back.ready.none" : "back.ready"));
            case ACCEPTED -> Optional.of(Message.of("back.accepted"));
            case OPTION -> pendingError(call, returned);
            case ZERO ->
                call.invocation()
                        .first(Arg.Address.class)
                        .filter(a -> a.address() instanceof SocketAddress.Unspec)
                        .map(_ -> Message.of("back.dissolved"));
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

    private static int room(EndedCall ended) {
        return ended.call()
                .invocation()
                .first(Arg.Space.class)
                .map(Arg.Space::length)
                .or(() -> ended.call()
                        .invocation()
                        .first(Arg.MessageSpace.class)
                        .map(space -> space.pieces().stream().mapToInt(n -> n).sum()))
                .orElse(0);
    }

    private static Message received(EndedCall ended, Outcome.Returned returned) {
        int room = room(ended);
        if (returned.value() == 0 && room == 0 && ended.stream()) {
            return Message.of("back.noRoom");
        } else if (returned.value() == 0 && room > 0) {
            return nothing(ended, returned);
        } else if (ended.flagged(Const.MSG_PEEK)) {
            return Message.of("back.peeked");
        } else if (!ended.stream()) {
            boolean cut = returned.value() > room
                    || returned.outs().stream()
                            .anyMatch(o -> o instanceof Out.Message m && (m.flags() & Const.MSG_TRUNC.value()) != 0);
            return Message.of(cut ? "back.cut" : "back.datagram");
        }
        return returned.value() < room
                ? Message.of("back.data.some", returned.value(), room)
                : Message.of("back.data.full");
    }

    /** 0 bytes: the peer's end of the stream, this side's, or an empty datagram. */
    private static Message nothing(EndedCall ended, Outcome.Returned returned) {
        if (ended.shutMeanwhile().isPresent()) {
            return Message.of("back.shut.while");
        } else if (ended.shutBefore(Const.SHUT_RD).isPresent()
                && (ended.stream() || Out.address(returned.outs()).isEmpty())) {
            return Message.of("back.shut.before");
        }
        boolean packets = ended.socket()
                .filter(s -> s.type() == Const.SOCK_SEQPACKET.value())
                .isPresent();
        return Message.of(ended.stream() ? "back.end" : packets ? "back.end.packets" : "back.empty");
    }

    private static Message sent(EndedCall ended, Outcome.Returned returned) {
        long wanted = ended.call()
                .invocation()
                .first(Arg.Payload.class)
                .map(Arg.Payload::data)
                .map(Bytes::length)
                .or(() -> ended.call()
                        .invocation()
                        .first(Arg.Message.class)
                        .map(m -> m.pieces().stream().mapToInt(Bytes::length).sum()))
                .orElse(0);
        if (returned.value() < wanted) {
            return Message.of("back.partial", returned.value(), wanted);
        }
        return Message.of(ended.unix() ? "back.sent.local" : ended.stream() ? "back.sent" : "back.sent.datagram");
    }

    private static Optional<Message> pendingError(Event.Finished call, Outcome.Returned returned) {
        boolean error = call.invocation()
                        .first(Arg.GetOption.class)
                        .filter(a -> a.option() == SocketOption.SO_ERROR)
                        .isPresent()
                && returned.outs().stream()
                        .anyMatch(o -> o instanceof Out.Value v
                                && v.value() instanceof OptionValue.Number n
                                && n.value() != 0);
        return error ? Optional.of(Message.of("back.pending")) : Optional.empty();
    }
}
