package socklab.export.nio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.export.SafeText;

/** String literals and comments of Java. Source: The Java Language Specification, 3.3 and 3.10.6. */
final class JavaText {
    /** The longest string of a class file, in bytes. Source: The Java Virtual Machine Specification, 4.4.7. */
    private static final int LONGEST = 65535;

    private static final int MOST_BYTES = 1000;

    private JavaText() {}

    static String literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(SafeText.quoted(c, JavaText::escape)));
        return out.append('"').toString();
    }

    /** An escape of Java: octal for ASCII, else its UTF-16 units. */
    private static String escape(int c) {
        StringBuilder escaped = new StringBuilder();
        for (char half : Character.toChars(c)) {
            escaped.append(half < 0x80 ? String.format("\\%03o", (int) half) : String.format("\\u%04x", (int) half));
        }
        return escaped.toString();
    }

    /** Bytes as an expression of type ByteBuffer; none if they are too many for a class file. */
    static Optional<String> buffer(Bytes bytes) {
        Optional<String> text = bytes.wellFormedText();
        if (text.isPresent()) {
            return bytes.length() > LONGEST / 3
                    ? Optional.empty()
                    : Optional.of("UTF_8.encode(" + literal(text.get()) + ")");
        }
        if (bytes.length() > MOST_BYTES) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < bytes.length(); i++) {
            int b = bytes.at(i) & 0xff;
            all.add(b < 0x80 ? Integer.toString(b) : String.format("(byte) 0x%02x", b));
        }
        return Optional.of("ByteBuffer.wrap(new byte[] {" + String.join(", ", all) + "})");
    }

    /** A text in which no backslash begins a Unicode escape: those are read in comments, too. */
    static String comment(String text) {
        return SafeText.comment(text).replace("\\u", "\\ u");
    }
}
