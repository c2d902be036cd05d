package socklab.lang;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.text.Message;

/** A time as typed: a number and its unit, {@code 500ms}, {@code 1.5s}; zero needs no unit. */
public final class DurationParser {
    private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|min|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ns", Duration.ofNanos(1),
            "us", Duration.ofNanos(1_000),
            "µs", Duration.ofNanos(1_000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    private DurationParser() {}

    /** A time, or why it is none. */
    public sealed interface Time {
        record Of(Duration duration) implements Time {
            public long nanos() {
                return duration.toNanos();
            }
        }

        record Wrong(Message fault, Message cure) implements Time {}
    }

    /** Reads a time of zero or more. */
    public static Time read(String text) {
        return text.startsWith("-") ? wrong(text) : readSigned(text);
    }

    /** Reads a time that may be negative: the kernel validates it. */
    static Time readSigned(String text) {
        Matcher m = FORM.matcher(text);
        if (m.matches()) {
            BigDecimal nanos = new BigDecimal(m.group(1) + m.group(2))
                    .multiply(BigDecimal.valueOf(UNITS.get(m.group(3)).toNanos()));
            return new Time.Of(Duration.ofNanos(nanos.longValue()));
        }
        return text.equals("0") ? new Time.Of(Duration.ZERO) : wrong(text);
    }

    private static Time wrong(String text) {
        boolean bare = text.matches("-?\\d+(\\.\\d+)?");
        return new Time.Wrong(Message.of(bare ? "fault.noUnit" : "fault.time", text), Message.of("cure.time"));
    }

    /** Whether a word begins as a time does: a digit, after a minus sign or not. */
    static boolean looksLike(String text) {
        return text.matches("-?\\d[^:]*");
    }

    /** A time for the kernel, of any sign. */
    static Duration signed(Token token) throws ParseError {
        return switch (readSigned(token.text())) {
            case Time.Of t -> t.duration();
            case Time.Wrong w -> throw new ParseError(token.span(), w.fault(), w.cure());
        };
    }

    /** A time in whole units that fits into C's {@code int}. */
    static int whole(Token token, Duration unit, Message cure) throws ParseError {
        long nanos = signed(token).toNanos();
        long count = nanos / unit.toNanos();
        if (nanos % unit.toNanos() != 0 || count != (int) count) {
            throw new ParseError(token.span(), Message.of("fault.range", token.text()), cure);
        }
        return (int) count;
    }

    /** A time in whole milliseconds, as poll counts. */
    static int millis(Token token) throws ParseError {
        return whole(token, Duration.ofMillis(1), Message.of("cure.millis"));
    }
}
