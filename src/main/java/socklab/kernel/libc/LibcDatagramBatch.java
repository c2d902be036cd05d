package socklab.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.DatagramBatch;

/**
 * A {@link DatagramBatch} by C's library. One {@code struct mmsghdr} for each datagram serves both ways: the kernel
 * fills in the sender's address, and the answer goes there.
 */
final class LibcDatagramBatch implements DatagramBatch {
    private static final int ROOM = 1 << 16;
    /** Each room begins on one. */
    private static final int PAGE = 4096;

    private static final int NAME = StructFields.size(CStructs.SOCKADDR_IN);
    private static final int EACH = StructFields.size(CStructs.MMSGHDR);
    private static final int NAME_LENGTH = StructFields.offset(CStructs.MSGHDR, "msg_namelen");
    private static final int FLAGS = StructFields.offset(CStructs.MSGHDR, "msg_flags");
    private static final int LENGTH = StructFields.offset(CStructs.MMSGHDR, "msg_len");
    private static final int PIECE = StructFields.size(CStructs.IOVEC);
    private static final int PIECE_LENGTH = 8;
    private static final int QUIET = Const.MSG_DONTWAIT.value() | Const.MSG_NOSIGNAL.value();

    private final MemorySegment recvmmsg = Libc.function("recvmmsg");
    private final MemorySegment sendmmsg = Libc.function("sendmmsg");
    private final Arena arena = Arena.ofShared();
    private final Libc.State state = new Libc.State(arena);
    private final NativeMemory headers = NativeMemory.in(arena, EACH * MOST);
    private final NativeMemory names = NativeMemory.in(arena, NAME * MOST);
    private final NativeMemory pieces = NativeMemory.in(arena, PIECE * MOST);
    private final MemorySegment rooms = arena.allocate(ROOM * MOST, PAGE);
    private int used = MOST;

    LibcDatagramBatch() {
        for (int i = 0; i < MOST; i++) {
            headers.putLong(i * EACH + StructFields.offset(CStructs.MSGHDR, "msg_name"), names.address() + i * NAME);
            headers.putLong(i * EACH + StructFields.offset(CStructs.MSGHDR, "msg_iov"), pieces.address() + i * PIECE);
            headers.putLong(i * EACH + StructFields.offset(CStructs.MSGHDR, "msg_iovlen"), 1);
            pieces.putLong(i * PIECE, rooms.address() + i * ROOM);
        }
    }

    @Override
    public Moved receive(int fd) {
        for (int i = 0; i < used; i++) { // as they were before the last call
            headers.putInt(i * EACH + NAME_LENGTH, NAME);
            headers.putInt(i * EACH + FLAGS, 0);
            length(i, LARGEST);
        }
        int count = (int) Libc.call(recvmmsg, state, fd, headers.address(), MOST, Const.MSG_DONTWAIT.value(), 0, 0);
        used = Math.max(count, 0);
        for (int i = 0; i < count; i++) {
            length(i, headers.intAt(i * EACH + LENGTH));
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
        return rooms.asSlice((long) index * ROOM, LARGEST);
    }

    @Override
    public int length(int index) {
        return (int) pieces.longAt(index * PIECE + PIECE_LENGTH);
    }

    @Override
    public void length(int index, int bytes) {
        pieces.putLong(index * PIECE + PIECE_LENGTH, bytes);
    }

    @Override
    public SocketAddress peer(int index) {
        return SockaddrCodec.read(names.slice(index * NAME, NAME), NAME).orElseThrow();
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
