package socklab.packet;

import java.util.HexFormat;
import socklab.call.Bytes;

/** Addresses as text. */
public final class InetText {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final int GROUPS = 8;

    private InetText() {}

    /** Four bytes as {@code 10.0.0.1}. */
    public static String ipv4(Bytes address) {
        return address.at(0) + "." + address.at(1) + "." + address.at(2) + "." + address.at(3);
    }

    /** Six bytes as {@code 02:00:00:00:00:01}; any other number of bytes likewise. */
    public static String colonHex(Bytes bytes) {
        return COLONS.formatHex(bytes.toArray());
    }

    /**
     * Sixteen bytes as {@code fd00::1}: the first longest run of at least two zero groups is {@code ::}.
     *
     * <p>Source: RFC 5952.
     */
    public static String ipv6(Bytes address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = address.at(2 * i) << 8 | address.at(2 * i + 1);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        boolean mapped = start == 0 && (length == 6 || length == 5 && groups[5] == 0xffff);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (start >= 0 && i >= start && i < start + length) {
                text.append(i == start ? ":" : "");
                continue;
            }
            text.append(i == 0 ? "" : ":");
            if (i == 6 && mapped) {
                return text + ipv4(address.slice(12, 16));
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return start >= 0 && start + length == GROUPS ? text + ":" : text.toString();
    }

    private static int zerosFrom(int[] groups, int from) {
        int count = 0;
        while (from + count < GROUPS && groups[from + count] == 0) {
            count++;
        }
        return count;
    }
}
