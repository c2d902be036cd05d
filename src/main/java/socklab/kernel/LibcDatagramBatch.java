package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/**
 * A {@link DatagramBatch} by C's library. One {@code struct mmsghdr} for each datagram serves both ways: the kernel
 * fills in the sender's address, and the answer goes there.
 */
final class LibcDatagramBatch implements DatagramBatch {
    /** Each begins on a page of its own, and of a room only the pages that were written to take memory. */
    private static final long ROOM = 1 << 16;
    private static final int NAME = (int) Structs.SOCKADDR_IN.byteSize();
    private static final long EACH = Structs.MMSGHDR.byteSize();
    private static final long NAME_LENGTH = Structs.offset(Structs.MSGHDR, "msg_namelen");
    private static final long FLAGS = Structs.offset(Structs.MSGHDR, "msg_flags");
    private static final long LENGTH = Structs.offset(Structs.MMSGHDR, "msg_len");
    private static final long PIECE = Structs.IOVEC.byteSize();
    private static final long PIECE_LENGTH = 8;
    private static final int QUIET = Const.MSG_DONTWAIT.value() | Const.MSG_NOSIGNAL.value();

    private final MemorySegment recvmmsg = Libc.function("recvmmsg");
    private final MemorySegment sendmmsg = Libc.function("sendmmsg");
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Libc.stateLayout());
    private final MemorySegment headers = arena.allocate(EACH * MOST, 16);
    private final MemorySegment names = arena.allocate((long) NAME * MOST, 16);
    private final MemorySegment pieces = arena.allocate(PIECE * MOST, 16);
    private final MemorySegment rooms = arena.allocate(ROOM * MOST, 4096);
    private int used = MOST;

    LibcDatagramBatch() {
        for (int i = 0; i < MOST; i++) {
            headers.set(JAVA_LONG, i * EACH + Structs.offset(Structs.MSGHDR, "msg_name"), names.address() + (long) i * NAME);
            headers.set(JAVA_LONG, i * EACH + Structs.offset(Structs.MSGHDR, "msg_iov"), pieces.address() + i * PIECE);
            headers.set(JAVA_LONG, i * EACH + Structs.offset(Structs.MSGHDR, "msg_iovlen"), 1);
            pieces.set(JAVA_LONG, i * PIECE, rooms.address() + i * ROOM);
        }
    }

    @Override
    public Moved receive(int fd) {
        for (int i = 0; i < used; i++) { // as they were before the last call
            headers.set(JAVA_INT, i * EACH + NAME_LENGTH, NAME);
            headers.set(JAVA_INT, i * EACH + FLAGS, 0);
            length(i, LARGEST);
        }
        int count = (int) Libc.call(recvmmsg, state, fd, headers.address(), MOST, Const.MSG_DONTWAIT.value(), 0, 0);
        used = Math.max(count, 0);
        for (int i = 0; i < count; i++) {
            length(i, headers.get(JAVA_INT, i * EACH + LENGTH));
        }
        return moved(count);
    }

    private Moved moved(int count) {
        if (count >= 0) {
            return new Moved.Some(count);
        }
        int number = Libc.errno(state);
        return new Moved.Failed(Errno.of(number).orElseThrow(() -> new IllegalStateException("errno " + number)));
    }

    @Override
    public MemorySegment room(int index) {
        return rooms.asSlice(index * ROOM, LARGEST);
    }

    @Override
    public int length(int index) {
        return (int) pieces.get(JAVA_LONG, index * PIECE + PIECE_LENGTH);
    }

    @Override
    public void length(int index, int bytes) {
        pieces.set(JAVA_LONG, index * PIECE + PIECE_LENGTH, bytes);
    }

    @Override
    public SocketAddress peer(int index) {
        return Sockaddr.read(names.asSlice((long) index * NAME, NAME), NAME).orElseThrow();
    }

    @Override
    public Moved send(int fd, int from, int to) {
        return moved((int) Libc.call(sendmmsg, state, fd, headers.address() + from * EACH, to - from, QUIET, 0, 0));
    }

    @Override
    public void close() {
        arena.close();
    }
}
