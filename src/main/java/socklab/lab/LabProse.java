package socklab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.text.DisplayWidth;
import socklab.text.Language;

/**
 * A block of a lab's comments as prose: a block that has {@code #zh} lines shows Chinese readers those.
 *
 * <p>Lines that follow one another are one paragraph and are wrapped together. A line that is indented, or begins with
 * a list mark, begins a new line, so that drawings and lists keep their shape.
 */
public final class LabProse {
    private static final Pattern ZH = Pattern.compile("(\\?)?zh(\\?)?(?:\\s(.*))?");
    private static final Pattern QUESTION = Pattern.compile("\\?(.*)");
    private static final Pattern ITEM = Pattern.compile("(?:[-*•]|\\d+[.)])\\s.*");
    private static final Pattern RULED = Pattern.compile("\\s{2,}.*|\\s*[|+].*");

    private LabProse() {}

    /** What a comment is: prose, or a question to the class before the next call. */
    public enum Kind {
        TEXT,
        QUESTION
    }

    /** A comment's text, less its marks; {@code fixed} if its blanks are part of it. */
    public record Piece(Kind kind, Language language, String text, boolean fixed) {}

    /**
     * The prose of a comment; empty for {@code # needs:} and {@code #!}. {@code text} is what follows the {@code #}.
     */
    public static Optional<Piece> piece(String text) {
        String body = text.stripTrailing();
        if (body.strip().startsWith("needs:") || body.startsWith("!")) {
            return Optional.empty();
        }
        Matcher zh = ZH.matcher(body);
        if (zh.matches()) {
            String said = zh.group(3) == null ? "" : zh.group(3);
            boolean question = zh.group(1) != null || zh.group(2) != null || said.startsWith("?");
            return Optional.of(piece(question, Language.ZH, said.startsWith("?") ? said.substring(1) : said));
        }
        Matcher question = QUESTION.matcher(body);
        return Optional.of(
                question.matches()
                        ? piece(true, Language.EN, question.group(1))
                        : piece(false, Language.EN, body.startsWith(" ") ? body.substring(1) : body));
    }

    private static Piece piece(boolean question, Language language, String text) {
        boolean fixed = !question && RULED.matcher(text).matches();
        return new Piece(
                question ? Kind.QUESTION : Kind.TEXT, language, fixed ? text.stripTrailing() : text.strip(), fixed);
    }

    /** The pieces that a reader of that language sees: where a kind has Chinese, Chinese readers see only that. */
    public static List<Piece> of(List<Piece> block, Language language, Kind kind) {
        List<Piece> own = block.stream()
                .filter(p -> p.kind() == kind && p.language() == language)
                .toList();
        return own.isEmpty()
                ? block.stream()
                        .filter(p -> p.kind() == kind && p.language() == Language.EN)
                        .toList()
                : own;
    }

    /** Pieces as lines of at most so many columns. */
    public static List<String> lines(List<Piece> pieces, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece.fixed()
                    || piece.text().isEmpty()
                    || ITEM.matcher(piece.text()).matches()) {
                flush(paragraph, columns, lines);
            }
            if (piece.fixed() || piece.text().isEmpty()) {
                lines.add(piece.text());
            } else {
                paragraph.append(joint(paragraph, piece.text())).append(piece.text());
            }
        }
        flush(paragraph, columns, lines);
        return lines;
    }

    /** Lines of a paragraph as one text again. */
    static String joined(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(joint(text, line)).append(line));
        return text.toString();
    }

    private static void flush(StringBuilder paragraph, int columns, List<String> lines) {
        if (!paragraph.isEmpty()) {
            lines.addAll(DisplayWidth.wrap(paragraph.toString(), columns));
            paragraph.setLength(0);
        }
    }

    /** A blank between words; nothing between CJK characters, nor after full-width punctuation. */
    private static String joint(CharSequence before, String after) {
        if (before.isEmpty()) {
            return "";
        }
        int last = Character.codePointBefore(before, before.length());
        boolean close = DisplayWidth.of(last) == 2
                && (DisplayWidth.of(after.codePointAt(0)) == 2 || !Character.isLetterOrDigit(last));
        return close ? "" : " ";
    }
}
