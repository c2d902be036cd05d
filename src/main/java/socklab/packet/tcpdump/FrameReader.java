package socklab.packet.tcpdump;

import java.util.Arrays;
import socklab.call.Bytes;
import socklab.packet.InetText;

/** The bytes of a frame up to the end that the enclosing header allows, and the text printed of them so far. */
final class FrameReader {
    private final byte[] frame;
    private final StringBuilder out = new StringBuilder();
    private int end;
    private String protocol = "";
    private SequenceBases bases;
    private boolean exact = true;

    FrameReader(byte[] frame, SequenceBases bases) {
        this.frame = frame;
        this.end = frame.length;
        this.bases = bases;
    }

    /** Names the protocol that {@code [|PROTOCOL]} names if the frame is too short for it. */
    void enter(String name) {
        protocol = name;
    }

    String protocol() {
        return protocol;
    }

    /** The index after the last byte that may be read. */
    int end() {
        return end;
    }

    /** Moves the end, at most to {@code at + length}; it never moves past the bytes that there are. */
    void endAtMost(int at, long length, int limit) {
        end = (int) Math.min(limit, at + length);
    }

    void restoreEnd(int value) {
        end = value;
    }

    boolean has(int at, int length) {
        return length >= 0 && length <= end && at <= end - length;
    }

    void require(int at, int length) {
        if (!has(at, length)) {
            throw new TruncatedFrame();
        }
    }

    int available(int at) {
        return end - at;
    }

    int u8(int at) {
        require(at, 1);
        return frame[at] & 0xff;
    }

    int u16(int at) {
        require(at, 2);
        return (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
    }

    /** Four bytes; unsigned values above 2^31 are negative. */
    int i32(int at) {
        require(at, 4);
        return u16(at) << 16 | u16(at + 2);
    }

    long u32(int at) {
        return Integer.toUnsignedLong(i32(at));
    }

    /** Eight bytes; unsigned values above 2^63 are negative. */
    long i64(int at) {
        require(at, 8);
        return u32(at) << 32 | u32(at + 4);
    }

    Bytes bytes(int at, int length) {
        require(at, length);
        return Bytes.of(Arrays.copyOfRange(frame, at, at + length));
    }

    String ipv4(int at) {
        return InetText.ipv4(bytes(at, 4));
    }

    String ipv6(int at) {
        return InetText.ipv6(bytes(at, 16));
    }

    /** Bytes as two hex digits each, with colons between them. */
    String colonHex(int at, int length) {
        return InetText.colonHex(bytes(at, length));
    }

    /** Bytes as two hex digits each. */
    String hex(int at, int length) {
        return colonHex(at, length).replace(":", "");
    }

    FrameReader print(String text) {
        out.append(text);
        return this;
    }

    FrameReader print(long number) {
        out.append(number);
        return this;
    }

    /** Prints an int as the unsigned number that it holds. */
    FrameReader printUnsigned(int number) {
        out.append(Integer.toUnsignedString(number));
        return this;
    }

    void printTruncated() {
        print(" [|").print(protocol).print("]");
    }

    void printInvalid() {
        print(" (invalid)");
    }

    /** Marks the line: tcpdump decodes what follows, socklab does not. */
    void notDecoded() {
        exact = false;
    }

    SequenceBases bases() {
        return bases;
    }

    void bases(SequenceBases next) {
        bases = next;
    }

    PacketLine line() {
        return new PacketLine(out.toString(), bases, exact);
    }
}
