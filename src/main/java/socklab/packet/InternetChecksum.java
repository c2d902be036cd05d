package socklab.packet;

import socklab.call.Bytes;

/**
 * The checksum of IP, ICMP, TCP and UDP.
 *
 * <p>Source: RFC 1071.
 */
public final class InternetChecksum {
    private InternetChecksum() {}

    /** The checksum of bytes in which its own place is zero; 0 of bytes in which it stands and is right. */
    public static int of(Bytes bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length(); i += 2) {
            sum += bytes.at(i) << 8 | (i + 1 < bytes.length() ? bytes.at(i + 1) : 0);
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) (~sum & 0xffff);
    }
}
