package socklab.lang;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.text.Message;

/**
 * A message: the rest of the line as typed, or one of the forms {@code "…"}, {@code hex:}, {@code fill:},
 * {@code file:}, {@code line:}, {@code $value}.
 */
final class DataParser {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[nrt0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})");
    private static final Pattern QUOTES = Pattern.compile("(?s)'.*'|[bB]\".*\"|[bB]'.*'");

    private final LineScanner in;
    private final Message usage;

    DataParser(LineScanner in, Message usage) {
        this.in = in;
        this.usage = usage;
    }

    /** Commands of SMTP, HTTP, Redis, POP3 and FTP, whole. Source: RFC 5321, RFC 9112, RFC 1939, RFC 959. */
    private static final Pattern COMMAND =
            Pattern.compile("(HELO|EHLO|USER|PASS|RETR|GET|HEAD|DEL|INCR) \\S+( HTTP/\\S+)?"
                    + "|(MAIL FROM|RCPT TO):.*|SET \\S+ .+|DATA|QUIT|NOOP|RSET|PING|LIST|STAT");

    /** The calls of a connected socket. */
    private static final Pattern ON_STREAM = Pattern.compile("(?:^|[.\\s])(?:send|write)\\s");

    Operand message() throws ParseError {
        if (in.atEnd()) {
            throw new ParseError(in.here(), Message.of("fault.noData"), usage);
        }
        Token data = in.takeRest();
        in.mark(data.span(), Highlight.Role.DATA);
        String text = data.text();
        if (quoted(text)) {
            return bound(unquote(data));
        } else if (text.startsWith("hex:")) {
            return bound(hex(after(data, 4)));
        } else if (text.startsWith("fill:")) {
            return bound(fill(after(data, 5)));
        } else if (text.startsWith("file:")) {
            return new Operand.Message(List.of(new Operand.Piece.File(after(data, 5))));
        }
        if (text.startsWith("line:")) {
            return line(after(data, 5));
        }
        hint(text);
        return text.indexOf('$') < 0 ? bound(Bytes.utf8(text)) : template(data);
    }

    /** A line of a line protocol: the text, then CR LF. */
    private static Operand line(Token text) throws ParseError {
        Operand.Piece end = new Operand.Piece.Literal(Bytes.utf8("\r\n"));
        return text.text().indexOf('$') < 0
                ? bound(Bytes.utf8(text.text() + "\r\n"))
                : new Operand.Message(
                        Stream.concat(pieces(text).stream(), Stream.of(end)).toList());
    }

    /** Points out what other languages read otherwise. */
    private void hint(String text) {
        if (QUOTES.matcher(text).matches()) {
            in.hint(Hint.QUOTES);
        } else if (ESCAPE.matcher(text).find()) {
            in.hint(Hint.ESCAPE);
        } else if (COMMAND.matcher(text).matches()
                && ON_STREAM.matcher(in.line()).find()) {
            in.hint(Hint.NO_LINE_END);
        }
    }

    private static Operand bound(Bytes bytes) {
        return new Operand.Bound(new Arg.Payload(bytes));
    }

    private static Token after(Token data, int prefix) {
        return new Token(
                data.text().substring(prefix),
                new Span(data.span().start() + prefix, data.span().end()));
    }

    /** A straight quote opens the quoted form; curly ones do only as a pair around the whole. */
    private static boolean quoted(String text) {
        if (text.startsWith("\"")) {
            return true;
        }
        char last = text.charAt(text.length() - 1);
        boolean pair = text.length() > 1 && isCurly(text.charAt(0)) && (isCurly(last) || last == '"');
        return pair && text.substring(1, text.length() - 1).chars().noneMatch(c -> isCurly((char) c) || c == '"');
    }

    private static boolean isCurly(char c) {
        return c == '\u201C' || c == '\u201D' || c == '\uFF02';
    }

    Bytes unquote(Token data) throws ParseError {
        String text = data.text();
        int at = data.span().start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder run = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || isCurly(c) && i == text.length() - 1) {
                if (i != text.length() - 1) {
                    int behind = data.span().end()
                            - text.substring(i + 1).stripLeading().length();
                    throw new ParseError(
                            new Span(behind, data.span().end()),
                            Message.of("fault.afterQuote"),
                            Message.of("cure.afterQuote"));
                }
                out.writeBytes(run.toString().getBytes(StandardCharsets.UTF_8));
                return Bytes.of(out.toByteArray());
            }
            if (c == '\\') {
                i = escape(text, i, at, run, out);
            } else {
                run.append(c);
            }
        }
        throw new ParseError(in.here(), Message.of("fault.openQuote"), Message.of("cure.openQuote"));
    }

    /** Reads the escape at an index, and returns the index of its last char. */
    private static int escape(String text, int i, int at, StringBuilder run, ByteArrayOutputStream out)
            throws ParseError {
        char kind = i + 1 < text.length() ? text.charAt(i + 1) : '\\';
        int simple = "ntr0abfve\"\\".indexOf(kind);
        if (simple >= 0 && i + 1 < text.length()) {
            run.append("\n\t\r\0\u0007\b\f\u000b\u001b\"\\".charAt(simple));
            return i + 1;
        }
        int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 0;
        OptionalInt value = hexValue(text, i + 2, digits);
        if (value.isEmpty()) {
            Span span = new Span(at + i, at + Math.min(text.length(), i + 2 + digits));
            throw new ParseError(
                    span,
                    Message.of("fault.escape", text.substring(i, Math.min(text.length(), i + 2 + digits))),
                    Message.of("cure.escape"));
        }
        if (kind == 'u') {
            run.append((char) value.getAsInt());
        } else {
            out.writeBytes(run.toString().getBytes(StandardCharsets.UTF_8)); // \xff is a byte, not a character
            run.setLength(0);
            out.write(value.getAsInt());
        }
        return i + 1 + digits;
    }

    private static OptionalInt hexValue(String text, int from, int digits) {
        if (digits == 0
                || from + digits > text.length()
                || !text.substring(from, from + digits).chars().allMatch(HexFormat::isHexDigit)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(HexFormat.fromHexDigits(text, from, from + digits));
    }

    private static Bytes hex(Token digits) throws ParseError {
        String text = digits.text().replaceAll("[ \t]", "");
        try {
            return Bytes.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new ParseError(digits.span(), Message.of("fault.hex"), Message.of("cure.hex"));
        }
    }

    /** The letters a to z, over and over. */
    private static Bytes fill(Token count) throws ParseError {
        Message cure = Message.of("cure.fill", OperandParser.MOST_BYTES);
        byte[] bytes = new byte[(int) OperandParser.number(count, 0, OperandParser.MOST_BYTES, cure)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return Bytes.of(bytes);
    }

    private static Operand template(Token data) throws ParseError {
        String text = data.text();
        if (ValueRefs.alone(text) && text.matches("\\$\\D.*\\..*")) { // $m.uper is a slip, $5.99 a price
            return new Operand.Message(List.of(new Operand.Piece.Value(ValueRefs.required(data), true)));
        }
        return new Operand.Message(pieces(data));
    }

    /** Text and the {@code $} values in it. */
    private static List<Operand.Piece> pieces(Token data) {
        String text = data.text();
        int offset = data.span().start();
        List<Operand.Piece> pieces = new ArrayList<>();
        int from = 0;
        for (ValueRef ref : ValueRefs.in(text, offset)) {
            if (ref.span().start() - offset > from) {
                pieces.add(new Operand.Piece.Literal(
                        Bytes.utf8(text.substring(from, ref.span().start() - offset))));
            }
            pieces.add(new Operand.Piece.Value(ref, false));
            from = ref.span().end() - offset;
        }
        if (from < text.length()) {
            pieces.add(new Operand.Piece.Literal(Bytes.utf8(text.substring(from))));
        }
        return List.copyOf(pieces);
    }
}
