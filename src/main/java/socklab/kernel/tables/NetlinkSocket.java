package socklab.kernel.tables;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.kernel.libc.Libc;
import socklab.kernel.libc.NativeMemory;

/**
 * A netlink socket of the program's own, on which the kernel's tables of sockets are asked. One question at a time; it stays
 * open as long as the program runs.
 *
 * <p>Source: netlink(7), sock_diag(7).
 */
public final class NetlinkSocket {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_DUMP = 0x300;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int HEADER = 16;
    private static final int ROOM = 1 << 16;

    private final MemorySegment send = Libc.function("send");
    private final MemorySegment recv = Libc.function("recv");
    private final Arena arena = Arena.ofShared();
    private final Libc.State state = new Libc.State(arena);
    private final NativeMemory memory = NativeMemory.in(arena, ROOM);
    private final int fd;
    private int sequence;

    private NetlinkSocket(int fd) {
        this.fd = fd;
    }

    /** Opens one; none where the system does not let us. */
    public static Optional<NetlinkSocket> open() {
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            int fd = (int)
                    Libc.call(Libc.function("socket"), state, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG, 0, 0, 0);
            if (fd < 0) {
                return Optional.empty();
            }
            // the kernel answers at once; should it ever not, nobody hangs
            NativeMemory second = NativeMemory.in(arena, 16);
            second.putLong(0, 1);
            Libc.call(Libc.function("setsockopt"), state, fd, SOL_SOCKET, SO_RCVTIMEO, second.address(), 16, 0);
            return Optional.of(new NetlinkSocket(fd));
        }
    }

    /** What came of a question. */
    enum Answer {
        /** The kernel answered all of it. */
        WHOLE,
        /** The kernel knows no such thing, or does not let us ask for it. */
        REFUSED
    }

    /** Asks for the one entry that a request describes. */
    Answer one(int type, byte[] request, Consumer<ByteBuffer> reader) {
        return ask(type, 0, request, reader);
    }

    /** Asks for all entries that a request describes. */
    Answer all(int type, byte[] request, Consumer<ByteBuffer> reader) {
        return ask(type, NLM_F_DUMP, request, reader);
    }

    private synchronized Answer ask(int type, int flags, byte[] request, Consumer<ByteBuffer> reader) {
        int number = ++sequence;
        ByteBuffer message = ByteBuffer.allocate(HEADER + request.length).order(ByteOrder.nativeOrder());
        message.putInt(HEADER + request.length)
                .putShort((short) type)
                .putShort((short) (NLM_F_REQUEST | flags))
                .putInt(number)
                .putInt(0);
        message.put(request);
        memory.put(0, message.array());
        if (Libc.call(send, state, fd, memory.address(), message.capacity(), 0, 0, 0) != message.capacity()) {
            return Answer.REFUSED;
        }
        Optional<Answer> answer = Optional.empty();
        while (answer.isEmpty()) {
            int length = (int) Libc.call(recv, state, fd, memory.address(), ROOM, 0, 0, 0);
            answer = length <= 0
                    ? Optional.of(Answer.REFUSED)
                    : read(ByteBuffer.wrap(memory.array(length)), number, flags, reader);
        }
        return answer.get();
    }

    /** Reads the messages of one datagram; empty when more is to come. */
    private static Optional<Answer> read(ByteBuffer datagram, int number, int flags, Consumer<ByteBuffer> reader) {
        ByteBuffer in = datagram.order(ByteOrder.nativeOrder());
        while (in.remaining() >= HEADER) {
            int start = in.position();
            int length = in.getInt(start);
            if (length < HEADER || length > in.remaining()) {
                return Optional.of(Answer.REFUSED);
            }
            int type = in.getShort(start + 4) & 0xffff;
            if (in.getInt(start + 8) != number) {
                in.position(Math.min(start + (length + 3 & ~3), in.limit()));
                continue; // a late answer to a question that was given up
            } else if (type == NLMSG_ERROR) {
                return Optional.of(Answer.REFUSED);
            } else if (type == NLMSG_DONE) {
                return Optional.of(
                        in.limit() >= start + HEADER + 4 && in.getInt(start + HEADER) < 0
                                ? Answer.REFUSED
                                : Answer.WHOLE);
            }
            reader.accept(in.slice(start + HEADER, length - HEADER).order(ByteOrder.nativeOrder()));
            if (flags == 0) {
                return Optional.of(Answer.WHOLE);
            }
            in.position(Math.min(start + (length + 3 & ~3), in.limit()));
        }
        return Optional.empty();
    }

    /** The attributes behind an entry's fixed part, by type. Source: netlink(7), {@code struct nlattr}. */
    static Map<Integer, ByteBuffer> attributes(ByteBuffer entry, int from) {
        Map<Integer, ByteBuffer> found = new HashMap<>();
        int at = from;
        while (at + 4 <= entry.limit()) {
            int length = entry.getShort(at) & 0xffff;
            if (length < 4 || at + length > entry.limit()) {
                break;
            }
            found.put(
                    entry.getShort(at + 2) & 0x3fff,
                    entry.slice(at + 4, length - 4).order(ByteOrder.nativeOrder()));
            at += length + 3 & ~3;
        }
        return found;
    }
}
