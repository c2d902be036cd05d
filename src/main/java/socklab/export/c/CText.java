package socklab.export.c;

import java.util.Optional;
import socklab.call.Bytes;
import socklab.export.SafeText;

/** String literals and comments of C. Source: ISO C99, 6.4.4.4, 6.4.5, 6.4.9, and 5.2.1.1 for trigraphs. */
final class CText {
    /** The longest string literal that every compiler takes. Source: ISO C99, 5.2.4.1. */
    static final int LONGEST = 4095;

    private CText() {}

    /** A string literal. Escapes are octal: a hexadecimal one would swallow digits that follow it. */
    static String literal(Bytes bytes) {
        Optional<String> text = bytes.wellFormedText();
        StringBuilder out = new StringBuilder("\"");
        if (text.isPresent()) {
            text.get().codePoints().forEach(c -> out.append(SafeText.quoted(c, CText::escape)));
        } else {
            for (int i = 0; i < bytes.length(); i++) {
                int c = bytes.at(i) & 0xff;
                out.append(c < 0x7f ? SafeText.quoted(c, CText::escape) : octal(c));
            }
        }
        return out.append('"').toString().replace("??", "?\\?");
    }

    static String literal(String text) {
        return literal(Bytes.utf8(text));
    }

    private static String octal(int c) {
        return String.format("\\%03o", c);
    }

    /** The bytes of a character, each in octal. */
    private static String escape(int c) {
        StringBuilder escaped = new StringBuilder();
        Bytes bytes = Bytes.utf8(Character.toString(c));
        for (int i = 0; i < bytes.length(); i++) {
            escaped.append(octal(bytes.at(i) & 0xff));
        }
        return escaped.toString();
    }

    /** A text that ends no comment, opens none and is no trigraph. */
    static String comment(String text) {
        return SafeText.comment(text)
                .replace("*/", "* /")
                .replace("/*", "/ *")
                .replace("??", "? ?")
                .replaceFirst("\\\\$", "\\\\ ");
    }
}
