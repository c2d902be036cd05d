package socklab.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.text.Message;

/**
 * A frame taken apart: every field of every header, in the order of its bits.
 *
 * @param data the bytes after the last header
 */
public record Dissection(Bytes frame, List<Header> headers, Bytes data) {

    /**
     * A header.
     *
     * @param at the index of its first byte in the frame
     * @param length in bytes
     * @param cut whether the frame ends before the header does; then the fields that are there are shown
     */
    public record Header(HeaderKind kind, int at, int length, boolean cut, List<Field> fields) {}

    /**
     * A field.
     *
     * @param name as in the RFC
     * @param bits how long it is
     * @param value as text
     * @param meaning what the value means, where it is not plain
     */
    public record Field(String name, int bits, String value, Optional<Message> meaning) {}

    /** Takes a frame apart. Never fails: a malformed frame has the headers that are there. */
    public static Dissection of(Bytes frame) {
        List<Header> headers = new ArrayList<>();
        FieldCursor cursor = new FieldCursor(frame, 0, frame.length());
        LinkDissector.ethernet(cursor, headers, Packet.of(frame));
        int end = headers.isEmpty()
                ? 0
                : headers.getLast().at() + headers.getLast().length();
        return new Dissection(frame, List.copyOf(headers), frame.slice(Math.min(end, frame.length()), frame.length()));
    }
}
