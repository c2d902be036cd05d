package socklab.packet.tcpdump;

/**
 * An IPv6 datagram with its extension headers.
 *
 * <p>Source: RFC 8200.
 */
final class Ipv6Line {
    private static final int HEADER = 40;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY_OLD = 62;
    private static final int MOBILITY = 135;
    private static final int FRAGMENT_HEADER = 8;

    private final FrameReader reader;
    private final Ipv6OptionsLine options;
    private int at;
    private int length;
    private int outerEnd;

    /** The payload length: the header's, or a jumbo payload option's. */
    private long payload;

    /** How many bytes of the datagram follow the headers read so far. */
    private long left;

    Ipv6Line(FrameReader reader) {
        this.reader = reader;
        this.options = new Ipv6OptionsLine(reader);
    }

    void print(int from, int size) {
        reader.enter("ip6");
        at = from;
        length = size;
        reader.require(at, HEADER);
        if (length < HEADER) {
            reader.print("truncated-ip6 ").print(length);
            return;
        }
        reader.print("IP6 ");
        int version = reader.u8(at) >> 4;
        if (version != 6) {
            reader.print("version error: " + version + " != 6");
            return;
        }
        payload = reader.u16(at + 4);
        long total = payload == 0 ? length + HEADER : payload + HEADER;
        if (payload != 0 && length < total) {
            reader.print("truncated-ip6 - " + (total - length) + " bytes missing!");
        }
        left = total;
        outerEnd = reader.end();
        reader.endAtMost(at, total, outerEnd);
        headers();
        reader.restoreEnd(outerEnd);
    }

    private void headers() {
        IpHeader ip = new IpHeader(reader, at, 6);
        int next = reader.u8(at + 6);
        int current = at;
        int advance = HEADER;
        boolean extended = false;
        boolean fragmented = false;
        while (current < reader.end()) {
            if (left < advance) {
                throw new TruncatedFrame();
            }
            current += advance;
            left -= advance;
            if (current == at + HEADER && !IpPayload.printsAddresses(next)) {
                reader.print(ip.source()).print(" > ").print(ip.destination()).print(": ");
            }
            advance = extension(current, next, extended);
            if (advance == END) {
                return;
            }
            if (advance == NO_EXTENSION) {
                upperLayer(current, next, ip, extended, fragmented);
                return;
            }
            extended = true;
            fragmented |= next == FRAGMENT;
            next = reader.u8(current);
            reader.enter("ip6");
        }
    }

    private static final int NO_EXTENSION = 0;
    private static final int END = -1;

    /** Prints an extension header: its length, or {@link #END} or {@link #NO_EXTENSION}. */
    private int extension(int current, int next, boolean extended) {
        return switch (next) {
            case HOP_BY_HOP -> hopByHop(current, extended);
            case DESTINATION_OPTIONS -> options.destination(current);
            case FRAGMENT -> fragment(current);
            case ROUTING -> new Ipv6RoutingLine(reader).print(current);
            case MOBILITY, MOBILITY_OLD -> {
                reader.notDecoded();
                yield END;
            }
            default -> NO_EXTENSION;
        };
    }

    private int hopByHop(int current, boolean extended) {
        if (extended) {
            reader.print(
                            options.foundHopByHop()
                                    ? "[The Hop-by-Hop Options header was already found]"
                                    : "[The Hop-by-Hop Options header don't follow the IPv6 header]")
                    .printInvalid();
            return END;
        }
        int advance = options.hopByHop(current, payload);
        if (payload == 0 && options.jumbo().isEmpty()) {
            reader.print("[No valid Jumbo Payload Hop-by-Hop option found]").printInvalid();
            return END;
        }
        payload = options.jumbo().orElse(payload);
        return advance;
    }

    private int fragment(int current) {
        reader.enter("frag6");
        int offset = reader.u16(current + 2) & 0xfff8;
        long rest = HEADER + reader.u16(at + 4) - (current - at) - FRAGMENT_HEADER;
        reader.print("frag (" + offset + "|" + Long.toUnsignedString(rest) + ")");
        if (offset != 0) {
            return END;
        }
        reader.print(" ");
        return reader.end() <= current + FRAGMENT_HEADER ? END : FRAGMENT_HEADER;
    }

    private void upperLayer(int current, int next, IpHeader ip, boolean extended, boolean fragmented) {
        int headers = current - at;
        if (options.jumbo().isPresent()) {
            left = payload + HEADER;
            if (left < headers) {
                throw new TruncatedFrame();
            }
            if (length < left) {
                reader.print("truncated-ip6 - " + (left - length) + " bytes missing!");
            }
            reader.endAtMost(at, left, outerEnd);
            left -= headers;
        } else if (payload == 0) {
            if (extended) {
                throw new TruncatedFrame();
            }
            left = 0;
            reader.endAtMost(at, HEADER, outerEnd);
        }
        new IpPayload(reader).print(current, (int) left, ip, next, fragmented);
    }
}
