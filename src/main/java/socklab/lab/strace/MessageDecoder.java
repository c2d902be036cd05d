package socklab.lab.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.ControlMessage;
import socklab.call.Errno;
import socklab.call.Out;

/**
 * A {@code struct msghdr} of a log. Of its control messages, it reads those that pass descriptors and those that tell an
 * error.
 */
final class MessageDecoder {
    private final TracedCall traced;
    private final Runnable cut;

    /** @param cut told where strace cut data off */
    MessageDecoder(TracedCall traced, Runnable cut) {
        this.traced = traced;
        this.cut = cut;
    }

    /** A piece of memory: its data, and its length. */
    private record Piece(Bytes data, int length) {}

    private static StraceValue.Struct struct(StraceValue value) throws UnreadableCall {
        if (value instanceof StraceValue.Struct s) {
            return s;
        }
        throw new UnreadableCall("no message");
    }

    private static Optional<StraceValue> field(StraceValue value, String name) throws UnreadableCall {
        return struct(value).field(name);
    }

    private List<Piece> pieces(StraceValue message) throws UnreadableCall {
        Optional<StraceValue> vector = field(message, "msg_iov");
        if (vector.isEmpty() || !(vector.get() instanceof StraceValue.Items(var items))) {
            throw new UnreadableCall("no pieces");
        }
        List<Piece> pieces = new ArrayList<>();
        for (StraceValue item : items) {
            StraceValue.Struct piece = struct(item);
            StraceValue base =
                    piece.field("iov_base").orElse(piece.fields().getFirst().value());
            StraceValue length =
                    piece.field("iov_len").orElse(piece.fields().getLast().value());
            if (base instanceof StraceValue.Text t && t.cut()) {
                cut.run();
            }
            Bytes data = base instanceof StraceValue.Text t ? t.bytes() : Bytes.EMPTY;
            int room = ValueDecoder.integer(length);
            if (room < 0) {
                throw new UnreadableCall("no length");
            }
            pieces.add(new Piece(data, room));
        }
        return pieces;
    }

    Arg sent(StraceValue message) throws UnreadableCall {
        Optional<StraceValue> name = field(message, "msg_name");
        return new Arg.Message(
                name.isEmpty() ? Optional.empty() : ValueDecoder.address(name.get()),
                pieces(message).stream().map(Piece::data).toList(),
                control(message));
    }

    Arg space(StraceValue message) throws UnreadableCall {
        Optional<StraceValue> length = field(message, "msg_namelen");
        int room = 0;
        if (length.isPresent()) {
            room = length.get() instanceof StraceValue.Change c
                    ? ValueDecoder.integer(c.before())
                    : ValueDecoder.integer(length.get());
        }
        return new Arg.MessageSpace(
                room, pieces(message).stream().map(Piece::length).toList(), controlLength(message));
    }

    private static int controlLength(StraceValue message) throws UnreadableCall {
        Optional<StraceValue> length = field(message, "msg_controllen");
        if (length.isEmpty()) {
            return 0;
        }
        return length.get() instanceof StraceValue.Change c
                ? ValueDecoder.integer(c.after())
                : ValueDecoder.integer(length.get());
    }

    Out received(StraceValue message) throws UnreadableCall {
        Optional<StraceValue> name = field(message, "msg_name");
        Optional<StraceValue> flags = field(message, "msg_flags");
        List<Bytes> filled = new ArrayList<>();
        long left = traced.result().value().orElse(0);
        for (Piece piece : pieces(message)) {
            int length =
                    (int) Math.min(left, Math.min(piece.length(), piece.data().length()));
            filled.add(piece.data().slice(0, length));
            left -= Math.min(left, piece.length());
        }
        return new Out.Message(
                name.isEmpty() ? Optional.empty() : ValueDecoder.address(name.get()),
                0,
                0,
                List.copyOf(filled),
                control(message),
                controlLength(message),
                flags.isEmpty() ? 0 : ValueDecoder.flags(flags.get(), Const.Group.MSG));
    }

    private static List<ControlMessage> control(StraceValue message) throws UnreadableCall {
        Optional<StraceValue> control = field(message, "msg_control");
        if (control.isEmpty() || ValueDecoder.isNull(control.get())) {
            return List.of();
        } else if (!(control.get() instanceof StraceValue.Items list)) {
            throw new UnreadableCall("no control messages");
        } else {
            return controls(list.items());
        }
    }

    private static ControlMessage error(StraceValue.Struct error) throws UnreadableCall {
        return new ControlMessage.ExtendedError(
                Const.SOL_IP,
                number(error, "ee_errno"),
                number(error, "ee_origin"),
                number(error, "ee_type"),
                number(error, "ee_code"),
                number(error, "ee_info"),
                number(error, "ee_data"),
                error.field("offender").isEmpty()
                        ? Optional.empty()
                        : ValueDecoder.address(error.field("offender").get()));
    }

    /** A number; an errno may be printed by its name. */
    private static int number(StraceValue.Struct error, String name) throws UnreadableCall {
        StraceValue value = error.field(name).orElseThrow(() -> new UnreadableCall("no " + name));
        return value instanceof StraceValue.Word w && Errno.named(w.text()).isPresent()
                ? Errno.named(w.text()).get().number()
                : ValueDecoder.integer(value);
    }

    private static List<ControlMessage> controls(List<StraceValue> items) throws UnreadableCall {
        List<ControlMessage> all = new ArrayList<>();
        for (StraceValue item : items) {
            StraceValue.Struct one = struct(item);
            String type = one.field("cmsg_type").orElse(item) instanceof StraceValue.Word w ? w.text() : "";
            StraceValue content = one.field("cmsg_data").orElse(item);
            if (type.equals("IP_RECVERR") && content instanceof StraceValue.Struct error) {
                all.add(error(error));
                continue;
            }
            if (!type.equals("SCM_RIGHTS") || !(content instanceof StraceValue.Items(var data))) {
                throw new UnreadableCall("another control message");
            }
            List<Integer> descriptors = new ArrayList<>();
            for (StraceValue descriptor : data) {
                descriptors.add(ValueDecoder.integer(descriptor));
            }
            all.add(new ControlMessage.Rights(List.copyOf(descriptors)));
        }
        return List.copyOf(all);
    }
}
