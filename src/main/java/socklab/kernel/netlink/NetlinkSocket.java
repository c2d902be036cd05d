package socklab.kernel.netlink;

import static socklab.kernel.ffm.NetlinkStructs.NLMSGERR;
import static socklab.kernel.ffm.NetlinkStructs.NLMSGHDR;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketOption;
import socklab.kernel.ffm.CStructs;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;

/**
 * A netlink socket of socklab's own. It belongs to the network namespace of the thread that opened it, and answers
 * about that namespace whichever thread asks. One request at a time; the others wait.
 *
 * <p>Source: netlink(7).
 */
public final class NetlinkSocket implements AutoCloseable {
    /** What to ask the kernel about. Source: linux/netlink.h. */
    public enum Protocol {
        /** Interfaces, addresses and routes: rtnetlink(7). */
        NETLINK_ROUTE(0),
        /** The tables of sockets: sock_diag(7). */
        NETLINK_SOCK_DIAG(4);

        private final int number;

        Protocol(int number) {
            this.number = number;
        }
    }

    /** Ends with an acknowledgement. */
    public static final int NLM_F_ACK = 4;
    /** Makes what does not exist yet. */
    public static final int NLM_F_CREATE = 0x400;
    /** Fails if it exists already. */
    public static final int NLM_F_EXCL = 0x200;
    /** Answers with all entries. */
    private static final int NLM_F_DUMP = 0x300;

    private static final int NLM_F_REQUEST = 1;

    private static final int AF_NETLINK = 16;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int HEADER = size(NLMSGHDR);
    private static final int MESSAGE_LENGTH = offset(NLMSGHDR, "nlmsg_len");
    private static final int TYPE = offset(NLMSGHDR, "nlmsg_type");
    private static final int FLAGS = offset(NLMSGHDR, "nlmsg_flags");
    private static final int SEQUENCE = offset(NLMSGHDR, "nlmsg_seq");
    private static final int ERROR = offset(NLMSGERR, "error");
    private static final int BUFFER_SIZE = 1 << 16;
    private static final int TIMEOUT_SECONDS = 1;

    private final MemorySegment send = Libc.function("send");
    private final MemorySegment recv = Libc.function("recv");
    private final Arena arena = Arena.ofShared();
    private final Libc.State state = new Libc.State(arena);
    private final NativeMemory buffer = NativeMemory.in(arena, BUFFER_SIZE);
    private final int fd;
    private int sequence;
    private boolean closed;

    private NetlinkSocket(int fd) {
        this.fd = fd;
    }

    /** Opens a socket in the current thread's network namespace; none where the system does not allow it. */
    public static Optional<NetlinkSocket> open(Protocol protocol) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            int type = Const.SOCK_RAW.value() | Const.SOCK_CLOEXEC.value();
            int fd = (int) Libc.call(Libc.function("socket"), state, AF_NETLINK, type, protocol.number);
            if (fd < 0) {
                return Optional.empty();
            }
            // the kernel answers at once; a time-out keeps a fault of the kernel from blocking a thread for good
            NativeMemory timeout = NativeMemory.in(arena, size(CStructs.TIMEVAL));
            timeout.putLong(offset(CStructs.TIMEVAL, "tv_sec"), TIMEOUT_SECONDS);
            Libc.call(
                    Libc.function("setsockopt"),
                    state,
                    fd,
                    Const.SOL_SOCKET.value(),
                    SocketOption.SO_RCVTIMEO.number(),
                    timeout.address(),
                    timeout.size());
            return Optional.of(new NetlinkSocket(fd));
        }
    }

    /** How a request ended. */
    public sealed interface Answer {
        /** The kernel answered all of it. */
        record Complete() implements Answer {}

        /** The kernel refused it, or gave no whole answer. */
        record Refused(Errno errno) implements Answer {}
    }

    /** Asks for the one entry that a request describes. */
    public Answer get(int type, byte[] request, Consumer<NativeMemory> reader) {
        return exchange(type, 0, request, reader);
    }

    /** Asks for all entries that a request describes. */
    public Answer dump(int type, byte[] request, Consumer<NativeMemory> reader) {
        return exchange(type, NLM_F_DUMP, request, reader);
    }

    /** Asks for a change, and waits until the kernel has made it or refused it. */
    public Answer change(int type, int flags, byte[] request) {
        return exchange(type, NLM_F_ACK | flags, request, _ -> {});
    }

    private synchronized Answer exchange(int type, int flags, byte[] request, Consumer<NativeMemory> reader) {
        if (closed) {
            return new Answer.Refused(Errno.EBADF);
        }
        int number = ++sequence;
        int length = HEADER + request.length;
        buffer.slice(0, HEADER).clear();
        buffer.putInt(MESSAGE_LENGTH, length);
        buffer.putShort(TYPE, type);
        buffer.putShort(FLAGS, NLM_F_REQUEST | flags);
        buffer.putInt(SEQUENCE, number);
        buffer.put(HEADER, request);
        if (Libc.call(send, state, fd, buffer.address(), length, 0) != length) {
            return refused(state.errno());
        }
        Optional<Answer> answer = Optional.empty();
        while (answer.isEmpty()) {
            int received = (int) Libc.call(recv, state, fd, buffer.address(), BUFFER_SIZE, 0);
            answer = received <= 0
                    ? Optional.of(refused(state.errno()))
                    : read(copy(received), number, flags == NLM_F_DUMP, reader);
        }
        return answer.get();
    }

    /** A copy of what was received: a reader may make a request of its own. */
    private NativeMemory copy(int received) {
        return NativeMemory.of(MemorySegment.ofArray(buffer.array(received)));
    }

    private static Answer refused(int errno) {
        return new Answer.Refused(Errno.of(errno).orElse(Errno.EIO));
    }

    /** Reads the messages of one datagram; empty if more datagrams are to come. */
    private static Optional<Answer> read(
            NativeMemory datagram, int number, boolean dump, Consumer<NativeMemory> reader) {
        int at = 0;
        while (at + HEADER <= datagram.size()) {
            int length = datagram.intAt(at + MESSAGE_LENGTH);
            if (length < HEADER || at + length > datagram.size()) {
                return Optional.of(refused(Errno.EIO.number()));
            }
            NativeMemory message = datagram.slice(at, length);
            if (message.intAt(SEQUENCE) == number) { // not a late answer to a request that timed out
                Optional<Answer> answer = read(message, dump, reader);
                if (answer.isPresent()) {
                    return answer;
                }
            }
            at += NetlinkMessage.aligned(length);
        }
        return Optional.empty();
    }

    /** Reads one message; empty if others follow. */
    private static Optional<Answer> read(NativeMemory message, boolean dump, Consumer<NativeMemory> reader) {
        NativeMemory payload = message.slice(HEADER, message.size() - HEADER);
        return switch (message.shortAt(TYPE)) {
            case NLMSG_ERROR, NLMSG_DONE -> {
                int error = payload.size() < Integer.BYTES ? 0 : -payload.intAt(ERROR);
                yield Optional.of(error > 0 ? refused(error) : new Answer.Complete());
            }
            default -> {
                reader.accept(payload);
                yield dump ? Optional.empty() : Optional.of(new Answer.Complete());
            }
        };
    }

    /** Closes the socket. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.call(Libc.function("close"), state, fd);
            arena.close();
        }
    }
}
