package socklab.packet.tcpdump;

/**
 * An IPv4 datagram.
 *
 * <p>Source: RFC 791.
 */
final class Ipv4Line {
    private static final int HEADER = 20;
    private static final int OFFSET_MASK = 0x1fff;
    private static final int MORE_FRAGMENTS = 0x2000;

    private final FrameReader reader;

    Ipv4Line(FrameReader reader) {
        this.reader = reader;
    }

    void print(int at, int length) {
        reader.enter("ip");
        int version = reader.u8(at) >> 4;
        if (version != 4) {
            reader.print(version == 6 ? "IP6, wrong link-layer encapsulation" : "IP" + version)
                    .printInvalid();
            return;
        }
        reader.print("IP ");
        reader.require(at, HEADER);
        if (length < HEADER) {
            reader.print("truncated-ip ").print(length);
            return;
        }
        int headerLength = (reader.u8(at) & 0xf) * 4;
        if (headerLength < HEADER) {
            reader.print("bad-hlen ").print(headerLength);
            return;
        }
        int total = reader.u16(at + 2);
        if (length < total) {
            reader.print("truncated-ip - " + (total - length) + " bytes missing! ");
        }
        if (total < headerLength) {
            reader.print("bad-len ").print(total);
            return;
        }
        int outer = reader.end();
        reader.endAtMost(at, total, outer);
        datagram(at, headerLength, total - headerLength);
        reader.restoreEnd(outer);
    }

    private void datagram(int at, int headerLength, int payload) {
        IpHeader ip = new IpHeader(reader, at, 4);
        int fragment = reader.u16(at + 6);
        int protocol = reader.u8(at + 9);
        if ((fragment & OFFSET_MASK) != 0) {
            reader.print(ip.source()).print(" > ").print(ip.destination());
            reader.print(": ip-proto-").print(protocol);
            return;
        }
        if (!IpPayload.printsAddresses(protocol)) {
            reader.print(ip.source()).print(" > ").print(ip.destination()).print(": ");
        }
        if (!reader.has(at, headerLength)) {
            reader.print(" [remaining caplen(" + reader.available(at) + ") < header length(" + headerLength + ")]");
            throw new TruncatedFrame();
        }
        new IpPayload(reader).print(at + headerLength, payload, ip, protocol, (fragment & MORE_FRAGMENTS) != 0);
    }
}
