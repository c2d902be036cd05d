package socklab.packet.tcpdump;

import java.util.Map;

/**
 * An ARP packet.
 *
 * <p>Source: RFC 826.
 */
final class ArpLine {
    private static final int FIXED = 8;
    private static final int ATM = 19;
    private static final int FRAME_RELAY = 15;
    private static final Map<Integer, String> HARDWARE = Map.of(
            1,
            "Ethernet",
            6,
            "TokenRing",
            7,
            "ArcNet",
            FRAME_RELAY,
            "FrameRelay",
            23,
            "Strip",
            24,
            "IEEE 1394",
            ATM,
            "ATM",
            32,
            "InfiniBand");
    private static final Map<Integer, String> OPERATIONS = Map.of(
            1,
            "Request",
            2,
            "Reply",
            3,
            "Reverse Request",
            4,
            "Reverse Reply",
            8,
            "Inverse Request",
            9,
            "Inverse Reply",
            10,
            "NACK Reply");

    private final FrameReader reader;

    ArpLine(FrameReader reader) {
        this.reader = reader;
    }

    void print(int at, int length) {
        reader.enter("arp");
        reader.require(at, FIXED);
        int hardware = reader.u16(at);
        int protocol = reader.u16(at + 2);
        int hardwareLength = reader.u8(at + 4);
        int protocolLength = reader.u8(at + 5);
        int operation = reader.u16(at + 6);
        if (hardware == ATM || hardware == FRAME_RELAY) {
            reader.notDecoded();
        }
        reader.require(at + FIXED + 2 * hardwareLength + protocolLength, protocolLength);
        reader.print("ARP, ");
        boolean ip = protocol == EtherTypes.IPV4 || protocol == EtherTypes.TRAILER;
        if (!ip || protocolLength != 4 || hardwareLength == 0) {
            reader.print(HARDWARE.getOrDefault(hardware, "Unknown Hardware (" + hardware + ")"))
                    .print(" (len " + hardwareLength + "), ")
                    .print(EtherTypes.name(protocol)
                            .orElseGet(() -> String.format("Unknown Protocol (0x%04x)", protocol)))
                    .print(" (len " + protocolLength + "), length " + length);
            return;
        }
        reader.print(OPERATIONS.getOrDefault(operation, "Unknown (" + operation + ")"))
                .print(" ");
        operation(at, operation, hardwareLength, length);
    }

    private void operation(int at, int operation, int hardwareLength, int length) {
        int senderHardware = at + FIXED;
        int sender = senderHardware + hardwareLength;
        int targetHardware = sender + 4;
        int target = targetHardware + hardwareLength;
        String from = reader.colonHex(senderHardware, hardwareLength);
        String to = reader.colonHex(targetHardware, hardwareLength);
        switch (operation) {
            case 1 -> {
                reader.print("who-has " + reader.ipv4(target));
                boolean known = to.chars().anyMatch(c -> c != '0' && c != ':');
                reader.print(known ? " (" + to + ")" : "").print(" tell " + reader.ipv4(sender));
            }
            case 2 -> reader.print(reader.ipv4(sender)).print(" is-at ").print(from);
            case 3, 8 -> reader.print("who-is ").print(to).print(" tell ").print(from);
            case 4 -> reader.print(to).print(" at " + reader.ipv4(target));
            case 9 -> reader.print(from).print(" at " + reader.ipv4(sender));
            default -> {
                new HexDump(reader).printWithText("\n\t", at, reader.available(at));
                return;
            }
        }
        reader.print(", length ").print(length);
    }
}
