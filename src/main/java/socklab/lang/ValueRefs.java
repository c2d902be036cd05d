package socklab.lang;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import socklab.text.Message;

/** {@code $} values in a text. */
public final class ValueRefs {
    private static final String FIELDS =
            Arrays.stream(ValueRef.Field.values()).map(ValueRef.Field::word).collect(Collectors.joining("|"));
    private static final String NAME = "_(?![\\p{L}\\p{N}_-])|[\\p{L}\\p{N}_-]+[\\p{Mn}\\p{Mc}]*";

    /** {@code $name}, and {@code .field} only if the field is one. */
    private static final Pattern IN_TEXT =
            Pattern.compile("\\$(" + NAME + ")(?:\\.(" + FIELDS + ")(?![\\p{L}\\p{N}_]))?");

    private static final Pattern ALONE = Pattern.compile("\\$(" + NAME + ")(?:\\.(\\S+))?");

    private ValueRefs() {}

    /** The value that a word stands for, where one is needed. */
    static ValueRef required(Token token) throws ParseError {
        Matcher m = ALONE.matcher(token.text());
        if (!m.matches()) {
            throw new ParseError(token.span(), Message.of("fault.value", token.text()), Message.of("cure.value"));
        }
        Optional<ValueRef.Field> field = Optional.empty();
        if (m.group(2) != null) {
            String typed = m.group(2);
            field = Arrays.stream(ValueRef.Field.values())
                    .filter(f -> f.word().equals(typed))
                    .findFirst();
            if (field.isEmpty()) {
                int start = token.span().start() + m.start(2);
                throw new ParseError(
                        new Span(start, token.span().end()),
                        Message.of("fault.field", typed),
                        Message.of("cure.field", FIELDS.replace("|", ", ")));
            }
        }
        return new ValueRef(m.group(1), field, token.span());
    }

    /** Whether the whole of a text has the form of one value. */
    static boolean alone(String text) {
        return ALONE.matcher(text).matches();
    }

    /** The values in a text, in order; {@code offset} is where the text stands in its line. */
    public static List<ValueRef> in(String text, int offset) {
        List<ValueRef> refs = new ArrayList<>();
        Matcher m = IN_TEXT.matcher(text);
        while (m.find()) {
            Optional<ValueRef.Field> field = Optional.ofNullable(m.group(2))
                    .map(f -> ValueRef.Field.valueOf(f.toUpperCase(java.util.Locale.ROOT)));
            refs.add(new ValueRef(m.group(1), field, new Span(offset + m.start(), offset + m.end())));
        }
        return refs;
    }
}
