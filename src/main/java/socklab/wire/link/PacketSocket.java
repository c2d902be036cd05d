package socklab.wire.link;

import static socklab.kernel.ffm.CStructs.SOCKADDR_LL;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.ffm.CStructs;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;
import socklab.text.Message;

/**
 * Reads the frames that an interface receives, and sends frames through it. One thread reads, one at a time writes.
 *
 * <p>Source: packet(7).
 */
public final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_RCVTIMEO = 20;
    private static final int PACKET_STATISTICS = 6;
    private static final int ALL_PROTOCOLS_NETWORK_ORDER = 0x0300;
    private static final int RECEIVE_BUFFER = 16 << 20;
    private static final int LONGEST_FRAME = 1 << 16;
    private static final int WAIT_MICROSECONDS = 50_000;

    private static final MemorySegment READ = Libc.function("read");
    private static final MemorySegment WRITE = Libc.function("write");

    private final Arena arena = Arena.ofShared();
    private final Libc.State readState = new Libc.State(arena);
    private final Libc.State writeState = new Libc.State(arena);
    private final NativeMemory read = NativeMemory.in(arena, LONGEST_FRAME);
    private final NativeMemory write = NativeMemory.in(arena, LONGEST_FRAME);
    private final int fd;
    private long received;

    private PacketSocket(int fd) {
        this.fd = fd;
    }

    /**
     * Opens one for an interface of the current thread's network namespace. The caller closes it.
     *
     * @throws UnsupportedEnvironment if the kernel refuses; it takes CAP_NET_RAW in that namespace
     */
    public static PacketSocket open(String device) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            int type = Const.SOCK_RAW.value() | Const.SOCK_CLOEXEC.value();
            // without a protocol it receives nothing until it is bound to its interface
            int fd = (int) Libc.call(Libc.function("socket"), state, AF_PACKET, type, 0);
            if (fd < 0) {
                throw new UnsupportedEnvironment(
                        Message.of("cannot.call", "socket(AF_PACKET)", "errno " + state.errno()));
            }
            option(arena, fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
            option(arena, fd, Const.SOL_SOCKET.value(), SO_RCVBUFFORCE, RECEIVE_BUFFER);
            // a read ends by itself, so that the thread sees when the cable is closed
            NativeMemory timeout = NativeMemory.in(arena, size(CStructs.TIMEVAL));
            timeout.putLong(offset(CStructs.TIMEVAL, "tv_usec"), WAIT_MICROSECONDS);
            Libc.call(
                    Libc.function("setsockopt"),
                    state,
                    fd,
                    Const.SOL_SOCKET.value(),
                    SO_RCVTIMEO,
                    timeout.address(),
                    timeout.size());
            NativeMemory address = NativeMemory.in(arena, size(SOCKADDR_LL));
            address.putShort(offset(SOCKADDR_LL, "sll_family"), AF_PACKET);
            address.putShort(offset(SOCKADDR_LL, "sll_protocol"), ALL_PROTOCOLS_NETWORK_ORDER);
            address.putInt(offset(SOCKADDR_LL, "sll_ifindex"), LinkConfigurator.index(device));
            if (Libc.call(Libc.function("bind"), state, fd, address.address(), address.size()) < 0) {
                int errno = state.errno();
                Libc.call(Libc.function("close"), state, fd);
                throw new UnsupportedEnvironment(Message.of("cannot.call", "bind(AF_PACKET)", "errno " + errno));
            }
            return new PacketSocket(fd);
        }
    }

    private static void option(Arena arena, int fd, int level, int option, int value) {
        NativeMemory number = NativeMemory.in(arena, Integer.BYTES);
        number.putInt(0, value);
        Libc.call(
                Libc.function("setsockopt"), new Libc.State(arena), fd, level, option, number.address(), Integer.BYTES);
    }

    /** Waits for a frame: its length, or 0 if none came within 50 ms. It stays until the next is read. */
    public int read() {
        return (int) Math.max(0, Libc.call(READ, readState, fd, read.address(), LONGEST_FRAME, 0, 0, 0));
    }

    /** How many frames the kernel has put into its queue, read or not. Source: packet(7), PACKET_STATISTICS. */
    public synchronized long received() {
        try (Arena confined = Arena.ofConfined()) {
            NativeMemory statistics = NativeMemory.in(confined, 2L * Integer.BYTES);
            NativeMemory length = NativeMemory.in(confined, Integer.BYTES);
            length.putInt(0, statistics.size());
            Libc.call(
                    Libc.function("getsockopt"),
                    new Libc.State(confined),
                    fd,
                    SOL_PACKET,
                    PACKET_STATISTICS,
                    statistics.address(),
                    length.address());
            // the kernel counts from the last question on, and counts dropped frames in both numbers
            received += Integer.toUnsignedLong(statistics.intAt(0)) - Integer.toUnsignedLong(statistics.intAt(4));
            return received;
        }
    }

    /** A copy of the frame that was read. */
    public Bytes frame(int length) {
        return read.bytes(length);
    }

    /** A byte of the frame that was read, 0 to 255. */
    public int byteAt(int index) {
        return read.byteAt(index);
    }

    /** Sends the frame that another socket has read. */
    public void forward(PacketSocket from, int length) {
        Libc.call(WRITE, from.readState, fd, from.read.address(), length, 0, 0, 0);
    }

    /** Sends a frame. */
    public synchronized void write(Bytes frame) {
        write.put(frame);
        Libc.call(WRITE, writeState, fd, write.address(), frame.length(), 0, 0, 0);
    }

    /** Gives back the descriptor; the thread that reads must have ended. */
    @Override
    public void close() {
        Libc.call(Libc.function("close"), writeState, fd);
        arena.close();
    }
}
