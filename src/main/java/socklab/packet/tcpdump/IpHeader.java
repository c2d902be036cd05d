package socklab.packet.tcpdump;

import socklab.call.Bytes;

/** The base header of the datagram that a TCP segment or a UDP datagram is in. */
record IpHeader(FrameReader reader, int at, int version) {
    private static final int IPV6 = 6;

    /** The protocol that the base header itself names. */
    int protocol() {
        return version == IPV6 ? reader.u8(at + 6) : reader.u8(at + 9);
    }

    Bytes sourceBytes() {
        return version == IPV6 ? reader.bytes(at + 8, 16) : reader.bytes(at + 12, 4);
    }

    Bytes destinationBytes() {
        return version == IPV6 ? reader.bytes(at + 24, 16) : reader.bytes(at + 16, 4);
    }

    String source() {
        return version == IPV6 ? reader.ipv6(at + 8) : reader.ipv4(at + 12);
    }

    String destination() {
        return version == IPV6 ? reader.ipv6(at + 24) : reader.ipv4(at + 16);
    }

    /** Prints {@code 10.0.0.1.40112 > 10.0.0.2.80: }; no addresses after an extension header. */
    void printEndpoints(int transport, int sourcePort, int destinationPort) {
        if (protocol() == transport) {
            reader.print(source()).print(".").print(sourcePort).print(" > ");
            reader.print(destination()).print(".").print(destinationPort).print(": ");
        } else {
            reader.print(sourcePort).print(" > ").print(destinationPort).print(": ");
        }
    }
}
