package socklab.lang;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.text.Message;

/** A time as typed: a number and its unit, {@code 500ms}, {@code 1.5s}. */
public final class DurationParser {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|min|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "min",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private DurationParser() {}

    /** The nanoseconds of a time, or why it is none. */
    public sealed interface Time {
        record Of(long nanos) implements Time {}

        record Wrong(Message fault, Message cure) implements Time {}
    }

    /** Reads a time. */
    public static Time read(String text) {
        Matcher m = FORM.matcher(text);
        if (m.matches()) {
            return new Time.Of(new BigDecimal(m.group(1))
                    .multiply(BigDecimal.valueOf(NANOS.get(m.group(2))))
                    .longValue());
        }
        boolean bare = text.matches("\\d+(\\.\\d+)?");
        return new Time.Wrong(Message.of(bare ? "fault.noUnit" : "fault.time", text), Message.of("cure.time"));
    }

    static long nanos(Token token) throws ParseError {
        return switch (read(token.text())) {
            case Time.Of t -> t.nanos();
            case Time.Wrong w -> throw new ParseError(token.span(), w.fault(), w.cure());
        };
    }

    /** A time in whole milliseconds, as poll counts. */
    static int millis(Token token) throws ParseError {
        long nanos = nanos(token);
        if (nanos % 1_000_000 != 0 || nanos / 1_000_000 > Integer.MAX_VALUE) {
            throw new ParseError(token.span(), Message.of("fault.range", token.text()), Message.of("cure.millis"));
        }
        return (int) (nanos / 1_000_000);
    }
}
