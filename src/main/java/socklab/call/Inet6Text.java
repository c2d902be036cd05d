package socklab.call;

/** The text form of an IPv6 address as inet_ntop(3) writes it. Source: RFC 5952. */
final class Inet6Text {
    private Inet6Text() {}

    static String format(long high, long low) {
        if (high == 0 && (low >>> 32 == 0xffff || low >>> 32 == 0 && low >>> 16 != 0)) {
            String prefix = low >>> 32 == 0xffff ? "::ffff:" : "::";
            return prefix + new SocketAddress.Inet4((int) low, 0).host();
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high >>> 48 - 16 * i : low >>> 48 - 16 * (i - 4)) & 0xffff);
        }
        return join(groups);
    }

    private static String join(int[] groups) {
        int start = -1;
        int length = 1; // a single zero group is not shortened
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
