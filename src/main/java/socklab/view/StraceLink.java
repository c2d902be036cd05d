package socklab.view;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.SocketAddress;

/**
 * Packet and netlink sockets as strace prints them. Source: packet(7), netlink(7); linux/if_packet.h, linux/if_arp.h.
 */
final class StraceLink {
    private static final int LINK_SIZE = 18; // struct sockaddr_ll without its family
    private static final int NETLINK_SIZE = 10;
    private static final int HALEN = 9;
    private static final int LINK_ADDRESS = 10;
    private static final List<String> PACKET_TYPES = List.of("HOST", "BROADCAST", "MULTICAST", "OTHERHOST", "OUTGOING");
    private static final Map<Integer, String> HARDWARE = Map.of(
            0,
            "NETROM",
            1,
            "ETHER",
            768,
            "TUNNEL",
            769,
            "TUNNEL6",
            772,
            "LOOPBACK",
            776,
            "SIT",
            778,
            "IPGRE",
            65534,
            "NONE",
            65535,
            "VOID");

    private StraceLink() {}

    /** {@code htons(ETH_P_ALL)}: a protocol of packet sockets, as the program passed it. */
    static String protocol(int passed) {
        int type = (passed & 0xff) << 8 | passed >>> 8 & 0xff;
        return "htons("
                + Const.of(Const.Group.ETHERTYPE, type)
                        .map(Const::name)
                        .orElse((type == 0 ? "0" : "0x" + Integer.toHexString(type)) + " /* ETH_P_??? */")
                + ")";
    }

    static String show(SocketAddress.Other address) {
        Bytes data = address.data();
        ByteBuffer b = ByteBuffer.wrap(data.toArray()).order(ByteOrder.nativeOrder());
        if (address.number() == Const.AF_PACKET.value() && data.length() >= LINK_SIZE) {
            return "{sa_family=AF_PACKET, sll_protocol=" + protocol(b.getShort(0) & 0xffff) + ", sll_ifindex="
                    + StraceAddress.byName(b.getInt(2)) + ", sll_hatype=" + hardware(b.getShort(6) & 0xffff)
                    + ", sll_pkttype=" + packetType(data.at(8) & 0xff) + ", sll_halen=" + (data.at(HALEN) & 0xff)
                    + linkAddress(data) + "}";
        } else if (address.number() == Const.AF_NETLINK.value() && data.length() >= NETLINK_SIZE) {
            int groups = b.getInt(6);
            return "{sa_family=AF_NETLINK, nl_pid=" + b.getInt(2) + ", nl_groups="
                    + (groups == 0 ? "00000000" : String.format("%#08x", groups)) + "}";
        }
        return "{sa_family=" + address.family().name() + ", sa_data=" + StraceString.quoted(data) + "}";
    }

    private static String hardware(int type) {
        String name = HARDWARE.get(type);
        return name == null ? "0x" + Integer.toHexString(type) + " /* ARPHRD_??? */" : "ARPHRD_" + name;
    }

    private static String packetType(int type) {
        return type < PACKET_TYPES.size()
                ? "PACKET_" + PACKET_TYPES.get(type)
                : "0x" + Integer.toHexString(type) + " /* PACKET_??? */";
    }

    private static String linkAddress(Bytes data) {
        int length = Math.min(data.at(HALEN) & 0xff, Math.min(8, data.length() - LINK_ADDRESS));
        return length == 0
                ? ""
                : ", sll_addr="
                        + IntStream.range(0, length)
                                .mapToObj(i -> String.format("%02x", data.at(LINK_ADDRESS + i) & 0xff))
                                .collect(Collectors.joining(", ", "[", "]"));
    }
}
