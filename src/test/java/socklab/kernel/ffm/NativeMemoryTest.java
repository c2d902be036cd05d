package socklab.kernel.ffm;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import socklab.call.Bytes;

/** Memory, held against what Java's own access to the same place says. */
class NativeMemoryTest {
    private static final ValueLayout.OfShort NET_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt NET_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong NET_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);

    @AutoClose
    private final Arena arena = Arena.ofShared();

    private MemorySegment filled(int size) {
        MemorySegment segment = arena.allocate(size);
        for (int i = 0; i < size; i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 37 + 200));
        }
        return segment;
    }

    @Test
    void readsWhatIsThere() {
        MemorySegment there = filled(64);
        NativeMemory memory = NativeMemory.of(there);
        assertThat(memory.address()).isEqualTo(there.address());
        for (int at = 0; at <= 64 - 8; at++) {
            assertThat(memory.byteAt(at)).isEqualTo(there.get(ValueLayout.JAVA_BYTE, at) & 0xff);
            assertThat(memory.shortAt(at)).isEqualTo(there.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) & 0xffff);
            assertThat(memory.netShortAt(at)).isEqualTo(there.get(NET_SHORT, at) & 0xffff);
            assertThat(memory.intAt(at)).isEqualTo(there.get(ValueLayout.JAVA_INT_UNALIGNED, at));
            assertThat(memory.netIntAt(at)).isEqualTo(there.get(NET_INT, at));
            assertThat(memory.longAt(at)).isEqualTo(there.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
            assertThat(memory.netLongAt(at)).isEqualTo(there.get(NET_LONG, at));
        }
    }

    @Test
    void writesWhatIsMeantAndNothingBeside() {
        long value = 0xfedc_ba98_7654_3210L;
        for (int at = 1; at <= 16; at++) {
            int offset = at;
            written(m -> m.putByte(offset, (int) value), s -> s.set(ValueLayout.JAVA_BYTE, offset, (byte) value));
            written(
                    m -> m.putShort(offset, (int) value),
                    s -> s.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) value));
            written(m -> m.putNetShort(offset, 0xabcd), s -> s.set(NET_SHORT, offset, (short) 0xabcd));
            written(
                    m -> m.putInt(offset, (int) value),
                    s -> s.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) value));
            written(m -> m.putNetInt(offset, (int) value), s -> s.set(NET_INT, offset, (int) value));
            written(m -> m.putLong(offset, value), s -> s.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, value));
            written(m -> m.putNetLong(offset, value), s -> s.set(NET_LONG, offset, value));
            written(
                    m -> m.put(offset, new byte[] {1, 2, 3}),
                    s -> MemorySegment.copy(new byte[] {1, 2, 3}, 0, s, ValueLayout.JAVA_BYTE, offset, 3));
        }
    }

    private void written(Consumer<NativeMemory> ours, Consumer<MemorySegment> theirs) {
        MemorySegment one = filled(32);
        MemorySegment other = filled(32);
        ours.accept(NativeMemory.of(one));
        theirs.accept(other);
        assertThat(one.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(other.toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void aPartIsAtItsPlaceAndEndsWhereItEnds() {
        MemorySegment there = filled(2000);
        NativeMemory part = NativeMemory.of(there).slice(100, 1300).slice(7, 1025);
        assertThat(part.address()).isEqualTo(there.address() + 107);
        assertThat(part.size()).isEqualTo(1025);
        assertThat(part.bytes(1025)).isEqualTo(Bytes.of(there.asSlice(107, 1025).toArray(ValueLayout.JAVA_BYTE)));
        assertThat(part.array(3)).isEqualTo(there.asSlice(107, 3).toArray(ValueLayout.JAVA_BYTE));
        part.put(Bytes.utf8("hello"));
        assertThat(there.asSlice(107, 5).toArray(ValueLayout.JAVA_BYTE))
                .asString()
                .isEqualTo("hello");

        byte[] before = there.toArray(ValueLayout.JAVA_BYTE);
        assertThat(part.clear()).isSameAs(part);
        for (int i = 0; i < before.length; i++) {
            assertThat(there.get(ValueLayout.JAVA_BYTE, i)).isEqualTo(i >= 107 && i < 107 + 1025 ? 0 : before[i]);
        }
    }

    @Test
    void nothingIsReadOrWrittenOutside() {
        NativeMemory part = NativeMemory.of(filled(64)).slice(8, 16);
        List<ObjIntConsumer<NativeMemory>> eightBytes = List.of(
                NativeMemory::longAt,
                NativeMemory::netLongAt,
                (m, at) -> m.putLong(at, 1),
                (m, at) -> m.putNetLong(at, 1),
                (m, at) -> m.put(at, new byte[8]),
                (m, at) -> m.slice(at, 8));
        for (ObjIntConsumer<NativeMemory> access : eightBytes) {
            for (int at : new int[] {-1, 9, 15, 16, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                assertThatThrownBy(() -> access.accept(part, at)).isInstanceOf(IndexOutOfBoundsException.class);
            }
            access.accept(part, 8);
        }
        assertThatThrownBy(() -> part.byteAt(16)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.shortAt(15)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.intAt(13)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.bytes(17)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.put(Bytes.of(new byte[17]))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(NativeMemory.NONE.size()).isZero();
        assertThat(NativeMemory.NONE.address()).isZero();
    }

    @Test
    void aTextEndsWithNul() {
        for (String text : List.of("", "/proc/self/fd/3", "客户端")) {
            MemorySegment theirs = arena.allocateFrom(text);
            NativeMemory ours = NativeMemory.string(arena, text);
            assertThat(ours.array(ours.size())).isEqualTo(theirs.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void isGoneWithItsArena() {
        Arena brief = Arena.ofConfined();
        NativeMemory memory = NativeMemory.in(brief, 16);
        assertThat(memory.longAt(8)).isZero();
        brief.close();
        assertThatThrownBy(() -> memory.longAt(8)).isInstanceOf(IllegalStateException.class);
    }
}
