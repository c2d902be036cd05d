package socklab.lang;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A line read from left to right, word by word.
 *
 * <p>What a note or a Chinese input method puts in place of ASCII is forgiven outside data: blanks of any
 * kind separate words, and full-width characters read as their ASCII twins. Each stands for exactly one
 * char, so spans hold for the line as typed.
 */
final class LineScanner {
    private final String line;
    private final List<Highlight> marks = new ArrayList<>();
    private int position;
    private int end;
    private boolean forgiven;
    private final Set<Hint> hints = EnumSet.noneOf(Hint.class);

    LineScanner(String line) {
        this.line = line;
        this.end = line.length();
        trim();
    }

    /** The line as typed. */
    String line() {
        return line;
    }

    /** What there is to point out so far. */
    Set<Hint> hints() {
        if (forgiven) {
            hints.add(Hint.FORGIVEN);
        }
        return Set.copyOf(hints);
    }

    void hint(Hint hint) {
        hints.add(hint);
    }

    /** What the words read so far are. */
    List<Highlight> marks() {
        return marks;
    }

    private void trim() {
        while (end > position && blank(line.charAt(end - 1))) {
            end--;
        }
        skipBlanks();
    }

    private void skipBlanks() {
        while (position < end && blank(line.charAt(position))) {
            char c = line.charAt(position++);
            forgiven |= c != ' ' && c != '\t' && position < end;
        }
    }

    /** Whether nothing but blanks is left. */
    boolean atEnd() {
        skipBlanks();
        return position >= end;
    }

    /** The next word, without reading it; empty at the end. */
    Token peek() {
        skipBlanks();
        int stop = position;
        while (stop < end && !blank(line.charAt(stop))) {
            stop++;
        }
        return token(position, stop);
    }

    /** Reads the next word; empty at the end. */
    Token next() {
        Token token = peek();
        position = token.span().end();
        noteFolding(token.span());
        return token;
    }

    /** Reads the next word and says what it is. */
    Token next(Highlight.Role role) {
        Token token = next();
        mark(token.span(), role);
        return token;
    }

    void mark(Span span, Highlight.Role role) {
        marks.add(new Highlight(span, role));
    }

    /** The part of the line between two indices as a word, folded. */
    Token token(int from, int to) {
        return new Token(fold(line.substring(from, to)), new Span(from, to));
    }

    /** All that is left, as typed. */
    Token rest() {
        skipBlanks();
        return new Token(line.substring(position, end), new Span(position, end));
    }

    /** Reads all that is left, as typed. */
    Token takeRest() {
        Token rest = rest();
        position = end;
        return rest;
    }

    /** Whether a quoted text comes next. */
    boolean atQuote() {
        return peek().text().startsWith("\"");
    }

    /** Reads a text in quotes, up to its closing quote, or all that is left where there is none. */
    Token takeQuoted(Highlight.Role role) {
        Token rest = rest();
        String text = rest.text();
        int length = text.length();
        for (int i = 1; i < length; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (fold(text.substring(i, i + 1)).equals("\"")) {
                length = i + 1;
            }
        }
        int start = rest.span().start();
        Token quoted = new Token(text.substring(0, length), new Span(start, start + length));
        mark(quoted.span(), role);
        moveTo(start + length);
        return quoted;
    }

    /** Continues at an index. */
    void moveTo(int index) {
        position = index;
    }

    int position() {
        return position;
    }

    /** Where something is missing: right behind what there is. */
    Span here() {
        return new Span(end, end + 1);
    }

    /** Takes a mark of one character off the end, if it stands there as a word of its own. */
    boolean takeTrailing(char mark) {
        if (end - 2 >= position && foldChar(line.charAt(end - 1)) == mark && blank(line.charAt(end - 2))) {
            mark(new Span(end - 1, end), Highlight.Role.SYNTAX);
            end--;
            trim();
            return true;
        }
        return false;
    }

    /** How many words are left. */
    int wordsLeft() {
        int saved = position;
        boolean was = forgiven;
        int count = 0;
        while (!atEnd()) {
            position = peek().span().end();
            count++;
        }
        position = saved;
        forgiven = was;
        return count;
    }

    /** The index of a character among those that follow in this word, if it is there. */
    Optional<Integer> indexInWord(char c) {
        Token word = peek();
        int at = word.text().indexOf(c);
        return at < 0 ? Optional.empty() : Optional.of(word.span().start() + at);
    }

    private void noteFolding(Span span) {
        for (int i = span.start(); i < span.end() && !forgiven; i++) {
            forgiven = foldChar(line.charAt(i)) != line.charAt(i);
        }
    }

    /** Whether a char separates words: any Unicode space, a byte order mark, a zero-width space. */
    static boolean blank(char c) {
        return switch (c) {
            case ' ', '\t', '\r', '\n', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x200B, 0xFEFF -> true;
            default -> c >= 0x2000 && c <= 0x200A;
        };
    }

    /** A text with full-width characters of syntax replaced by their ASCII twins, char by char. */
    static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                StringBuilder folded = new StringBuilder(text);
                for (int j = i; j < folded.length(); j++) {
                    folded.setCharAt(j, foldChar(folded.charAt(j)));
                }
                return folded.toString();
            }
        }
        return text;
    }

    static char foldChar(char c) {
        if (c >= 0xFF01 && c <= 0xFF5E) { // the full-width forms of ! to ~
            return (char) (c - 0xFEE0);
        }
        return switch (c) {
            case '\u201C', '\u201D' -> '"';
            case '\u3002' -> '.'; // what the keys . / $ give in a Chinese input method
            case '\u3001' -> '/';
            case '\uFFE5' -> '$';
            default -> c;
        };
    }
}
