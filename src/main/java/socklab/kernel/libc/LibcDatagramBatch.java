package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.IOVEC;
import static socklab.kernel.ffm.CStructs.MMSGHDR;
import static socklab.kernel.ffm.CStructs.SOCKADDR_IN;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.DatagramBatch;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;

/**
 * A {@link DatagramBatch} by recvmmsg(2) and sendmmsg(2). Each datagram has one {@code struct mmsghdr} for both
 * directions: the kernel fills in the sender's address, and the answer goes to that address.
 */
final class LibcDatagramBatch implements DatagramBatch {
    /** The distance between two buffers. */
    private static final int BUFFER_SIZE = 1 << 16;

    private static final int PAGE_SIZE = 4096;
    private static final int NAME_SIZE = size(SOCKADDR_IN);
    private static final int HEADER_SIZE = size(MMSGHDR);
    private static final int NAME = offset(MMSGHDR, "msg_hdr", "msg_name");
    private static final int NAME_LENGTH = offset(MMSGHDR, "msg_hdr", "msg_namelen");
    private static final int IOV = offset(MMSGHDR, "msg_hdr", "msg_iov");
    private static final int IOV_LENGTH = offset(MMSGHDR, "msg_hdr", "msg_iovlen");
    private static final int FLAGS = offset(MMSGHDR, "msg_hdr", "msg_flags");
    private static final int LENGTH = offset(MMSGHDR, "msg_len");
    private static final int IOVEC_SIZE = size(IOVEC);
    private static final int IOVEC_BASE = offset(IOVEC, "iov_base");
    private static final int IOVEC_LENGTH = offset(IOVEC, "iov_len");
    private static final int SEND_FLAGS = Const.MSG_DONTWAIT.value() | Const.MSG_NOSIGNAL.value();

    private final MemorySegment recvmmsg = Libc.function("recvmmsg");
    private final MemorySegment sendmmsg = Libc.function("sendmmsg");
    private final Arena arena = Arena.ofShared();
    private final Libc.State state = new Libc.State(arena);
    private final NativeMemory headers = NativeMemory.in(arena, HEADER_SIZE * MOST);
    private final NativeMemory names = NativeMemory.in(arena, NAME_SIZE * MOST);
    private final NativeMemory vectors = NativeMemory.in(arena, IOVEC_SIZE * MOST);
    private final MemorySegment buffers = arena.allocate(BUFFER_SIZE * MOST, PAGE_SIZE);
    private int used = MOST;

    LibcDatagramBatch() {
        for (int i = 0; i < MOST; i++) {
            headers.putLong(i * HEADER_SIZE + NAME, names.address() + i * NAME_SIZE);
            headers.putLong(i * HEADER_SIZE + IOV, vectors.address() + i * IOVEC_SIZE);
            headers.putLong(i * HEADER_SIZE + IOV_LENGTH, 1);
            vectors.putLong(i * IOVEC_SIZE + IOVEC_BASE, buffers.address() + i * BUFFER_SIZE);
        }
    }

    @Override
    public Moved receive(int fd) {
        for (int i = 0; i < used; i++) { // the last call changed them
            headers.putInt(i * HEADER_SIZE + NAME_LENGTH, NAME_SIZE);
            headers.putInt(i * HEADER_SIZE + FLAGS, 0);
            length(i, LARGEST);
        }
        int count = (int) Libc.call(recvmmsg, state, fd, headers.address(), MOST, Const.MSG_DONTWAIT.value(), 0, 0);
        used = Math.max(count, 0);
        for (int i = 0; i < count; i++) {
            length(i, headers.intAt(i * HEADER_SIZE + LENGTH));
        }
        return moved(count);
    }

    private Moved moved(int count) {
        if (count >= 0) {
            return new Moved.Some(count);
        }
        int number = state.errno();
        return new Moved.Failed(Errno.of(number).orElseThrow(() -> new IllegalStateException("errno " + number)));
    }

    @Override
    public MemorySegment room(int index) {
        return buffers.asSlice((long) index * BUFFER_SIZE, LARGEST);
    }

    @Override
    public int length(int index) {
        return (int) vectors.longAt(index * IOVEC_SIZE + IOVEC_LENGTH);
    }

    @Override
    public void length(int index, int bytes) {
        vectors.putLong(index * IOVEC_SIZE + IOVEC_LENGTH, bytes);
    }

    @Override
    public SocketAddress peer(int index) {
        return SockaddrCodec.read(names.slice(index * NAME_SIZE, NAME_SIZE), NAME_SIZE)
                .orElseThrow();
    }

    @Override
    public Moved send(int fd, int from, int to) {
        return moved((int)
                Libc.call(sendmmsg, state, fd, headers.address() + from * HEADER_SIZE, to - from, SEND_FLAGS, 0, 0));
    }

    @Override
    public void close() {
        arena.close();
    }
}
