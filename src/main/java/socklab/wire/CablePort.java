package socklab.wire;

import socklab.call.Bytes;
import socklab.wire.link.PacketSocket;

/** The end of the cable at one host. */
record CablePort(String host, Bytes hardwareAddress, PacketSocket socket) {
    private static final int ETHERNET_HEADER = 14;
    private static final int ARP = 0x0806;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int IGMP = 2;
    private static final int ICMPV6 = 58;
    private static final int HOP_BY_HOP = 0;
    private static final int FIRST_DISCOVERY = 130;
    private static final int REDIRECT = 137;

    /** Whether the frame that the socket has read is for that host alone. */
    boolean addressedTo(CablePort other) {
        for (int i = 0; i < other.hardwareAddress.length(); i++) {
            if (socket.byteAt(i) != other.hardwareAddress.at(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the frame that the socket has read only finds neighbours, routers or groups. */
    boolean housekeeping(int length) {
        int type = socket.byteAt(12) << 8 | socket.byteAt(13);
        if (type == ARP) {
            return true;
        } else if (type == IPV4) {
            return socket.byteAt(ETHERNET_HEADER + 9) == IGMP;
        } else if (type != IPV6 || length <= ETHERNET_HEADER + 48) {
            return false;
        }
        int next = socket.byteAt(ETHERNET_HEADER + 6);
        int at = ETHERNET_HEADER + 40;
        if (next == HOP_BY_HOP && socket.byteAt(at) == ICMPV6) {
            return true; // a router alert, as multicast listener discovery sends it
        }
        int message = socket.byteAt(at);
        return next == ICMPV6 && message >= FIRST_DISCOVERY && message != REDIRECT;
    }
}
