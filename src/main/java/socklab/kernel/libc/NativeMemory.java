package socklab.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import socklab.call.Bytes;

/**
 * A block of native memory: an address for the kernel, and fields for us. Numbers are in the machine's byte order, those
 * of methods with "Net" in the network's; offsets are in bytes, need no alignment, and are checked against the block.
 *
 * <p>It lives as long as the arena that it is from, and is for the threads that the arena is for.
 *
 * <p>Read and written by way of a ByteBuffer: the first get or set of a MemorySegment makes half a dozen classes, for
 * which the first call of a session would wait.
 */
public final class NativeMemory {
    /** No memory: what NULL points to. */
    static final NativeMemory NONE = of(MemorySegment.NULL);

    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final int ALIGNMENT = 16;

    /** A whole of which this may be a part. */
    private final ByteBuffer whole;

    private final int from;
    private final int size;
    private final long address;

    private NativeMemory(ByteBuffer whole, int from, int size, long address) {
        this.whole = whole;
        this.from = from;
        this.size = size;
        this.address = address;
    }

    /** The memory of a segment. */
    static NativeMemory of(MemorySegment segment) {
        return new NativeMemory(
                segment.asByteBuffer().order(ByteOrder.nativeOrder()),
                0,
                Math.toIntExact(segment.byteSize()),
                segment.address());
    }

    /** New memory, all zero, aligned for any structure. */
    public static NativeMemory in(Arena arena, long size) {
        return of(arena.allocate(size, ALIGNMENT));
    }

    /** A text as C has it, with a NUL behind it. */
    public static NativeMemory string(Arena arena, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = in(arena, bytes.length + 1L);
        memory.put(0, bytes);
        return memory;
    }

    /** So many bytes that C's library holds for us, at an address that it gave. */
    static NativeMemory at(long address, long size) {
        return of(MemorySegment.ofAddress(address).reinterpret(size));
    }

    /** Where it is. */
    public long address() {
        return address;
    }

    /** How many bytes. */
    int size() {
        return size;
    }

    /** A part of it. */
    NativeMemory slice(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, size);
        return new NativeMemory(whole, from + offset, length, address + offset);
    }

    /** Makes all of it zero; returns it. */
    NativeMemory clear() {
        int at = from;
        for (; at <= from + size - Long.BYTES; at += Long.BYTES) {
            whole.putLong(at, 0);
        }
        for (; at < from + size; at++) {
            whole.put(at, (byte) 0);
        }
        return this;
    }

    private int place(int offset, int length) {
        return from + Objects.checkFromIndexSize(offset, length, size);
    }

    /** A byte, 0 to 255. */
    int byteAt(int offset) {
        return whole.get(place(offset, Byte.BYTES)) & 0xff;
    }

    /** Two bytes, 0 to 65535. */
    int shortAt(int offset) {
        return whole.getShort(place(offset, Short.BYTES)) & 0xffff;
    }

    int netShortAt(int offset) {
        int value = shortAt(offset);
        return LITTLE ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    int intAt(int offset) {
        return whole.getInt(place(offset, Integer.BYTES));
    }

    int netIntAt(int offset) {
        int value = intAt(offset);
        return LITTLE ? Integer.reverseBytes(value) : value;
    }

    long longAt(int offset) {
        return whole.getLong(place(offset, Long.BYTES));
    }

    long netLongAt(int offset) {
        long value = longAt(offset);
        return LITTLE ? Long.reverseBytes(value) : value;
    }

    void putByte(int offset, int value) {
        whole.put(place(offset, Byte.BYTES), (byte) value);
    }

    void putShort(int offset, int value) {
        whole.putShort(place(offset, Short.BYTES), (short) value);
    }

    void putNetShort(int offset, int value) {
        putShort(offset, LITTLE ? Short.reverseBytes((short) value) : value);
    }

    void putInt(int offset, int value) {
        whole.putInt(place(offset, Integer.BYTES), value);
    }

    void putNetInt(int offset, int value) {
        putInt(offset, LITTLE ? Integer.reverseBytes(value) : value);
    }

    public void putLong(int offset, long value) {
        whole.putLong(place(offset, Long.BYTES), value);
    }

    void putNetLong(int offset, long value) {
        putLong(offset, LITTLE ? Long.reverseBytes(value) : value);
    }

    /** Copies bytes to an offset. */
    public void put(int offset, byte[] bytes) {
        whole.put(place(offset, bytes.length), bytes);
    }

    /** Copies bytes to its beginning. */
    public void put(Bytes bytes) {
        bytes.copyTo(whole, place(0, bytes.length()));
    }

    /** A copy of its first bytes. */
    Bytes bytes(int length) {
        return Bytes.of(array(length));
    }

    /** A copy of all of it. */
    Bytes bytes() {
        return bytes(size);
    }

    /** A copy of its first bytes. */
    public byte[] array(int length) {
        byte[] array = new byte[length];
        whole.get(place(0, length), array);
        return array;
    }
}
