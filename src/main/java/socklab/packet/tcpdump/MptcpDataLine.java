package socklab.packet.tcpdump;

/** The data sequence signal of Multipath TCP. Source: RFC 8684 §3.3. */
final class MptcpDataLine {
    private static final int ACK = 0x01;
    private static final int LONG_ACK = 0x02;
    private static final int MAPPING = 0x04;
    private static final int LONG_SEQUENCE = 0x08;
    private static final int FIN = 0x10;

    private final FrameReader reader;
    private final int flags;
    private int at;
    private int left;

    MptcpDataLine(FrameReader reader, int flags) {
        this.reader = reader;
        this.flags = flags;
    }

    boolean print(int from, int length) {
        reader.print("dss");
        if (length < 4 || (flags & TcpLine.SYN) != 0) {
            return false;
        }
        int signal = reader.u8(from + 3);
        reader.print((signal & FIN) != 0 ? " fin" : "");
        at = from + 4;
        left = length - 4;
        if ((signal & ACK) != 0) {
            reader.print(" ack ");
            if (!number((signal & LONG_ACK) != 0 ? 8 : 4)) {
                return false;
            }
        }
        if ((signal & MAPPING) != 0 && !mapping((signal & LONG_SEQUENCE) != 0 ? 8 : 4)) {
            return false;
        }
        return left == 0;
    }

    /** Data sequence number, subflow sequence number, length, and a checksum if there is room for one. */
    private boolean mapping(int sequenceLength) {
        reader.print(" seq ");
        if (!number(sequenceLength) || left < 4) {
            return false;
        }
        reader.print(" subseq ");
        number(4);
        if (left < 2) {
            return false;
        }
        reader.print(" len ");
        number(2);
        if (left >= 2) {
            reader.print(String.format(" csum 0x%x", reader.u16(at)));
            left -= 2;
        }
        return true;
    }

    /** Prints a number; false if the option is too short for it. */
    private boolean number(int length) {
        if (left < length) {
            return false;
        }
        switch (length) {
            case 2 -> reader.print(reader.u16(at));
            case 4 -> reader.print(reader.u32(at));
            default -> reader.print(Long.toUnsignedString(reader.i64(at)));
        }
        at += length;
        left -= length;
        return true;
    }
}
