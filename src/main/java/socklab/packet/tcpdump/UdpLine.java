package socklab.packet.tcpdump;

import java.util.Set;

/**
 * A UDP datagram.
 *
 * <p>Source: RFC 768.
 */
final class UdpLine {
    private static final int HEADER = 8;
    private static final int SIP = 5060;

    /** Ports for which tcpdump has a decoder that socklab has not, on either side. */
    private static final Set<Integer> NOT_DECODED = Set.of(
            53, 67, 68, 69, 88, 123, 137, 138, 161, 162, 319, 320, 496, 500, 514, 520, 521, 525, 546, 547, 646, 654,
            698, 701, 750, 921, 1589, 1645, 1646, 1700, 1701, 1812, 1813, 1985, 2049, 2103, 2104, 3456, 3503, 3784,
            3785, 3799, 4342, 4500, 4567, 4784, 4789, 4790, 5353, 5359, 6081, 6343, 6635, 6696, 6697, 6784, 7000, 7001,
            7002, 7003, 7004, 7005, 7006, 7007, 7008, 7009, 7500, 8231, 8472, 8500, 12222, 12223, 17754, 30490, 49152);

    private final FrameReader reader;

    UdpLine(FrameReader reader) {
        this.reader = reader;
    }

    void print(int at, int length, IpHeader ip, boolean fragmented) {
        reader.enter("udp");
        if (!reader.has(at + 2, 2)) {
            if (ip.protocol() == IpPayload.UDP) {
                reader.print(ip.source()).print(" > ").print(ip.destination()).print(": ");
            }
            throw new TruncatedFrame();
        }
        int source = reader.u16(at);
        int destination = reader.u16(at + 2);
        ip.printEndpoints(IpPayload.UDP, source, destination);
        if (length < HEADER) {
            reader.print("truncated-udp ").print(length);
            return;
        }
        int stated = reader.u16(at + 4);
        if (stated == 0 && length > 0xffff) {
            stated = length;
        }
        if (stated < HEADER) {
            reader.print("truncated-udplength ").print(stated);
            return;
        }
        if (at + HEADER > reader.end()) {
            throw new TruncatedFrame();
        }
        stated -= HEADER;
        int payload = Math.min(stated, length - HEADER);
        if (source == SIP || destination == SIP) {
            TextProtocol.SIP.print(reader, at + HEADER, payload);
            return;
        }
        if (NOT_DECODED.contains(source) || NOT_DECODED.contains(destination) || appleTalk(at, source, destination)) {
            reader.notDecoded();
        }
        reader.print(
                stated > payload && !fragmented
                        ? "UDP, bad length " + stated + " > " + payload
                        : "UDP, length " + stated);
    }

    /** Whether tcpdump takes it for AppleTalk in UDP. */
    private boolean appleTalk(int at, int source, int destination) {
        return reader.has(at + HEADER + 2, 1)
                && reader.u8(at + HEADER + 2) == 2
                && (appleTalkPort(source) || appleTalkPort(destination));
    }

    private static boolean appleTalkPort(int port) {
        return port >= 200 && port < 328 || port >= 768 && port < 896 || port >= 16512 && port < 16640;
    }
}
