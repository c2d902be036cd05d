package socklab.packet.tcpdump;

/**
 * An ICMPv6 message.
 *
 * <p>Source: RFC 4443, RFC 4861, RFC 2710, RFC 3810.
 */
final class Icmpv6Line {
    private static final int QUOTED = 8;
    private static final int QUOTED_SOURCE = QUOTED + 8;
    private static final int QUOTED_DESTINATION = QUOTED + 24;
    private static final int MLD_LENGTH = 24;
    private static final int MLDV2_LENGTH = 28;

    private final FrameReader reader;

    Icmpv6Line(FrameReader reader) {
        this.reader = reader;
    }

    void print(int at, int length) {
        reader.enter("icmp6");
        if (length == 0) {
            reader.print("ICMP6, length 0").printInvalid();
            return;
        }
        int type = reader.u8(at);
        reader.print("ICMP6, ").print(name(type));
        int code = reader.u8(at + 1);
        switch (type) {
            case 1 -> {
                if (!unreachable(at, code, length)) {
                    return;
                }
            }
            case 2 -> reader.print(", mtu " + reader.u32(at + 4));
            case 3 -> timeExceeded(at, code);
            case 4 -> parameterProblem(at, code);
            case 128, 129 -> reader.print(", id " + reader.u16(at + 4) + ", seq " + reader.u16(at + 6));
            case 130 -> listenerQuery(at, length);
            case 131, 132 -> listener(at);
            case 133, 134, 141, 142, 145, 147 -> reader.print("");
            case 135 -> reader.print(", who has " + reader.ipv6(at + 8));
            case 136 -> reader.print(", tgt is " + reader.ipv6(at + 8));
            case 137 -> reader.print(", " + reader.ipv6(at + 24)).print(" to " + reader.ipv6(at + 8));
            case 143 -> listenerReport(at, length);
            case 144, 146 -> reader.print(String.format(", id 0x%04x", reader.u16(at + 4)));
            case 138, 139, 140, 155 -> reader.notDecoded();
            default -> {
                reader.print(", length ").printUnsigned(length);
                new HexDump(reader).print("\n\t", at, Math.min(length, reader.available(at)));
                return;
            }
        }
        reader.print(", length ").printUnsigned(length);
    }

    private static String name(int type) {
        return switch (type) {
            case 1 -> "destination unreachable";
            case 2 -> "packet too big";
            case 3 -> "time exceeded in-transit";
            case 4 -> "parameter problem";
            case 128 -> "echo request";
            case 129 -> "echo reply";
            case 130 -> "multicast listener query";
            case 131 -> "multicast listener report";
            case 132 -> "multicast listener done";
            case 133 -> "router solicitation";
            case 134 -> "router advertisement";
            case 135 -> "neighbor solicitation";
            case 136 -> "neighbor advertisement";
            case 137 -> "redirect";
            case 138 -> "router renumbering";
            case 139 -> "who-are-you request";
            case 140 -> "who-are-you reply";
            case 141 -> "inverse neighbor solicitation";
            case 142 -> "inverse neighbor advertisement";
            case 143 -> "multicast listener report v2";
            case 144 -> "ha discovery request";
            case 145 -> "ha discovery reply";
            case 146 -> "mobile router solicitation";
            case 147 -> "mobile router advertisement";
            case 155 -> "RPL";
            case 200 -> "mtrace response";
            case 201 -> "mtrace message";
            default -> "unknown icmp6 type (" + type + ")";
        };
    }

    /** Prints the reason; false if that ends the line. */
    private boolean unreachable(int at, int code, int length) {
        switch (code) {
            case 0 -> reader.print(", unreachable route").print(" " + reader.ipv6(at + QUOTED_DESTINATION));
            case 1 -> reader.print(",  unreachable prohibited").print(" " + reader.ipv6(at + QUOTED_DESTINATION));
            case 2 -> {
                reader.print(", beyond scope");
                String destination = reader.ipv6(at + QUOTED_DESTINATION);
                reader.print(" " + destination + ", source address " + reader.ipv6(at + QUOTED_SOURCE));
            }
            case 3 -> reader.print(", unreachable address").print(" " + reader.ipv6(at + QUOTED_DESTINATION));
            case 4 -> portUnreachable(at);
            default -> {
                reader.print(", unknown unreach code (" + code + ")");
                new HexDump(reader).print("\n\t", at, Math.min(length, reader.available(at)));
                return false;
            }
        }
        return true;
    }

    private void portUnreachable(int at) {
        reader.print(", unreachable port");
        int protocol = reader.u8(at + QUOTED + 6);
        int next = at + QUOTED + 40;
        while (protocol != IpPayload.TCP && protocol != IpPayload.UDP) {
            int length = extensionLength(next, protocol);
            protocol = reader.u8(next);
            next += length;
        }
        int port = reader.u16(next + 2);
        reader.print(", " + reader.ipv6(at + QUOTED_DESTINATION));
        reader.print(protocol == IpPayload.TCP ? " tcp port " : " udp port ").print(port);
    }

    /** The length of an extension header of the quoted datagram. */
    private int extensionLength(int at, int protocol) {
        switch (protocol) {
            case 0, 43, 60 -> {
                return (reader.u8(at + 1) + 1) * 8;
            }
            case 44 -> {
                if ((reader.u16(at + 2) & 0xfff8) != 0) {
                    throw new TruncatedFrame();
                }
                return 8;
            }
            case 51 -> {
                return (reader.u8(at + 1) + 2) * 4;
            }
            default -> throw new TruncatedFrame();
        }
    }

    private void timeExceeded(int at, int code) {
        switch (code) {
            case 0 -> reader.print(" for " + reader.ipv6(at + QUOTED_DESTINATION));
            case 1 -> reader.print(" (reassembly)");
            default -> reader.print(", unknown code (" + code + ")");
        }
    }

    private void parameterProblem(int at, int code) {
        reader.require(at + QUOTED_DESTINATION, 16);
        String what = switch (code) {
            case 0 -> "erroneous";
            case 1 -> "next header";
            case 2 -> "option";
            case 3 -> "incomplete header chain";
            default -> "";
        };
        reader.print(what.isEmpty() ? ", code-#" + code : ", " + what + " - octet " + reader.u32(at + 4));
    }

    private void listenerQuery(int at, int length) {
        if (length == MLD_LENGTH) {
            listener(at);
        } else if (length < MLDV2_LENGTH) {
            reader.print(" unknown-version (len " + length + ") ");
        } else {
            reader.print(" v2");
            reader.u16(at + 4);
            reader.print(" [gaddr " + reader.ipv6(at + 8));
            int sources = reader.u16(at + 26);
            if (sources > 0) {
                boolean whole = length >= MLDV2_LENGTH + sources * 16;
                reader.print(whole ? ", " + sources + " source(s)" : " [invalid number of sources]");
            }
            reader.print("]");
        }
    }

    private void listener(int at) {
        if (at + MLD_LENGTH <= reader.end()) {
            reader.print("max resp delay: " + reader.u16(at + 4) + " addr: " + reader.ipv6(at + 8));
        }
    }

    private void listenerReport(int at, int length) {
        if (length < 8) {
            reader.print(" [invalid len " + length + "]");
        } else {
            reader.print(", " + reader.u16(at + 6) + " group record(s)");
        }
    }
}
