package socklab.packet.tcpdump;

import java.util.Set;

/** What an IP datagram carries, by its protocol number. */
final class IpPayload {
    static final int ICMP = 1;
    static final int IGMP = 2;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int DCCP = 33;
    static final int ICMPV6 = 58;
    static final int SCTP = 132;
    private static final int IPV4 = 4;
    private static final int IPV6 = 41;
    private static final int NO_NEXT_HEADER = 59;
    private static final int ETHERNET = 143;
    private static final int SUN_ND = 77;

    /** Protocols that tcpdump decodes and socklab does not. */
    private static final Set<Integer> NOT_DECODED =
            Set.of(8, 9, DCCP, 46, 47, 50, 51, 55, 88, 89, 103, 108, 112, 113, SCTP);

    private final FrameReader reader;

    IpPayload(FrameReader reader) {
        this.reader = reader;
    }

    /** Whether tcpdump leaves it to the protocol to print the addresses. */
    static boolean printsAddresses(int protocol) {
        return protocol == TCP || protocol == UDP || protocol == SCTP || protocol == DCCP;
    }

    void print(int at, int length, IpHeader ip, int protocol, boolean fragmented) {
        boolean v6 = ip.version() == 6;
        switch (protocol) {
            case TCP -> new TcpLine(reader).print(at, length, ip);
            case UDP -> new UdpLine(reader).print(at, length, ip, fragmented);
            case ICMP -> onlyIn(!v6, "ICMP", "IPv4", () -> new IcmpLine(reader).print(at, length));
            case ICMPV6 -> onlyIn(v6, "ICMPv6", "IPv6", () -> new Icmpv6Line(reader).print(at, length));
            case IGMP -> onlyIn(!v6, "IGMP", "IPv4", () -> new IgmpLine(reader).print(at, length));
            case IPV4 -> new Ipv4Line(reader).print(at, length);
            case IPV6 -> new Ipv6Line(reader).print(at, length);
            case ETHERNET -> onlyIn(v6, "Ethernet", "IPv6", () -> new EthernetLine(reader).print(at, length));
            case NO_NEXT_HEADER -> reader.print("no next header");
            case SUN_ND -> reader.print(" nd ").print(length);
            default -> {
                if (NOT_DECODED.contains(protocol)) {
                    reader.notDecoded();
                }
                reader.print(" ip-proto-").print(protocol).print(" ").printUnsigned(length);
            }
        }
    }

    private void onlyIn(boolean right, String name, String version, Runnable printer) {
        if (right) {
            printer.run();
        } else {
            reader.print("[" + name + " requires " + version + "]").printInvalid();
        }
    }
}
