package socklab.packet;

import static socklab.packet.FrameBuilder.A4;
import static socklab.packet.FrameBuilder.B4;
import static socklab.packet.FrameBuilder.B6;
import static socklab.packet.FrameBuilder.ethernet;
import static socklab.packet.FrameBuilder.hex;
import static socklab.packet.FrameBuilder.ipv4;
import static socklab.packet.FrameBuilder.ipv6;
import static socklab.packet.FrameBuilder.join;
import static socklab.packet.FrameBuilder.sound4;
import static socklab.packet.FrameBuilder.sound6;
import static socklab.packet.FrameBuilder.tcp;
import static socklab.packet.FrameBuilder.u16;
import static socklab.packet.FrameBuilder.u32;
import static socklab.packet.FrameBuilder.udp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import socklab.call.Bytes;

/** Frames of every kind that the decoder knows, and mutations of them. */
public final class CorpusFrames {
    private static final byte[] NONE = {};
    private static final int SYN = 2;
    private static final int SYN_ACK = 0x12;
    private static final int ACK = 0x10;
    private static final int PUSH = 0x18;

    private CorpusFrames() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Sound frames: lengths and checksums are right. */
    public static List<Bytes> sound() {
        List<Bytes> frames = new ArrayList<>();
        conversation(frames);
        frames.add(ethernet(0x0806, hex("0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002")));
        frames.add(ethernet(0x0806, hex("0001 0800 06 04 0001 020000000001 0a000001 020000000002 0a000002")));
        frames.add(ethernet(0x0806, hex("0001 0800 06 04 0002 020000000002 0a000002 020000000001 0a000001")));
        frames.add(ethernet(0x0800, sound4(17, 6, udp(40000, 9000, ascii("hello")))));
        frames.add(ethernet(0x0800, sound4(17, 6, udp(40000, 9000, NONE))));
        frames.add(ethernet(0x86dd, sound6(17, 6, udp(40000, 9000, ascii("hello")))));
        frames.add(ethernet(0x0800, ipv4(17, NONE, 0x2000, udp(40000, 9000, new byte[1472]))));
        frames.add(ethernet(0x0800, ipv4(17, NONE, 0x00b9, new byte[600])));
        frames.add(ethernet(0x0800, sound4(1, 2, join(hex("0800 0000 0001 0001"), ascii("abcdefgh")))));
        frames.add(ethernet(0x0800, sound4(1, 2, join(hex("0000 0000 0001 0001"), ascii("abcdefgh")))));
        frames.add(ethernet(0x86dd, sound6(58, 2, join(hex("8000 0000 0001 0001"), ascii("abcdefgh")))));
        frames.add(ethernet(0x86dd, sound6(58, 2, join(hex("8100 0000 0001 0001"), ascii("abcdefgh")))));
        frames.add(ethernet(0x86dd, sound6(58, 2, join(hex("8700 0000 00000000"), B6, hex("0101020000000001")))));
        frames.add(ethernet(0x86dd, sound6(58, 2, join(hex("8800 0000 60000000"), B6, hex("0201020000000002")))));
        frames.add(ethernet(0x86dd, sound6(58, 2, hex("8500 0000 00000000 0101020000000001"))));
        return frames;
    }

    /** A conversation with every option that Linux sends, over both versions of IP. */
    private static void conversation(List<Bytes> frames) {
        byte[] syn = hex("020405b4 0402 080a00000001 00000000 01 030307");
        byte[] ts = hex("0101 080a 00000002 00000001");
        byte[] sack = hex("0101 050a 499602e0 499602f0");
        byte[] dsack = hex("0101 0512 499602e0 499602f0 499602d3 49960400");
        byte[] cookie = hex("220a 0102030405060708 0101");
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(40112, 80, 1234567890L, 0, SYN, syn, NONE))));
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(80, 40112, 3000000000L, 1234567891L, SYN_ACK, syn, NONE))));
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(40112, 80, 1234567891L, 3000000001L, ACK, ts, NONE))));
        byte[] get = ascii("GET / HTTP/1.1\r\nHost: b\r\n\r\n");
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(40112, 80, 1234567891L, 3000000001L, PUSH, ts, get))));
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(80, 40112, 3000000001L, 1234567919L, ACK, sack, NONE))));
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(80, 40112, 3000000001L, 1234567919L, ACK, dsack, NONE))));
        byte[] ok = ascii("HTTP/1.0 200 OK\r\n\r\n");
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(80, 40112, 3000000001L, 1234567919L, 0x19, ts, ok))));
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(40112, 80, 1234567919L, 3000000021L, 0x14, NONE, NONE))));
        frames.add(ethernet(0x0800, sound4(6, 16, tcp(40113, 7777, 5, 0, SYN, cookie, ascii("early")))));
        frames.add(ethernet(0x86dd, sound6(6, 16, tcp(5000, 5000, 100, 0, 0xc2, syn, NONE))));
        frames.add(ethernet(0x86dd, sound6(6, 16, tcp(5000, 5000, 100, 77, 0x52, syn, NONE))));
        frames.add(ethernet(0x86dd, sound6(6, 16, tcp(5000, 5000, 101, 78, 0x38, ts, ascii("data")))));
    }

    /** Frames with every option, extension header, message type and code, right or wrong. */
    public static List<Bytes> kinds() {
        List<Bytes> frames = new ArrayList<>();
        options(frames);
        icmp(frames);
        extensions(frames);
        for (int protocol = 0; protocol < 256; protocol++) {
            frames.add(ethernet(0x0800, ipv4(protocol, NONE, 0, new byte[40])));
            frames.add(ethernet(0x86dd, ipv6(protocol, new byte[40])));
        }
        for (int flags = 0; flags < 256; flags++) {
            frames.add(ethernet(0x0800, ipv4(6, NONE, 0, tcp(1000 + flags, 2000, flags, 9, flags, NONE, NONE))));
        }
        for (String text : List.of(
                "220 ready\r\n",
                "no end",
                "bin\0ary",
                "GET /\n",
                "HTTP/1.1 404 x\r\n",
                "HTTP/1.1 4 x",
                "get x\rq",
                "SSH-2.0-x\r\n",
                "SSH",
                "S",
                "\r\n",
                " lead",
                "GET",
                "PLAY rtsp\r\n",
                "a\tb\n",
                "INVITE x\n")) {
            for (int port : List.of(21, 22, 23, 25, 43, 80, 8080, 554, 8554, 5060)) {
                frames.add(ethernet(0x0800, ipv4(6, NONE, 0, tcp(port, 3000, 1, 1, PUSH, NONE, ascii(text)))));
                frames.add(ethernet(0x0800, ipv4(17, NONE, 0, udp(port, 3000, ascii(text)))));
            }
        }
        for (int type : List.of(0x0600, 0x1000, 0x6004, 0x88b5, 0x893a, 0xffff)) {
            frames.add(ethernet(type, ascii("any bytes that no decoder reads, 33")));
        }
        frames.add(ethernet(0x8100, join(hex("0005 0800"), ipv4(17, NONE, 0, udp(1000, 2000, NONE)))));
        return frames;
    }

    private static void options(List<Bytes> frames) {
        for (int kind = 0; kind < 256; kind++) {
            for (int length : List.of(0, 1, 2, 3, 4, 6, 8, 10, 12, 18, 20, 24, 40)) {
                byte[] options = new byte[40];
                Arrays.fill(options, (byte) 1);
                options[0] = 1;
                options[1] = (byte) kind;
                options[2] = (byte) length;
                frames.add(ethernet(0x0800, ipv4(6, NONE, 0, tcp(1000, 2000, 1, 1, ACK, options, NONE))));
            }
        }
        for (int subtype = 0; subtype < 256; subtype++) {
            for (int length : List.of(3, 4, 8, 10, 12, 16, 18, 20, 22, 24, 28, 30)) {
                for (int flags : List.of(SYN, SYN_ACK, ACK)) {
                    byte[] options = new byte[32];
                    Arrays.fill(options, (byte) 0x1d);
                    options[0] = 30;
                    options[1] = (byte) length;
                    options[2] = (byte) subtype;
                    options[3] = (byte) (subtype * 7);
                    frames.add(ethernet(0x0800, ipv4(6, NONE, 0, tcp(1000, 2000, 1, 1, flags, options, NONE))));
                }
            }
        }
        frames.add(ethernet(0x0800, ipv4(6, NONE, 0, tcp(1, 2, 1, 1, ACK, hex("fe08f98900000000"), NONE))));
        frames.add(ethernet(0x0800, ipv4(6, NONE, 0, tcp(1, 2, 1, 1, ACK, hex("fe0412340303 0101"), NONE))));
        frames.add(ethernet(0x0800, ipv4(6, hex("94040000"), 0, tcp(1, 2, 1, 1, ACK, NONE, NONE))));
        frames.add(ethernet(0x0800, ipv4(17, hex("0707040a000003 01"), 0, udp(1, 2, NONE))));
    }

    private static void icmp(List<Bytes> frames) {
        byte[] quoted4 = ipv4(17, NONE, 0, udp(40000, 9000, ascii("hello")));
        byte[] quotedTcp = ipv4(6, NONE, 0, tcp(40000, 9000, 1, 1, ACK, NONE, NONE));
        byte[] quoted6 = ipv6(17, udp(40000, 9000, ascii("hello")));
        byte[] hop6 = ipv6(0, join(hex("0600 010400000000"), tcp(40000, 9000, 1, 1, ACK, NONE, NONE)));
        for (int type = 0; type < 256; type++) {
            for (int code : List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 99)) {
                if (code > 4 && type > 14) {
                    continue;
                }
                byte[] head = join(new byte[] {(byte) type, (byte) code}, u16(0), hex("00020304"));
                frames.add(ethernet(0x0800, ipv4(1, NONE, 0, join(head, quoted4))));
                frames.add(ethernet(0x0800, ipv4(1, NONE, 0, join(head, quotedTcp))));
                frames.add(ethernet(0x86dd, ipv6(58, join(head, quoted6))));
                frames.add(ethernet(0x86dd, ipv6(58, join(head, hop6))));
            }
            byte[] group = {(byte) type, 0x64, 0, 0, (byte) 239, 1, 2, 3};
            frames.add(ethernet(0x0800, ipv4(2, hex("94040000"), 0, group)));
            byte[] timed = {(byte) type, (byte) 200, 0, 0, (byte) 239, 1, 2, 3, 0, 0, 0, 1, 10, 0, 0, 1};
            frames.add(ethernet(0x0800, ipv4(2, hex("94040000"), 0, timed)));
            frames.add(ethernet(
                    0x86dd, ipv6(0, join(hex("3a00 0502 0000 0100"), new byte[] {(byte) type}, new byte[23]))));
        }
        frames.add(ethernet(0x0800, ipv4(1, NONE, 0, join(hex("0900 0000 02 02 0e10"), A4, u32(7), B4, u32(9)))));
    }

    private static void extensions(List<Bytes> frames) {
        byte[] segment = tcp(1000, 2000, 1, 1, ACK, NONE, ascii("x"));
        for (int type = 0; type < 6; type++) {
            byte[] routing = join(new byte[] {6, 2, (byte) type, 1, 0, 0, 0, 0}, B6, segment);
            frames.add(ethernet(0x86dd, ipv6(43, routing)));
        }
        for (int option = 0; option < 256; option++) {
            frames.add(ethernet(0x86dd, ipv6(0, join(new byte[] {6, 0, (byte) option, 4, 0, 0, 0, 0}, segment))));
            frames.add(ethernet(0x86dd, ipv6(60, join(new byte[] {6, 0, (byte) option, 2, 0, 0, 0, 0}, segment))));
        }
        frames.add(ethernet(0x86dd, ipv6(44, join(hex("06 00 0001 12345678"), segment))));
        frames.add(ethernet(0x86dd, ipv6(44, join(hex("06 00 0589 12345678"), segment))));
        frames.add(ethernet(0x86dd, ipv6(0, join(hex("0000010400000000 0600010400000000"), segment))));
        frames.add(ethernet(0x86dd, ipv6(60, join(hex("0000010400000000 0600010400000000"), segment))));
        frames.add(ethernet(0x86dd, ipv6(59, NONE)));
        frames.add(ethernet(0x86dd, ipv6(6, NONE)));
        frames.add(ethernet(0x86dd, ipv6(41, ipv6(17, udp(1, 2, NONE)))));
        frames.add(ethernet(0x0800, ipv4(4, NONE, 0, ipv4(17, NONE, 0, udp(1, 2, NONE)))));
        frames.add(ethernet(0x0800, ipv4(41, NONE, 0, ipv6(6, segment))));
        frames.add(ethernet(
                0x86dd,
                ipv6(143, ethernet(0x0800, ipv4(17, NONE, 0, udp(1, 2, NONE))).toArray())));
    }

    /** Frames made of others by changing, cutting and adding bytes after the Ethernet header. */
    public static List<Bytes> mutated(List<Bytes> from, int count, long seed) {
        Random random = new Random(seed);
        List<Bytes> frames = new ArrayList<>();
        while (frames.size() < count) {
            byte[] bytes = from.get(random.nextInt(from.size())).toArray();
            for (int i = random.nextInt(5); i > 0 && bytes.length > 14; i--) {
                int at = 14 + random.nextInt(Math.min(bytes.length - 14, 80));
                bytes[at] = random.nextInt(3) == 0
                        ? (byte) List.of(0, 1, 2, 4, 0x7f, 0xff)
                                .get(random.nextInt(6))
                                .intValue()
                        : (byte) (bytes[at] ^ 1 << random.nextInt(8));
            }
            if (random.nextInt(3) == 0) {
                bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            } else if (random.nextInt(6) == 0) {
                bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
            }
            frames.add(Bytes.of(bytes));
        }
        return frames;
    }
}
