package socklab.wire;

import socklab.call.Bytes;

/**
 * A frame that a host sent, or the cable itself.
 *
 * @param number from 1 on; frames that only find neighbours, routers or groups are counted apart
 * @param at when it came, by {@link System#nanoTime}
 * @param to the host that it is for; {@code *} for all others
 */
public record CableFrame(long number, boolean housekeeping, long at, String from, String to, Bytes bytes) {
    /** What stands for all other hosts. */
    public static final String ALL = "*";

    /** What stands for the cable itself, where a router of its own answers. */
    public static final String CABLE = "cable";

    /** The same frame with other bytes. */
    CableFrame with(Bytes other) {
        return new CableFrame(number, housekeeping, at, from, to, other);
    }

    /** The same frame with one bit turned over, after its Ethernet header. */
    CableFrame flipped(long bit) {
        byte[] changed = bytes.toArray();
        int index = bitIndex(bit);
        if (index < changed.length * 8) {
            changed[index / 8] ^= (byte) (0x80 >> index % 8);
        }
        return with(Bytes.of(changed));
    }

    /** The place of a bit in the frame, for a number of 64 bits. */
    int bitIndex(long bit) {
        int header = 14 * 8;
        return header + (int) Long.remainderUnsigned(bit, Math.max(1, bytes.length() * 8L - header));
    }
}
