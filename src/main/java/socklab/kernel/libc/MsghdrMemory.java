package socklab.kernel.libc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.kernel.libc.CallFrame.Loaded;

/**
 * A {@code struct msghdr} in memory, with all that it points to.
 *
 * <p>Source: sendmsg(2), recvmsg(2), sendmmsg(2), cmsg(3).
 */
record MsghdrMemory(NativeMemory header, NativeMemory name, List<NativeMemory> pieces, NativeMemory control) {
    private static final int NAME = StructFields.offset(CStructs.MSGHDR, "msg_name");
    private static final int NAME_LENGTH = StructFields.offset(CStructs.MSGHDR, "msg_namelen");
    private static final int PIECES = StructFields.offset(CStructs.MSGHDR, "msg_iov");
    private static final int PIECE_COUNT = StructFields.offset(CStructs.MSGHDR, "msg_iovlen");
    private static final int CONTROL = StructFields.offset(CStructs.MSGHDR, "msg_control");
    private static final int CONTROL_LENGTH = StructFields.offset(CStructs.MSGHDR, "msg_controllen");
    private static final int FLAGS = StructFields.offset(CStructs.MSGHDR, "msg_flags");
    private static final int HEADER = StructFields.size(CStructs.MSGHDR);
    private static final int PIECE = StructFields.size(CStructs.IOVEC);
    private static final int EACH = StructFields.size(CStructs.MMSGHDR);
    private static final int LENGTH = StructFields.offset(CStructs.MMSGHDR, "msg_len");

    /** A message to send. */
    static MsghdrMemory of(Arg.Message message, CallFrame frame) {
        return fill(frame.zeroed(HEADER), message, frame);
    }

    private static MsghdrMemory fill(NativeMemory header, Arg.Message message, CallFrame frame) {
        NativeMemory name = frame.zeroed(SockaddrCodec.MAX);
        int nameLength = message.to().map(a -> SockaddrCodec.write(a, name)).orElse(0);
        List<NativeMemory> pieces = message.pieces().stream()
                .map(p -> ArgMarshaller.bytes(p, frame))
                .toList();
        NativeMemory control = ControlMessageCodec.rights(message.descriptors(), frame);
        MsghdrMemory memory = new MsghdrMemory(header, name, pieces, control);
        memory.point(nameLength, frame);
        return memory;
    }

    /** Room for a message. */
    static MsghdrMemory of(Arg.MessageSpace space, CallFrame frame) {
        return fill(frame.zeroed(HEADER), space, frame);
    }

    private static MsghdrMemory fill(NativeMemory header, Arg.MessageSpace space, CallFrame frame) {
        List<NativeMemory> pieces = space.pieces().stream().map(frame::room).toList();
        MsghdrMemory memory =
                new MsghdrMemory(header, frame.zeroed(SockaddrCodec.MAX), pieces, frame.zeroed(space.control()));
        memory.point(space.address(), frame);
        return memory;
    }

    private void point(int nameLength, CallFrame frame) {
        NativeMemory vector = frame.zeroed((long) PIECE * Math.max(1, pieces.size()));
        for (int i = 0; i < pieces.size(); i++) {
            vector.putLong(i * PIECE, pieces.get(i).address());
            vector.putLong(i * PIECE + 8, pieces.get(i).size());
        }
        header.putLong(NAME, nameLength == 0 ? 0 : name.address());
        header.putInt(NAME_LENGTH, nameLength);
        header.putLong(PIECES, vector.address());
        header.putLong(PIECE_COUNT, pieces.size());
        header.putLong(CONTROL, control.size() == 0 ? 0 : control.address());
        header.putLong(CONTROL_LENGTH, control.size());
    }

    /** What was received: so many bytes, spread over the pieces. */
    Out.Message read(int bytes) {
        List<Bytes> filled = new ArrayList<>();
        int left = bytes;
        for (NativeMemory piece : pieces) {
            Bytes here = piece.bytes(Math.min(left, piece.size()));
            filled.add(here);
            left -= here.length();
        }
        int nameLength = header.intAt(NAME_LENGTH);
        int controlLength = (int) header.longAt(CONTROL_LENGTH);
        Optional<SocketAddress> from =
                nameLength == 0 ? Optional.empty() : SockaddrCodec.read(name, Math.min(nameLength, SockaddrCodec.MAX));
        return new Out.Message(
                from,
                nameLength,
                header.longAt(NAME),
                filled,
                ControlMessageCodec.read(control, controlLength),
                controlLength,
                header.intAt(FLAGS));
    }

    /** Several messages to send; afterwards how many bytes went of each. */
    static Loaded several(Arg.Messages messages, CallFrame frame) {
        NativeMemory vector = frame.zeroed((long) EACH * messages.messages().size());
        for (int i = 0; i < messages.messages().size(); i++) {
            fill(vector.slice(i * EACH, HEADER), messages.messages().get(i), frame);
        }
        frame.push(vector.address());
        frame.push(messages.messages().size());
        return new Several(vector, List.of());
    }

    /** Room for several messages. */
    static Loaded several(Arg.MessagesSpace space, CallFrame frame) {
        NativeMemory vector = frame.zeroed((long) EACH * space.messages().size());
        List<MsghdrMemory> all = new ArrayList<>();
        for (int i = 0; i < space.messages().size(); i++) {
            all.add(fill(vector.slice(i * EACH, HEADER), space.messages().get(i), frame));
        }
        frame.push(vector.address());
        frame.push(space.messages().size());
        return new Several(vector, all);
    }

    private record Several(NativeMemory vector, List<MsghdrMemory> rooms) implements Loaded {
        @Override
        public Out written(long count) {
            List<Integer> lengths = new ArrayList<>();
            List<Out.Message> messages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lengths.add(vector.intAt(i * EACH + LENGTH));
                if (i < rooms.size()) {
                    messages.add(rooms.get(i).read(lengths.get(i)));
                }
            }
            return new Out.Messages(messages, lengths);
        }

        @Override
        public Out untouched() {
            return new Out.Untouched(vector.address());
        }
    }
}
