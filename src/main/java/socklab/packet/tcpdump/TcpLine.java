package socklab.packet.tcpdump;

import java.util.List;
import socklab.call.Bytes;
import socklab.packet.tcpdump.SequenceBases.Base;
import socklab.packet.tcpdump.SequenceBases.Conversation;

/**
 * A TCP segment.
 *
 * <p>Source: RFC 9293.
 */
final class TcpLine {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;
    static final int URG = 0x20;
    private static final int HEADER = 20;
    private static final String FLAGS = "FSRP.UEW";

    private final FrameReader reader;

    TcpLine(FrameReader reader) {
        this.reader = reader;
    }

    /** The flags as tcpdump writes them, in the order of their bits. */
    static String flags(int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < FLAGS.length(); i++) {
            if ((bits & 1 << i) != 0) {
                text.append(FLAGS.charAt(i));
            }
        }
        return text.isEmpty() ? "none" : text.toString();
    }

    void print(int at, int length, IpHeader ip) {
        reader.enter("tcp");
        if (!reader.has(at + 2, 2)) {
            reader.print(ip.source()).print(" > ").print(ip.destination()).print(":");
            throw new TruncatedFrame();
        }
        int source = reader.u16(at);
        int destination = reader.u16(at + 2);
        ip.printEndpoints(IpPayload.TCP, source, destination);
        reader.require(at, HEADER);
        int headerLength = (reader.u8(at + 12) >> 4) * 4;
        if (headerLength < HEADER) {
            reader.print(" tcp ").printUnsigned(length - headerLength);
            reader.print(" [bad hdr length " + headerLength + " - too short, < " + HEADER + "]");
            return;
        }
        int flags = reader.u8(at + 13);
        reader.print("Flags [").print(flags(flags)).print("]");
        Numbers numbers = numbers(at, flags, ip, source, destination);
        if (Integer.compareUnsigned(headerLength, length) > 0) {
            reader.print(
                    " [bad hdr length " + headerLength + " - too long, > " + Integer.toUnsignedString(length) + "]");
            return;
        }
        int payload = length - headerLength;
        printNumbers(at, flags, numbers, payload);
        if (headerLength > HEADER
                && !new TcpOptionsLine(reader, flags, numbers.sackBase(), at + headerLength, payload)
                        .print(at + HEADER, headerLength - HEADER)) {
            return;
        }
        reader.print(", length ").printUnsigned(payload);
        if (payload != 0) {
            payload(at, headerLength, payload, List.of(source, destination));
        }
    }

    /** Sequence and acknowledgment number as printed, and what SACK blocks are relative to. */
    private record Numbers(int sequence, int acknowledgment, int sackBase) {}

    private Numbers numbers(int at, int flags, IpHeader ip, int source, int destination) {
        int sequence = reader.i32(at + 4);
        int acknowledgment = reader.i32(at + 8);
        if ((flags & ACK) == 0) {
            return new Numbers(sequence, acknowledgment, 0);
        }
        Bytes from = ip.sourceBytes();
        Bytes to = ip.destinationBytes();
        boolean reversed = SequenceBases.reversed(from, to, source, destination);
        Conversation conversation = SequenceBases.conversation(from, to, source, destination);
        Base base = reader.bases().find(conversation).orElse(new Base(0, 0));
        if ((flags & SYN) != 0 || reader.bases().find(conversation).isEmpty()) {
            base = reversed ? new Base(acknowledgment - 1, sequence) : new Base(sequence, acknowledgment - 1);
            reader.bases(reader.bases().with(conversation, base));
        } else if (reversed) {
            sequence -= base.high();
            acknowledgment -= base.low();
        } else {
            sequence -= base.low();
            acknowledgment -= base.high();
        }
        return new Numbers(sequence, acknowledgment, reversed ? base.low() : base.high());
    }

    private void printNumbers(int at, int flags, Numbers numbers, int payload) {
        if (payload != 0 || (flags & (SYN | FIN | RST)) != 0) {
            reader.print(", seq ").printUnsigned(numbers.sequence());
            if (payload != 0) {
                reader.print(":").printUnsigned(numbers.sequence() + payload);
            }
        }
        if ((flags & ACK) != 0) {
            reader.print(", ack ").printUnsigned(numbers.acknowledgment());
        }
        reader.print(", win " + reader.u16(at + 14));
        if ((flags & URG) != 0) {
            reader.print(", urg " + reader.u16(at + 18));
        }
    }

    private void payload(int at, int headerLength, int payload, List<Integer> ports) {
        if (!reader.has(at, headerLength)) {
            reader.print(" [remaining caplen(" + reader.available(at) + ") < header length(" + headerLength + ")]");
            throw new TruncatedFrame();
        }
        new TcpPayload(reader).print(at + headerLength, payload, ports);
    }
}
