package socklab.packet;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import socklab.call.Bytes;

/** Frames for tests, written from outside in: headers, payload, lengths and checksums put in last. */
public final class FrameBuilder {
    public static final byte[] A4 = {10, 0, 0, 1};
    public static final byte[] B4 = {10, 0, 0, 2};
    public static final byte[] A6 = HexFormat.of().parseHex("fd000000000000000000000000000001");
    public static final byte[] B6 = HexFormat.of().parseHex("fd000000000000000000000000000002");
    private static final byte[] A_MAC = {2, 0, 0, 0, 0, 1};
    private static final byte[] B_MAC = {2, 0, 0, 0, 0, 2};

    private FrameBuilder() {}

    /** Bytes of hex digits; blanks are left out. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static byte[] u16(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    public static byte[] u32(long value) {
        return join(u16((int) (value >> 16)), u16((int) value));
    }

    public static Bytes ethernet(int type, byte[] payload) {
        return Bytes.of(join(B_MAC, A_MAC, u16(type), payload));
    }

    public static byte[] ipv4(int protocol, byte[] options, int fragment, byte[] payload) {
        int header = 20 + options.length;
        byte[] bytes = join(
                new byte[] {(byte) (0x40 | header / 4), 0},
                u16(header + payload.length),
                u16(0x1234),
                u16(fragment),
                new byte[] {64, (byte) protocol},
                u16(0),
                A4,
                B4,
                options);
        int sum = InternetChecksum.of(Bytes.of(bytes));
        bytes[10] = (byte) (sum >> 8);
        bytes[11] = (byte) sum;
        return join(bytes, payload);
    }

    public static byte[] ipv6(int next, byte[] payload) {
        return join(hex("60000000"), u16(payload.length), new byte[] {(byte) next, 64}, A6, B6, payload);
    }

    public static byte[] tcp(int from, int to, long seq, long ack, int flags, byte[] options, byte[] payload) {
        int header = 20 + options.length;
        return join(
                u16(from),
                u16(to),
                u32(seq),
                u32(ack),
                new byte[] {(byte) (header / 4 << 4), (byte) flags},
                u16(502),
                u16(0),
                u16(0),
                options,
                payload);
    }

    public static byte[] udp(int from, int to, byte[] payload) {
        return join(u16(from), u16(to), u16(8 + payload.length), u16(0), payload);
    }

    /** An IPv4 datagram whose payload's checksum is right, at an offset in the payload. */
    public static byte[] sound4(int protocol, int checksumAt, byte[] payload) {
        Bytes pseudo = Bytes.of(join(A4, B4, u16(protocol), u16(payload.length)));
        int sum = InternetChecksum.of((protocol == 1 ? Bytes.EMPTY : pseudo).plus(Bytes.of(payload.clone())));
        byte[] summed = payload.clone();
        summed[checksumAt] = (byte) (sum >> 8);
        summed[checksumAt + 1] = (byte) sum;
        return ipv4(protocol, new byte[0], 0x4000, summed);
    }

    /** An IPv6 datagram whose payload's checksum is right, at an offset in the payload. */
    public static byte[] sound6(int protocol, int checksumAt, byte[] payload) {
        Bytes pseudo = Bytes.of(join(A6, B6, u32(payload.length), u32(protocol)));
        int sum = InternetChecksum.of(pseudo.plus(Bytes.of(payload.clone())));
        byte[] summed = payload.clone();
        summed[checksumAt] = (byte) (sum >> 8);
        summed[checksumAt + 1] = (byte) sum;
        return ipv6(protocol, summed);
    }
}
