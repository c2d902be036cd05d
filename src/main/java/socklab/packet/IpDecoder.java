package socklab.packet;

import java.util.Optional;
import socklab.call.Bytes;
import socklab.packet.Packet.Ip;

/** The base headers of IP, and the way through IPv6's extension headers. */
final class IpDecoder {
    private IpDecoder() {}

    static Optional<Ip> ipv4(Bytes frame, int at) {
        if (frame.length() < at + 20 || frame.at(at) >> 4 != 4) {
            return Optional.empty();
        }
        int header = (frame.at(at) & 0xf) * 4;
        int total = Packet.u16(frame, at + 2);
        if (header < 20 || total < header || frame.length() < at + header) {
            return Optional.empty();
        }
        int fragment = Packet.u16(frame, at + 6);
        return Optional.of(new Ip(
                4,
                frame.slice(at + 12, at + 16),
                frame.slice(at + 16, at + 20),
                frame.at(at + 9),
                at + header,
                Math.min(frame.length(), at + total),
                (fragment & 0x1fff) * 8,
                (fragment & 0x2000) != 0));
    }

    static Optional<Ip> ipv6(Bytes frame, int at) {
        if (frame.length() < at + 40 || frame.at(at) >> 4 != 6) {
            return Optional.empty();
        }
        int end = Math.min(frame.length(), at + 40 + Packet.u16(frame, at + 4));
        int next = frame.at(at + 6);
        int current = at + 40;
        int fragment = 0;
        while (IpProtocol.extension(next) && (fragment & 0xfff8) == 0 && current + 8 <= end) {
            boolean here = next == IpProtocol.FRAGMENT;
            fragment = here ? Packet.u16(frame, current + 2) : fragment;
            int length = here ? 8 : (frame.at(current + 1) + 1) * 8;
            next = frame.at(current);
            current = Math.min(end, current + length);
        }
        return Optional.of(new Ip(
                6,
                frame.slice(at + 8, at + 24),
                frame.slice(at + 24, at + 40),
                next,
                current,
                end,
                fragment & 0xfff8,
                (fragment & 1) != 0));
    }
}
