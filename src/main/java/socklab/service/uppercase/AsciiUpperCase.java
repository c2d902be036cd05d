package socklab.service.uppercase;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Converts ASCII text in place, eight letters at a time; a datagram may have 65,507. Part of the {@link FastPath}. */
final class AsciiUpperCase {
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x80 * ONES;
    /** Added to an ASCII character, each sets the highest bit from that character on. */
    private static final long FROM_A = (0x80 - 'a') * ONES;

    private static final long BEYOND_Z = (0x80 - ('z' + 1)) * ONES;

    private AsciiUpperCase() {}

    /** Converts the first bytes of a segment if all are ASCII; if not, changes nothing and returns false. */
    static boolean upper(MemorySegment text, int length) {
        int whole = length & -Long.BYTES;
        if (!ascii(text, whole, length)) {
            return false;
        }
        for (int i = 0; i < whole; i += Long.BYTES) {
            text.set(JAVA_LONG_UNALIGNED, i, upper(text.get(JAVA_LONG_UNALIGNED, i)));
        }
        for (int i = whole; i < length; i++) {
            text.set(JAVA_BYTE, i, (byte) upper(text.get(JAVA_BYTE, i)));
        }
        return true;
    }

    private static boolean ascii(MemorySegment text, int whole, int length) {
        long all = 0;
        for (int i = 0; i < whole; i += Long.BYTES) {
            all |= text.get(JAVA_LONG_UNALIGNED, i);
        }
        for (int i = whole; i < length; i++) {
            all |= text.get(JAVA_BYTE, i);
        }
        return (all & HIGH) == 0;
    }

    /** Eight ASCII characters in any byte order: no addition carries into the next byte. */
    private static long upper(long eight) {
        long small = (eight + FROM_A) & ~(eight + BEYOND_Z) & HIGH;
        return eight ^ small >>> 2; // 0x80 becomes 0x20, in which the cases differ
    }
}
