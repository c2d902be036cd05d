package socklab.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import socklab.call.Bytes;
import socklab.packet.Dissection.Field;
import socklab.packet.Dissection.Header;
import socklab.text.Message;

/** Reads the fields of a header one after another. After the end of the frame it reads zeros and keeps no field. */
final class FieldCursor {
    private final Bytes bytes;
    private final int start;
    private final int end;
    private final List<Field> fields = new ArrayList<>();
    private int bit;
    private boolean cut;

    FieldCursor(Bytes bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.bit = start * 8;
    }

    /** A cursor for the header that begins at the next byte. */
    FieldCursor next() {
        return new FieldCursor(bytes, at(), end);
    }

    /** The same bytes with an earlier end. */
    FieldCursor until(int newEnd) {
        return new FieldCursor(bytes, at(), Math.max(at(), Math.min(end, newEnd)));
    }

    int at() {
        return bit / 8;
    }

    int start() {
        return start;
    }

    int left() {
        return end - at();
    }

    boolean cut() {
        return cut;
    }

    Header header(HeaderKind kind) {
        return new Header(kind, start, at() - start, cut, List.copyOf(fields));
    }

    /** The value of the next bits, at most 32; they stay next. */
    private long peek(int bits) {
        long value = 0;
        for (int i = bit; i < bit + bits; i++) {
            value = value << 1 | bytes.at(i / 8) >> 7 - i % 8 & 1;
        }
        return value;
    }

    private boolean room(int bits) {
        cut |= bit + bits > end * 8;
        return !cut;
    }

    private void add(String name, int bits, String value, Optional<Message> meaning) {
        fields.add(new Field(name, bits, value, meaning));
        bit += bits;
    }

    /** A number in decimal. */
    long number(String name, int bits) {
        return number(name, bits, _ -> Optional.empty());
    }

    long number(String name, int bits, LongFunction<Optional<Message>> meaning) {
        if (!room(bits)) {
            return 0;
        }
        long value = peek(bits);
        add(name, bits, Long.toString(value), meaning.apply(value));
        return value;
    }

    /** A number in hex with all its digits. */
    long hex(String name, int bits, LongFunction<Optional<Message>> meaning) {
        if (!room(bits)) {
            return 0;
        }
        long value = peek(bits);
        add(name, bits, "0x" + String.format("%0" + (bits + 3) / 4 + "x", value), meaning.apply(value));
        return value;
    }

    String ipv4(String name) {
        return text(name, 4, InetText::ipv4);
    }

    String ipv6(String name) {
        return text(name, 16, InetText::ipv6);
    }

    String mac(String name) {
        return text(name, 6, InetText::colonHex);
    }

    /** So many bytes in hex. */
    void raw(String name, int length) {
        int there = Math.min(length, left());
        if (there > 0) {
            text(name, there, b -> "0x" + InetText.colonHex(b).replace(":", ""));
        }
        cut |= there < length;
    }

    private String text(String name, int length, Function<Bytes, String> form) {
        if (!room(length * 8)) {
            return "";
        }
        String value = form.apply(bytes.slice(at(), at() + length));
        add(name, length * 8, value, Optional.empty());
        return value;
    }
}
