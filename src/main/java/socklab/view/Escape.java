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
    /** More marks above one letter than any script has would cover the lines around it. */
    private static final int MOST_MARKS = 3;

    private static final int JOINER = 0x200d;
    private static final int EMOJI = 0xfe0f;

    private final StringBuilder out;
    private final boolean quoted;
    private int before;
    private int marks;

    private Escape(int room, boolean quoted) {
        this.out = new StringBuilder(room);
        this.quoted = quoted;
    }

    /** Bytes as quoted text: printable UTF-8 as it is, all else as {@code \n}, {@code \x1b}, {@code \xff}. */
    public static String quoted(Bytes bytes) {
        return "\"" + body(bytes, true) + "\"";
    }

    /** A text without quotes around it; line feeds and tabs stay as they are. Escaping it again changes nothing. */
    public static String printable(String text) {
        return isPrintableAscii(text) ? text : body(Bytes.utf8(text), false);
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String body(Bytes bytes, boolean quoted) {
        return plain(bytes) ? bytes.latin1() : escaped(bytes, quoted);
    }

    /** Whether all is printable ASCII that means itself, quoted or not: most often it is. */
    private static boolean plain(Bytes bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            int c = bytes.at(i);
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(Bytes bytes, boolean quoted) {
        Escape escape = new Escape(bytes.length() + 8, quoted);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
        CharBuffer chars = CharBuffer.allocate(Math.max(in.remaining(), 1));
        while (true) {
            CoderResult result = decoder.decode(in, chars, true);
            chars.flip().codePoints().forEach(escape::character);
            chars.clear();
            if (!result.isError()) {
                return escape.out.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                escape.hex(in.get() & 0xff);
            }
            decoder.reset();
        }
    }

    private void character(int c) {
        boolean alone = before == 0;
        int former = before;
        before = c;
        marks = mark(c) ? marks + 1 : 0;
        if (quoted && (c == '"' || c == '\\')) {
            out.append('\\').append((char) c);
        } else if (quoted && c < ' ' && "\n\t\r".indexOf(c) >= 0) {
            out.append('\\').append(c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
        } else if (!quoted && (c == '\n' || c == '\t')) {
            out.append((char) c);
        } else if (c < ' ' || c == 0x7f) {
            hex(c);
        } else if (printable(c)
                && !(mark(c) && (alone || marks > MOST_MARKS))
                && (c != JOINER && c != EMOJI || symbol(former))) {
            out.appendCodePoint(c);
        } else if (c <= 0xffff) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.append(String.format("\\u{%x}", c));
        }
    }

    private void hex(int value) {
        before = 0;
        out.append("\\x").append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
    }

    private static boolean mark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK || Character.getType(c) == Character.ENCLOSING_MARK;
    }

    /** What emoji are made of: only behind these do a joiner and the selector of colour show. */
    private static boolean symbol(int c) {
        return Character.getType(c) == Character.OTHER_SYMBOL
                || Character.getType(c) == Character.MODIFIER_SYMBOL
                || c == EMOJI
                || c == 0x20e3
                || c >= '0' && c <= '9'
                || c == '#'
                || c == '*';
    }

    /**
     * Whether a character has a shape of its own: no control, no format mark (they turn text around), no lone
     * surrogate, no letter that is blank.
     */
    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> c == JOINER;
            default -> c == EMOJI || !invisible(c);
        };
    }

    /** Letters and marks that draw nothing. Source: Unicode, Default_Ignorable_Code_Point. */
    private static boolean invisible(int c) {
        return c == 0x34f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || c >= 0x180b && c <= 0x180f
                || c == 0x3164
                || c >= 0xfe00 && c <= 0xfe0f
                || c == 0xffa0
                || c >= 0xe0100 && c <= 0xe01ef;
    }
}
