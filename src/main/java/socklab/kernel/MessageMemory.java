package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.kernel.Frame.Loaded;

/**
 * A {@code struct msghdr} in memory, with all that it points to.
 *
 * <p>Source: sendmsg(2), recvmsg(2), sendmmsg(2), cmsg(3).
 */
record MessageMemory(MemorySegment header, MemorySegment name, List<MemorySegment> pieces, MemorySegment control) {
    private static final long NAME = Structs.offset(Structs.MSGHDR, "msg_name");
    private static final long NAME_LENGTH = Structs.offset(Structs.MSGHDR, "msg_namelen");
    private static final long PIECES = Structs.offset(Structs.MSGHDR, "msg_iov");
    private static final long PIECE_COUNT = Structs.offset(Structs.MSGHDR, "msg_iovlen");
    private static final long CONTROL = Structs.offset(Structs.MSGHDR, "msg_control");
    private static final long CONTROL_LENGTH = Structs.offset(Structs.MSGHDR, "msg_controllen");
    private static final long FLAGS = Structs.offset(Structs.MSGHDR, "msg_flags");
    private static final long EACH = Structs.MMSGHDR.byteSize();
    private static final long LENGTH = Structs.offset(Structs.MMSGHDR, "msg_len");

    /** A message to send. */
    static MessageMemory of(Arg.Message message, Frame frame) {
        return fill(frame.zeroed(Structs.MSGHDR.byteSize()), message, frame);
    }

    private static MessageMemory fill(MemorySegment header, Arg.Message message, Frame frame) {
        MemorySegment name = frame.zeroed(Sockaddr.MAX);
        int nameLength = message.to().map(a -> Sockaddr.write(a, name)).orElse(0);
        List<MemorySegment> pieces = message.pieces().stream().map(p -> Marshal.bytes(p, frame)).toList();
        MemorySegment control = ControlCodec.rights(message.descriptors(), frame);
        MessageMemory memory = new MessageMemory(header, name, pieces, control);
        memory.point(nameLength, frame);
        return memory;
    }

    /** Room for a message. */
    static MessageMemory of(Arg.MessageSpace space, Frame frame) {
        return fill(frame.zeroed(Structs.MSGHDR.byteSize()), space, frame);
    }

    private static MessageMemory fill(MemorySegment header, Arg.MessageSpace space, Frame frame) {
        List<MemorySegment> pieces = space.pieces().stream().map(frame::room).toList();
        MessageMemory memory = new MessageMemory(header, frame.zeroed(Sockaddr.MAX), pieces, frame.zeroed(space.control()));
        memory.point(space.address(), frame);
        return memory;
    }

    private void point(int nameLength, Frame frame) {
        MemorySegment vector = frame.zeroed(Structs.IOVEC.byteSize() * Math.max(1, pieces.size()));
        for (int i = 0; i < pieces.size(); i++) {
            vector.set(JAVA_LONG, i * Structs.IOVEC.byteSize(), pieces.get(i).address());
            vector.set(JAVA_LONG, i * Structs.IOVEC.byteSize() + 8, pieces.get(i).byteSize());
        }
        header.set(JAVA_LONG, NAME, nameLength == 0 ? 0 : name.address());
        header.set(JAVA_INT, NAME_LENGTH, nameLength);
        header.set(JAVA_LONG, PIECES, vector.address());
        header.set(JAVA_LONG, PIECE_COUNT, pieces.size());
        header.set(JAVA_LONG, CONTROL, control.byteSize() == 0 ? 0 : control.address());
        header.set(JAVA_LONG, CONTROL_LENGTH, control.byteSize());
    }

    /** What was received: so many bytes, spread over the pieces. */
    Out.Message read(int bytes) {
        List<Bytes> filled = new ArrayList<>();
        long left = bytes;
        for (MemorySegment piece : pieces) {
            Bytes here = Bytes.copyOf(piece, (int) Math.min(left, piece.byteSize()));
            filled.add(here);
            left -= here.length();
        }
        int nameLength = header.get(JAVA_INT, NAME_LENGTH);
        int controlLength = (int) header.get(JAVA_LONG, CONTROL_LENGTH);
        Optional<SocketAddress> from = nameLength == 0 ? Optional.empty() : Sockaddr.read(name, Math.min(nameLength, Sockaddr.MAX));
        return new Out.Message(from, nameLength, header.get(JAVA_LONG, NAME), filled, ControlCodec.read(control, controlLength), controlLength, header.get(JAVA_INT, FLAGS));
    }

    /** Several messages to send; afterwards how many bytes went of each. */
    static Loaded several(Arg.Messages messages, Frame frame) {
        MemorySegment vector = frame.zeroed(EACH * messages.messages().size());
        for (int i = 0; i < messages.messages().size(); i++) {
            fill(vector.asSlice(i * EACH, Structs.MSGHDR.byteSize()), messages.messages().get(i), frame);
        }
        frame.push(vector.address());
        frame.push(messages.messages().size());
        return new Several(vector, List.of());
    }

    /** Room for several messages. */
    static Loaded several(Arg.MessagesSpace space, Frame frame) {
        MemorySegment vector = frame.zeroed(EACH * space.messages().size());
        List<MessageMemory> all = new ArrayList<>();
        for (int i = 0; i < space.messages().size(); i++) {
            all.add(fill(vector.asSlice(i * EACH, Structs.MSGHDR.byteSize()), space.messages().get(i), frame));
        }
        frame.push(vector.address());
        frame.push(space.messages().size());
        return new Several(vector, all);
    }

    private record Several(MemorySegment vector, List<MessageMemory> rooms) implements Loaded {
        @Override
        public Out written(long count) {
            List<Integer> lengths = new ArrayList<>();
            List<Out.Message> messages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lengths.add(vector.get(JAVA_INT, i * EACH + LENGTH));
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
