package socklab.packet;

/** A header that is drawn, and where its drawing stands. */
public enum HeaderKind {
    ETHERNET("Ethernet", "IEEE 802.3"),
    ARP("ARP", "RFC 826"),
    IPV4("IPv4", "RFC 791 §3.1"),
    IPV6("IPv6", "RFC 8200 §3"),
    HOP_BY_HOP("IPv6 Hop-by-Hop Options", "RFC 8200 §4.3"),
    ROUTING("IPv6 Routing", "RFC 8200 §4.4"),
    FRAGMENT("IPv6 Fragment", "RFC 8200 §4.5"),
    DESTINATION_OPTIONS("IPv6 Destination Options", "RFC 8200 §4.6"),
    ICMP("ICMP", "RFC 792"),
    ICMPV6("ICMPv6", "RFC 4443 §2.1"),
    UDP("UDP", "RFC 768"),
    TCP("TCP", "RFC 9293 §3.1");

    private final String title;
    private final String source;

    HeaderKind(String title, String source) {
        this.title = title;
        this.source = source;
    }

    public String title() {
        return title;
    }

    /** The RFC and its section. */
    public String source() {
        return source;
    }
}
