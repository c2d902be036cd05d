package socklab.packet;

/** Protocol numbers of IP. Source: IANA, Protocol Numbers. */
final class IpProtocol {
    static final int HOP_BY_HOP = 0;
    static final int ICMP = 1;
    static final int IGMP = 2;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ROUTING = 43;
    static final int FRAGMENT = 44;
    static final int ICMPV6 = 58;
    static final int DESTINATION_OPTIONS = 60;

    private IpProtocol() {}

    /** Whether it is an extension header of IPv6. */
    static boolean extension(int protocol) {
        return protocol == HOP_BY_HOP || protocol == ROUTING || protocol == FRAGMENT || protocol == DESTINATION_OPTIONS;
    }

    /** The length of its shortest header, in bytes. */
    static int shortest(int protocol) {
        return switch (protocol) {
            case TCP -> 20;
            case UDP -> 8;
            default -> 4;
        };
    }

    /** Its name, or its number where it has none here. */
    static String name(int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP -> "Hop-by-Hop Options";
            case ICMP -> "ICMP";
            case IGMP -> "IGMP";
            case TCP -> "TCP";
            case UDP -> "UDP";
            case ROUTING -> "Routing";
            case FRAGMENT -> "Fragment";
            case ICMPV6 -> "ICMPv6";
            case DESTINATION_OPTIONS -> "Destination Options";
            default -> Integer.toString(protocol);
        };
    }
}
