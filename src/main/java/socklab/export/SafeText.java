package socklab.export;

import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Text of a lab made fit for source code. Characters that do not show, or that turn the direction of what follows,
 * could make a program look like another one, so none of them reaches it raw.
 *
 * <p>Source: Unicode Technical Standard 55, "Unicode Source Code Handling".
 */
public final class SafeText {
    private SafeText() {}

    /** Whether a character shows and stays in its place. */
    public static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c == ' ' || !Character.isSpaceChar(c);
        };
    }

    /**
     * A character as it stands in a string literal of Python, C or Java: what would end the literal, and what does not
     * show, is escaped. The five escapes are the same in all three; {@code escape} writes any other character.
     *
     * <p>Source: The Python Language Reference, 2.4.1; ISO C99, 6.4.4.4; The Java Language Specification, 3.10.7.
     */
    public static String quoted(int c, IntFunction<String> escape) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> visible(c) ? Character.toString(c) : escape.apply(c);
        };
    }

    /** A text for a comment: a character that does not show is replaced by its number. */
    public static String comment(String text) {
        return map(text.replace('\t', ' ').stripTrailing(), c -> String.format("<U+%04X>", c));
    }

    /** A text in which each character that does not show is replaced. */
    public static String map(String text, IntFunction<String> replacement) {
        return text.codePoints()
                .mapToObj(c -> visible(c) ? Character.toString(c) : replacement.apply(c))
                .collect(Collectors.joining());
    }
}
