package socklab.packet;

/** The names of ICMP's types and codes, as in its RFCs. Source: RFC 792, RFC 4443, RFC 4861. */
final class IcmpNames {
    private IcmpNames() {}

    /** What stands in the four bytes after the checksum, and after them. */
    enum Rest {
        ECHO,
        MTU,
        NEIGHBOUR,
        UNUSED
    }

    static Rest rest(HeaderKind kind, int type) {
        if (kind == HeaderKind.ICMP) {
            return switch (type) {
                case 0, 8 -> Rest.ECHO;
                case 3 -> Rest.MTU;
                default -> Rest.UNUSED;
            };
        }
        return switch (type) {
            case 2 -> Rest.MTU;
            case 128, 129 -> Rest.ECHO;
            case 135, 136 -> Rest.NEIGHBOUR;
            default -> Rest.UNUSED;
        };
    }

    static String type(HeaderKind kind, int type) {
        if (kind == HeaderKind.ICMP) {
            return switch (type) {
                case 0 -> "Echo Reply";
                case 3 -> "Destination Unreachable";
                case 5 -> "Redirect";
                case 8 -> "Echo";
                case 11 -> "Time Exceeded";
                case 12 -> "Parameter Problem";
                default -> "?";
            };
        }
        return switch (type) {
            case 1 -> "Destination Unreachable";
            case 2 -> "Packet Too Big";
            case 3 -> "Time Exceeded";
            case 4 -> "Parameter Problem";
            case 128 -> "Echo Request";
            case 129 -> "Echo Reply";
            case 133 -> "Router Solicitation";
            case 134 -> "Router Advertisement";
            case 135 -> "Neighbor Solicitation";
            case 136 -> "Neighbor Advertisement";
            case 137 -> "Redirect";
            case 143 -> "Multicast Listener Report v2";
            default -> "?";
        };
    }

    /** The name of a code; empty for a type whose codes have no names here. */
    static String code(HeaderKind kind, int type, int code) {
        if (kind == HeaderKind.ICMP && type == 3) {
            return switch (code) {
                case 0 -> "net unreachable";
                case 1 -> "host unreachable";
                case 2 -> "protocol unreachable";
                case 3 -> "port unreachable";
                case 4 -> "fragmentation needed and DF set";
                case 5 -> "source route failed";
                default -> "?";
            };
        }
        if (kind == HeaderKind.ICMPV6 && type == 1) {
            return switch (code) {
                case 0 -> "no route to destination";
                case 1 -> "administratively prohibited";
                case 2 -> "beyond scope of source address";
                case 3 -> "address unreachable";
                case 4 -> "port unreachable";
                default -> "?";
            };
        }
        return "";
    }
}
