package socklab.packet.tcpdump;

/**
 * An ICMP message.
 *
 * <p>Source: RFC 792, RFC 1191, RFC 1256, RFC 1812.
 */
final class IcmpLine {
    /** Where the datagram begins that an error message quotes, and fields of its header. */
    private static final int QUOTED = 8;

    private static final int QUOTED_PROTOCOL = QUOTED + 9;
    private static final int QUOTED_DESTINATION = QUOTED + 16;
    private static final int LONGEST = 163;

    private final FrameReader reader;

    IcmpLine(FrameReader reader) {
        this.reader = reader;
    }

    void print(int at, int length) {
        reader.enter("icmp");
        int type = reader.u8(at);
        int code = reader.u8(at + 1);
        String text = switch (type) {
            case 0 -> echo("reply", at);
            case 3 -> unreachable(at, code);
            case 4 -> "source quench";
            case 5 -> redirect(at, code);
            case 8 -> echo("request", at);
            case 9 -> routerAdvertisement(at);
            case 10 -> "router solicitation";
            case 11 -> timeExceeded(at, code);
            case 12 -> "parameter problem - " + (code != 0 ? "code " + code : "octet " + reader.u8(at + 4));
            case 13 -> "time stamp query id " + reader.u16(at + 4) + " seq " + reader.u16(at + 6);
            case 14 -> timestampReply(at);
            case 15 -> "information request";
            case 16 -> "information reply";
            case 17 -> "address mask request";
            case 18 -> String.format("address mask is 0x%08x", reader.i32(at + 8));
            default -> "type-#" + type;
        };
        reader.print("ICMP ").print(text).print(", length ").printUnsigned(length);
    }

    private String echo(String kind, int at) {
        return "echo " + kind + ", id " + reader.u16(at + 4) + ", seq " + reader.u16(at + 6);
    }

    private String unreachable(int at, int code) {
        if (code == 3) {
            return portUnreachable(at);
        }
        int mtu = code == 4 ? reader.u16(at + 6) : 0;
        String destination = reader.ipv4(at + QUOTED_DESTINATION);
        return switch (code) {
            case 0 -> "net " + destination + " unreachable";
            case 1 -> "host " + destination + " unreachable";
            case 2 -> destination + " protocol " + reader.u8(at + QUOTED_PROTOCOL) + " unreachable";
            case 4 -> destination + " unreachable - need to frag" + (mtu != 0 ? " (mtu " + mtu + ")" : "");
            case 5 -> destination + " unreachable - source route failed";
            case 6 -> "net " + destination + " unreachable - unknown";
            case 7 -> "host " + destination + " unreachable - unknown";
            case 8 -> destination + " unreachable - source host isolated";
            case 9 -> "net " + destination + " unreachable - admin prohibited";
            case 10 -> "host " + destination + " unreachable - admin prohibited";
            case 11 -> "net " + destination + " unreachable - tos prohibited";
            case 12 -> "host " + destination + " unreachable - tos prohibited";
            case 13 -> "host " + destination + " unreachable - admin prohibited filter";
            case 14 -> "host " + destination + " unreachable - host precedence violation";
            case 15 -> "host " + destination + " unreachable - precedence cutoff";
            default -> destination + " unreachable - #" + code;
        };
    }

    private String portUnreachable(int at) {
        int protocol = reader.u8(at + QUOTED_PROTOCOL);
        int transport = at + QUOTED + (reader.u8(at + QUOTED) & 0xf) * 4;
        int port = reader.u16(transport + 2);
        String destination = reader.ipv4(at + QUOTED_DESTINATION);
        return switch (protocol) {
            case IpPayload.TCP -> destination + " tcp port " + port + " unreachable";
            case IpPayload.UDP -> destination + " udp port " + port + " unreachable";
            default -> destination + " protocol " + protocol + " port " + port + " unreachable";
        };
    }

    private String redirect(int at, int code) {
        String destination = reader.ipv4(at + QUOTED_DESTINATION);
        String gateway = reader.ipv4(at + 4);
        return switch (code) {
            case 0 -> "redirect " + destination + " to net " + gateway;
            case 1 -> "redirect " + destination + " to host " + gateway;
            case 2 -> "redirect-tos " + destination + " to net " + gateway;
            case 3 -> "redirect-tos " + destination + " to host " + gateway;
            default -> "redirect-#" + code + " " + destination + " to " + gateway;
        };
    }

    private String routerAdvertisement(int at) {
        reader.require(at + 4, 4);
        int lifetime = reader.u16(at + 6);
        int hours = lifetime / 3600;
        String time = lifetime < 60
                ? Integer.toString(lifetime)
                : lifetime < 3600
                        ? String.format("%d:%02d", lifetime / 60, lifetime % 60)
                        : String.format("%d:%02d:%02d", hours, lifetime % 3600 / 60, lifetime % 60);
        int count = reader.u8(at + 4);
        int size = reader.u8(at + 5);
        StringBuilder text = new StringBuilder("router advertisement lifetime " + time + " " + count + ":");
        if (size != 2) {
            return text + " [size " + size + "]";
        }
        for (int i = 0, entry = at + 8; i < count; i++, entry += 8) {
            reader.require(entry, 8);
            text.append(" {" + reader.ipv4(entry) + " " + reader.u32(entry + 4) + "}");
        }
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    private String timeExceeded(int at, int code) {
        reader.require(at + QUOTED_DESTINATION, 4);
        return switch (code) {
            case 0 -> "time exceeded in-transit";
            case 1 -> "ip reassembly time exceeded";
            default -> "time exceeded-#" + code;
        };
    }

    private String timestampReply(int at) {
        reader.require(at + 16, 4);
        return "time stamp reply id " + reader.u16(at + 4) + " seq " + reader.u16(at + 6)
                + ": org " + clock(reader.u32(at + 8))
                + ", recv " + clock(reader.u32(at + 12))
                + ", xmit " + clock(reader.u32(at + 16));
    }

    /** Milliseconds since midnight as a time of day. */
    private static String clock(long milliseconds) {
        long seconds = milliseconds / 1000;
        return String.format(
                "%02d:%02d:%02d.%03d", seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000);
    }
}
