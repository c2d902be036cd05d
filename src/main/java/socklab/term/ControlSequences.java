package socklab.term;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.keymap.BindingReader;
import org.jline.reader.LineReader;

/**
 * Reads what a terminal sends after an introducer: keys with modifiers, mouse and focus reports, late replies to
 * queries.
 *
 * <p>A key that means something is returned as the name of its widget; all else is read to its end and ignored, so
 * that no part of it becomes text of the line. Source: ECMA-48 §5.4 to 5.6; xterm, "XTerm Control Sequences".
 */
final class ControlSequences {
    private static final long NEXT_CHARACTER_MILLIS = 300;
    private static final int LONGEST = 100_000;
    private static final int X10_MOUSE_BYTES = 3;
    private static final int ALT = 3;
    private static final int SHIFT = 2;
    /** SS3 and a letter is the keypad's key whose character has the letter's number less this. */
    private static final int KEYPAD_OFFSET = 0x40;

    private static final char BEL = 7;
    private static final char CAN = 0x18;
    private static final char SUB = 0x1a;
    private static final char ESC = 0x1b;

    /** Parameters that keys have: a number, then the modifiers plus one. */
    private static final Pattern KEY = Pattern.compile("(\\d*)(?:;(\\d+))?([A-Za-z~])");

    private final BindingReader reader;

    ControlSequences(BindingReader reader) {
        this.reader = reader;
    }

    /** The next character, if it comes soon. */
    private Optional<Character> next() {
        int c = reader.peekCharacter(NEXT_CHARACTER_MILLIS);
        return c < 0 ? Optional.empty() : Optional.of((char) reader.readCharacter());
    }

    /** After CSI. */
    Optional<String> csi() {
        StringBuilder read = new StringBuilder();
        for (Optional<Character> c = next(); c.isPresent() && read.length() < LONGEST; c = next()) {
            read.append(c.get());
            if (c.get() == '[' && read.length() == 1) {
                continue; // function keys of the Linux console
            }
            if (c.get() == 'M' && read.length() == 1) {
                for (int i = 0; i < X10_MOUSE_BYTES; i++) {
                    next();
                }
                return Optional.empty();
            }
            boolean ofRxvt =
                    c.get() == '$' && !read.toString().startsWith("?"); // a key with Shift, not a status report
            if (c.get() >= '@' && c.get() <= '~' || c.get() < ' ' || ofRxvt) {
                break;
            }
        }
        return key(read.toString());
    }

    private static Optional<String> key(String sequence) {
        Matcher m = KEY.matcher(sequence);
        if (!m.matches()) {
            return Optional.empty();
        }
        int modifiers = m.group(2) == null ? 1 : m.group(2).length() > 2 ? 0 : Integer.parseInt(m.group(2));
        boolean word = modifiers >= ALT;
        return switch (m.group(3)) {
            case "A" -> Optional.of(LineReader.UP_LINE_OR_SEARCH);
            case "B" -> Optional.of(LineReader.DOWN_LINE_OR_SEARCH);
            case "C" -> Optional.of(word ? EditorKeys.TAKE_WORD : EditorKeys.TAKE);
            case "D" -> Optional.of(word ? LineReader.BACKWARD_WORD : LineReader.BACKWARD_CHAR);
            case "F" -> Optional.of(EditorKeys.TAKE_LINE);
            case "H" -> Optional.of(LineReader.BEGINNING_OF_LINE);
            case "~" -> editingKey(m.group(1), modifiers);
            default -> Optional.empty();
        };
    }

    /** The keys of the editing keypad, as the VT220 and its descendants number them. */
    private static Optional<String> editingKey(String number, int modifiers) {
        return switch (number) {
            case "1", "7" -> Optional.of(LineReader.BEGINNING_OF_LINE);
            case "4", "8" -> Optional.of(EditorKeys.TAKE_LINE);
            case "3" -> Optional.of(modifiers <= SHIFT ? LineReader.DELETE_CHAR : LineReader.KILL_WORD);
            case "5" -> Optional.of(EditorKeys.PREVIOUS_PAGE);
            case "6" -> Optional.of(EditorKeys.NEXT_PAGE);
            case "200" -> Optional.of(LineReader.BEGIN_PASTE);
            default -> Optional.empty();
        };
    }

    /** After SS3: cursor and keypad keys in their application mode; the text is what a key of the keypad types. */
    Optional<Ss3> ss3() {
        Optional<Character> c = next();
        while (c.isPresent() && (Character.isDigit(c.get()) || c.get() == ';')) {
            c = next(); // modifiers, as some terminals put them here
        }
        if (c.isEmpty()) {
            return Optional.empty();
        }
        char key = c.get();
        return switch (key) {
            case 'M' -> Optional.of(new Ss3(LineReader.ACCEPT_LINE, ""));
            case 'a', 'b', 'c', 'd' -> ss3Widget(Character.toUpperCase(key) + "");
            case 'A', 'B', 'C', 'D', 'F', 'H' -> ss3Widget(key + "");
            case 'X' -> Optional.of(new Ss3(LineReader.SELF_INSERT, "="));
            default ->
                key >= 'j' && key <= 'y'
                        ? Optional.of(new Ss3(LineReader.SELF_INSERT, (char) (key - KEYPAD_OFFSET) + ""))
                        : Optional.empty();
        };
    }

    private static Optional<Ss3> ss3Widget(String key) {
        return key(key).map(widget -> new Ss3(widget, ""));
    }

    /** A key that came after SS3: its widget, and what it types. */
    record Ss3(String widget, String text) {}

    /** After OSC, DCS, SOS, PM or APC: up to the string terminator. */
    void string() {
        boolean escaped = false;
        Optional<Character> c = next();
        for (int i = 0; c.isPresent() && i < LONGEST; i++) {
            char read = c.get();
            if (read == BEL || read == CAN || read == SUB || escaped && read == '\\') {
                return;
            }
            escaped = read == ESC;
            c = next();
        }
    }
}
