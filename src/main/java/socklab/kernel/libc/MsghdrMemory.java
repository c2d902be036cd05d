package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.IOVEC;
import static socklab.kernel.ffm.CStructs.MMSGHDR;
import static socklab.kernel.ffm.CStructs.MSGHDR;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.libc.CallFrame.Loaded;

/**
 * A {@code struct msghdr} in memory, with the memory that it points to.
 *
 * <p>Source: sendmsg(2), recvmsg(2), sendmmsg(2), cmsg(3).
 */
record MsghdrMemory(NativeMemory header, NativeMemory name, List<NativeMemory> pieces, NativeMemory control) {
    private static final int SIZE = size(MSGHDR);
    private static final int NAME = offset(MSGHDR, "msg_name");
    private static final int NAME_LENGTH = offset(MSGHDR, "msg_namelen");
    private static final int IOV = offset(MSGHDR, "msg_iov");
    private static final int IOV_LENGTH = offset(MSGHDR, "msg_iovlen");
    private static final int CONTROL = offset(MSGHDR, "msg_control");
    private static final int CONTROL_LENGTH = offset(MSGHDR, "msg_controllen");
    private static final int FLAGS = offset(MSGHDR, "msg_flags");
    private static final int IOVEC_SIZE = size(IOVEC);
    private static final int IOVEC_BASE = offset(IOVEC, "iov_base");
    private static final int IOVEC_LENGTH = offset(IOVEC, "iov_len");
    private static final int MMSGHDR_SIZE = size(MMSGHDR);
    private static final int MMSGHDR_HEADER = offset(MMSGHDR, "msg_hdr");
    private static final int MMSGHDR_LENGTH = offset(MMSGHDR, "msg_len");

    /** A message to send. */
    static MsghdrMemory of(Arg.Message message, CallFrame frame) {
        return fill(frame.zeroed(SIZE), message, frame);
    }

    private static MsghdrMemory fill(NativeMemory header, Arg.Message message, CallFrame frame) {
        NativeMemory name = frame.zeroed(SockaddrCodec.MAX_SIZE);
        int nameLength = message.to().map(a -> SockaddrCodec.write(a, name)).orElse(0);
        List<NativeMemory> pieces = message.pieces().stream()
                .map(p -> ArgMarshaller.bytes(p, frame))
                .toList();
        NativeMemory control = ControlMessageCodec.write(message.control(), frame);
        MsghdrMemory memory = new MsghdrMemory(header, name, pieces, control);
        memory.writeHeader(nameLength, frame);
        return memory;
    }

    /** Buffers for a message to receive. */
    static MsghdrMemory of(Arg.MessageSpace space, CallFrame frame) {
        return fill(frame.zeroed(SIZE), space, frame);
    }

    private static MsghdrMemory fill(NativeMemory header, Arg.MessageSpace space, CallFrame frame) {
        List<NativeMemory> pieces = space.pieces().stream().map(frame::allocate).toList();
        MsghdrMemory memory =
                new MsghdrMemory(header, frame.zeroed(SockaddrCodec.MAX_SIZE), pieces, frame.zeroed(space.control()));
        memory.writeHeader(space.address(), frame);
        return memory;
    }

    private void writeHeader(int nameLength, CallFrame frame) {
        NativeMemory vector = frame.zeroed((long) IOVEC_SIZE * Math.max(1, pieces.size()));
        for (int i = 0; i < pieces.size(); i++) {
            vector.putLong(i * IOVEC_SIZE + IOVEC_BASE, pieces.get(i).address());
            vector.putLong(i * IOVEC_SIZE + IOVEC_LENGTH, pieces.get(i).size());
        }
        header.putLong(NAME, nameLength == 0 ? 0 : name.address());
        header.putInt(NAME_LENGTH, nameLength);
        header.putLong(IOV, vector.address());
        header.putLong(IOV_LENGTH, pieces.size());
        header.putLong(CONTROL, control.size() == 0 ? 0 : control.address());
        header.putLong(CONTROL_LENGTH, control.size());
    }

    /** The message of so many bytes that was received. */
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
        Optional<SocketAddress> from = nameLength == 0
                ? Optional.empty()
                : SockaddrCodec.read(name, Math.min(nameLength, SockaddrCodec.MAX_SIZE));
        return new Out.Message(
                from,
                nameLength,
                header.longAt(NAME),
                filled,
                ControlMessageCodec.read(control, controlLength),
                controlLength,
                header.intAt(FLAGS));
    }

    /** Several messages to send. After the call, the kernel has written the bytes sent of each. */
    static Loaded several(Arg.Messages messages, CallFrame frame) {
        NativeMemory vector =
                frame.zeroed((long) MMSGHDR_SIZE * messages.messages().size());
        for (int i = 0; i < messages.messages().size(); i++) {
            fill(
                    vector.slice(i * MMSGHDR_SIZE + MMSGHDR_HEADER, SIZE),
                    messages.messages().get(i),
                    frame);
        }
        frame.push(vector.address());
        frame.push(messages.messages().size());
        return new Several(vector, List.of());
    }

    /** Buffers for several messages to receive. */
    static Loaded several(Arg.MessagesSpace space, CallFrame frame) {
        NativeMemory vector =
                frame.zeroed((long) MMSGHDR_SIZE * space.messages().size());
        List<MsghdrMemory> all = new ArrayList<>();
        for (int i = 0; i < space.messages().size(); i++) {
            all.add(fill(
                    vector.slice(i * MMSGHDR_SIZE + MMSGHDR_HEADER, SIZE),
                    space.messages().get(i),
                    frame));
        }
        frame.push(vector.address());
        frame.push(space.messages().size());
        return new Several(vector, all);
    }

    private record Several(NativeMemory vector, List<MsghdrMemory> buffers) implements Loaded {
        @Override
        public Out written(long count) {
            List<Integer> lengths = new ArrayList<>();
            List<Out.Message> messages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lengths.add(vector.intAt(i * MMSGHDR_SIZE + MMSGHDR_LENGTH));
                if (i < buffers.size()) {
                    messages.add(buffers.get(i).read(lengths.get(i)));
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
