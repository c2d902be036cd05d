package socklab.lab.strace;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;

/** Reads strace's values from a line, of which each char is a byte. It never looks back, so it takes linear time. */
final class ValueReader {
    /** The deepest nesting of structures: reading one takes stack for each level. */
    private static final int MOST_DEEP = 30;

    /** The most values of a call: more than any socket call has. */
    private static final int MOST_VALUES = 10_000;

    /** The longest text of a descriptor: as long as a path can be. Source: limits.h, PATH_MAX. */
    private static final int MOST_DESCRIPTOR = 4_200;

    private final String line;
    private boolean commented = true;
    private int at;
    private int values;
    private int depth;

    ValueReader(String line, int from) {
        this.line = line;
        this.at = from;
    }

    /** Where the next char stands. */
    int position() {
        return at;
    }

    /** The values up to a closing bracket, which is read too. */
    List<StraceValue.Field> upTo(char end) throws UnreadableCall {
        if (++depth > MOST_DEEP) {
            throw new UnreadableCall("nested too deeply");
        }
        List<StraceValue.Field> fields = new ArrayList<>();
        while (true) {
            blanks();
            if (take(end)) {
                depth--;
                return List.copyOf(fields);
            }
            fields.add(field());
            blanks();
            if (take(',')) {
                blanks();
            }
        }
    }

    private StraceValue.Field field() throws UnreadableCall {
        int end = at;
        while (end < line.length() && (Character.isLetterOrDigit(line.charAt(end)) || line.charAt(end) == '_')) {
            end++;
        }
        boolean named = end > at && end + 1 < line.length() && line.charAt(end) == '=' && line.charAt(end + 1) != '>';
        if (named) {
            String name = line.substring(at, end);
            at = end + 1;
            return new StraceValue.Field(name, value());
        }
        // an older strace counts what it prints: msg_name(16)={...}
        StraceValue value = value();
        if (value instanceof StraceValue.Function f && take('=')) {
            return new StraceValue.Field(f.name(), value());
        }
        return new StraceValue.Field(value instanceof StraceValue.Function f ? f.name() : "", value);
    }

    /** The next value. */
    StraceValue value() throws UnreadableCall {
        StraceValue value = single();
        int before = at;
        blanks();
        if (line.startsWith("=>", at) || line.startsWith("->", at)) {
            at += 2;
            blanks();
            return new StraceValue.Change(value, single());
        }
        at = before;
        return value;
    }

    private StraceValue single() throws UnreadableCall {
        if (++values > MOST_VALUES) {
            throw new UnreadableCall("too many values");
        }
        blanks();
        if (take('"')) {
            Bytes bytes = string();
            return new StraceValue.Text(bytes, takeMore());
        } else if (line.startsWith("@\"", at)) {
            at += 2;
            return new StraceValue.Abstract(string());
        } else if (take('{')) {
            return new StraceValue.Struct(upTo('}'));
        } else if (take('[')) {
            return items();
        } else if (takeMore()) {
            return new StraceValue.More();
        }
        take('~'); // all but those: of signals only
        return line.startsWith("[", at) ? single() : word();
    }

    private StraceValue items() throws UnreadableCall {
        List<StraceValue> items = new ArrayList<>();
        upTo(']').forEach(f -> items.add(f.value()));
        takeMore();
        return new StraceValue.Items(List.copyOf(items));
    }

    private StraceValue word() throws UnreadableCall {
        int from = at;
        while (at < line.length() && ",()[]{}<>=\" ".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw new UnreadableCall(at < line.length() ? "unexpected " + line.charAt(at) : "unexpected end");
        }
        String word = line.substring(from, at);
        if (take('(')) {
            return new StraceValue.Function(
                    word, upTo(')').stream().map(StraceValue.Field::value).toList());
        }
        Optional<Long> number = number(word);
        comment();
        return number.<StraceValue>map(n -> new StraceValue.Number(n, descriptor()))
                .orElseGet(() -> new StraceValue.Word(word));
    }

    /**
     * What stands behind a descriptor: {@code <socket:[1]>}, {@code <TCP:[127.0.0.1:1->127.0.0.1:2]>},
     * {@code </tmp/x>}.
     */
    private Optional<String> descriptor() {
        if (at >= line.length() || line.charAt(at) != '<') {
            return Optional.empty();
        }
        int most = Math.min(line.length(), at + MOST_DESCRIPTOR);
        int blank = line.indexOf(' ', at, most);
        int bracket = line.indexOf('[', at, most);
        boolean listed = bracket > 0 && (blank < 0 || bracket < blank) && line.charAt(bracket - 1) == ':';
        int end = listed ? line.indexOf("]>", bracket, most) + 1 : line.indexOf('>', at, most);
        if (end <= 0) {
            return Optional.empty();
        }
        String what = line.substring(at + 1, end);
        at = end + 1;
        return Optional.of(what);
    }

    /** A decimal, hexadecimal or octal number. */
    static Optional<Long> number(String word) {
        try {
            boolean digits = !word.isEmpty() && (Character.isDigit(word.charAt(0)) || word.charAt(0) == '-');
            if (!digits || word.length() > 21) {
                return Optional.empty();
            }
            return Optional.of(word.startsWith("0x") ? Long.parseUnsignedLong(word.substring(2), 16) : decimal(word));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long decimal(String word) {
        return word.startsWith("-") ? Long.parseLong(word) : Long.parseUnsignedLong(word);
    }

    /** The rest of a string, behind its opening quote. */
    private Bytes string() throws UnreadableCall {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return Bytes.of(bytes.toByteArray());
            }
            bytes.write(c == '\\' ? escape() : c);
        }
        throw new UnreadableCall("a string without its end");
    }

    /** C's escapes: letters, up to three octal digits, or {@code x} and two hexadecimal ones. */
    private int escape() throws UnreadableCall {
        if (at >= line.length()) {
            throw new UnreadableCall("a string without its end");
        }
        char kind = line.charAt(at++);
        int letter = "abtnvfre".indexOf(kind);
        if (letter >= 0) {
            return "\u0007\b\t\n\u000b\f\r\u001b".charAt(letter);
        }
        if (kind == 'x') {
            return digits(16, 2, 0);
        }
        return kind >= '0' && kind <= '7' ? digits(8, 2, kind - '0') : kind;
    }

    private int digits(int base, int most, int before) {
        int value = before;
        for (int i = 0; i < most && at < line.length(); i++) {
            int digit = Character.digit(line.charAt(at), base);
            if (digit < 0) {
                break;
            }
            value = value * base + digit;
            at++;
        }
        return value & 0xff;
    }

    private void blanks() {
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        comment();
    }

    /** {@code /* AF_??? *}{@code /}: what strace says beside a number. */
    private void comment() {
        if (commented && (line.startsWith("/*", at) || line.startsWith(" /*", at))) {
            int end = line.indexOf("*/", at);
            commented = end >= 0; // else none ends behind this one either
            at = commented ? end + 2 : at;
        }
    }

    private boolean take(char c) {
        boolean there = at < line.length() && line.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private boolean takeMore() {
        boolean there = line.startsWith("...", at);
        at += there ? 3 : 0;
        return there;
    }
}
