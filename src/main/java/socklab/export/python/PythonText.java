package socklab.export.python;

import java.util.Optional;
import socklab.call.Bytes;
import socklab.export.SafeText;

/** Literals of Python. Source: The Python Language Reference, 2.4.1. */
final class PythonText {
    private PythonText() {}

    /** A str literal. */
    static String text(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(SafeText.quoted(c, PythonText::escape)));
        return out.append('"').toString();
    }

    private static String escape(int c) {
        return c < 0x100
                ? String.format("\\x%02x", c)
                : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
    }

    /** A bytes literal; text beyond ASCII is a str that is encoded. */
    static String bytes(Bytes bytes) {
        Optional<String> text = bytes.wellFormedText()
                .filter(t -> t.codePoints().allMatch(c -> c == '\n' || c == '\r' || SafeText.visible(c)));
        if (text.isPresent() && text.get().chars().anyMatch(c -> c >= 128)) {
            return text(text.get()) + ".encode()";
        }
        StringBuilder out = new StringBuilder("b\"");
        for (int i = 0; i < bytes.length(); i++) {
            int c = bytes.at(i) & 0xff;
            out.append(c < 0x7f ? SafeText.quoted(c, PythonText::escape) : escape(c));
        }
        return out.append('"').toString();
    }
}
