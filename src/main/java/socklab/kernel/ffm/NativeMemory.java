package socklab.kernel.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import socklab.call.Bytes;

/**
 * A block of native memory. Numbers are in the machine's byte order, those of methods with "Net" in network byte order;
 * offsets are in bytes, need no alignment, and are checked against the size of the block.
 *
 * <p>The block lives as long as its arena, and the same threads may use it.
 */
public final class NativeMemory {
    /** No memory: what NULL points to. */
    public static final NativeMemory NONE = of(MemorySegment.NULL);

    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final int ALIGNMENT = 16;

    /** The memory of which this block may be a part. */
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
    public static NativeMemory of(MemorySegment segment) {
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

    /** A block in Java's heap, all zero: a structure can be built in it, but it has no address for the kernel. */
    public static NativeMemory onHeap(int size) {
        return of(MemorySegment.ofArray(new byte[size]));
    }

    /** A text in UTF-8 with a terminating NUL. */
    public static NativeMemory string(Arena arena, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = in(arena, bytes.length + 1L);
        memory.put(0, bytes);
        return memory;
    }

    /** Memory that the C library owns. */
    public static NativeMemory at(long address, long size) {
        return of(MemorySegment.ofAddress(address).reinterpret(size));
    }

    /** The address of its first byte. */
    public long address() {
        return address;
    }

    /** Its size in bytes. */
    public int size() {
        return size;
    }

    /** A part of it. */
    public NativeMemory slice(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, size);
        return new NativeMemory(whole, from + offset, length, address + offset);
    }

    /** Sets all bytes to zero and returns this block. */
    public NativeMemory clear() {
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
    public int byteAt(int offset) {
        return whole.get(place(offset, Byte.BYTES)) & 0xff;
    }

    /** Two bytes, 0 to 65535. */
    public int shortAt(int offset) {
        return whole.getShort(place(offset, Short.BYTES)) & 0xffff;
    }

    public int netShortAt(int offset) {
        int value = shortAt(offset);
        return LITTLE_ENDIAN ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    public int intAt(int offset) {
        return whole.getInt(place(offset, Integer.BYTES));
    }

    public int netIntAt(int offset) {
        int value = intAt(offset);
        return LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    public long longAt(int offset) {
        return whole.getLong(place(offset, Long.BYTES));
    }

    public long netLongAt(int offset) {
        long value = longAt(offset);
        return LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    public void putByte(int offset, int value) {
        whole.put(place(offset, Byte.BYTES), (byte) value);
    }

    public void putShort(int offset, int value) {
        whole.putShort(place(offset, Short.BYTES), (short) value);
    }

    public void putNetShort(int offset, int value) {
        putShort(offset, LITTLE_ENDIAN ? Short.reverseBytes((short) value) : value);
    }

    public void putInt(int offset, int value) {
        whole.putInt(place(offset, Integer.BYTES), value);
    }

    public void putNetInt(int offset, int value) {
        putInt(offset, LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
    }

    public void putLong(int offset, long value) {
        whole.putLong(place(offset, Long.BYTES), value);
    }

    public void putNetLong(int offset, long value) {
        putLong(offset, LITTLE_ENDIAN ? Long.reverseBytes(value) : value);
    }

    /** Writes bytes at an offset. */
    public void put(int offset, byte[] bytes) {
        whole.put(place(offset, bytes.length), bytes);
    }

    /** Writes bytes at its beginning. */
    public void put(Bytes bytes) {
        bytes.copyTo(whole, place(0, bytes.length()));
    }

    /** A copy of its first bytes. */
    public Bytes bytes(int length) {
        return Bytes.of(array(length));
    }

    /** A copy of all bytes. */
    public Bytes bytes() {
        return bytes(size);
    }

    /** A copy of its first bytes. */
    public byte[] array(int length) {
        byte[] array = new byte[length];
        whole.get(place(0, length), array);
        return array;
    }
}
