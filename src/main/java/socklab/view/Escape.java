package socklab.view;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import socklab.call.Bytes;

/**
 * Bytes and texts made fit for a terminal: what is not printable is escaped, so that nothing that came from
 * outside can act on the screen.
 */
public final class Escape {
    private Escape() {}

    /** Bytes as quoted text: printable UTF-8 as it is, all else as {@code \n}, {@code \x1b}, {@code \xff}. */
    public static String quoted(Bytes bytes) {
        return "\"" + body(bytes, true) + "\"";
    }

    /** A text without its quotes; line feeds and tabs stay as they are. */
    public static String printable(String text) {
        return body(Bytes.utf8(text), false);
    }

    private static String body(Bytes bytes, boolean quoted) {
        StringBuilder out = new StringBuilder(bytes.length() + 8);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
        CharBuffer chars = CharBuffer.allocate(Math.max(in.remaining(), 1));
        while (true) {
            CoderResult result = decoder.decode(in, chars, true);
            chars.flip().codePoints().forEach(c -> character(c, quoted, out));
            chars.clear();
            if (!result.isError()) {
                return out.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                hex(in.get() & 0xff, out);
            }
            decoder.reset();
        }
    }

    private static void character(int c, boolean quoted, StringBuilder out) {
        if (quoted && (c == '"' || c == '\\')) {
            out.append('\\').append((char) c);
        } else if (quoted && c < ' ' && "\n\t\r".indexOf(c) >= 0) {
            out.append('\\').append(c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
        } else if (!quoted && (c == '\n' || c == '\t')) {
            out.append((char) c);
        } else if (c < ' ' || c == 0x7f) {
            hex(c, out);
        } else if (printable(c)) {
            out.appendCodePoint(c);
        } else if (c <= 0xffff) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.append(String.format("\\u{%x}", c));
        }
    }

    private static void hex(int value, StringBuilder out) {
        out.append("\\x").append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
    }

    /** Whether a character has a shape of its own: no control, no format mark (they turn text around), no lone surrogate. */
    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> c == 0x200D; // joins emoji, moves nothing
            default -> true;
        };
    }
}
