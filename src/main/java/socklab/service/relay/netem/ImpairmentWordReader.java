package socklab.service.relay.netem;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.lang.DurationParser;
import socklab.lang.Span;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.text.Message;

/** Reads what stands behind an {@link ImpairmentWord}: one word after another, each as what it must be. */
final class ImpairmentWordReader {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)%");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(?:\\.\\d{1,9})?");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9})([kmg]?)(bit|bps)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(b|k|kb|m|mb)");
    private static final long MOST_NANOS = 3_600_000_000_000L;
    private static final int MOST_DROPS = 10_000;

    private final List<Token> tokens;
    private final Message usage;
    private int at;

    ImpairmentWordReader(List<Token> tokens, int at, Message usage) {
        this.tokens = tokens;
        this.at = at;
        this.usage = usage;
    }

    /** Where the next word stands. */
    int position() {
        return at;
    }

    private Optional<Token> peek() {
        return at < tokens.size() ? Optional.of(tokens.get(at)) : Optional.empty();
    }

    private Token next() throws ArgumentError {
        if (at == tokens.size()) {
            int end = tokens.getLast().span().end();
            throw new ArgumentError(new Token("", new Span(end, end + 1)), Message.of("fault.missing"), usage);
        }
        return tokens.get(at++);
    }

    /** Takes a word if it comes next. */
    boolean takes(String word) {
        boolean there = peek().filter(t -> t.text().equals(word)).isPresent();
        at += there ? 1 : 0;
        return there;
    }

    void must(String word) throws ArgumentError {
        Token token = next();
        if (!token.text().equals(word)) {
            throw new ArgumentError(token, Message.of("fault.choice", token.text()), usage);
        }
    }

    Percentage percent() throws ArgumentError {
        Token token = next();
        Matcher m = PERCENT.matcher(token.text());
        if (!m.matches()) {
            boolean bare = NUMBER.matcher(token.text()).matches();
            throw new ArgumentError(
                    token,
                    Message.of(bare ? "fault.noUnit" : "fault.percent", token.text()),
                    bare ? Message.of("cure.percent", token.text()) : usage);
        }
        Percentage percent = Percentage.of(m.group(1));
        if (percent.value().compareTo(Percentage.ALL.value()) > 0) {
            throw new ArgumentError(token, Message.of("fault.range", token.text()), Message.of("cure.percentRange"));
        }
        return percent;
    }

    /** A rate if one comes next, or what stands for one. A number without its sign is taken for a slip. */
    Percentage percentOr(Percentage usual) throws ArgumentError {
        boolean there =
                peek().filter(t -> Character.isDigit(t.text().charAt(0))).isPresent();
        return there ? percent() : usual;
    }

    long time() throws ArgumentError {
        Token token = next();
        return switch (DurationParser.read(token.text())) {
            case DurationParser.Time.Of t when t.nanos() <= MOST_NANOS -> t.nanos();
            case DurationParser.Time.Of _ ->
                throw new ArgumentError(token, Message.of("fault.range", token.text()), Message.of("cure.timeRange"));
            case DurationParser.Time.Wrong w -> throw new ArgumentError(token, w.fault(), w.cure());
        };
    }

    /** A time if a number comes next. */
    long timeOr(long usual) throws ArgumentError {
        boolean there = peek().filter(
                        t -> Character.isDigit(t.text().charAt(0)) && !t.text().endsWith("%"))
                .isPresent();
        return there ? time() : usual;
    }

    long number(long least, long most) throws ArgumentError {
        Token token = next();
        if (!token.text().matches("\\d{1,18}")) {
            throw new ArgumentError(token, Message.of("fault.number", token.text()), usage);
        }
        long number = Long.parseLong(token.text());
        if (number < least || number > most) {
            throw new ArgumentError(
                    token, Message.of("fault.range", token.text()), Message.of("cure.between", least, most));
        }
        return number;
    }

    /** A number if one comes next. */
    long signedOr(long usual, long least, long most) throws ArgumentError {
        boolean there = peek().filter(t -> t.text().matches("-?\\d{1,9}")).isPresent();
        if (!there) {
            return usual;
        }
        Token token = next();
        long number = Long.parseLong(token.text());
        if (number < least || number > most) {
            throw new ArgumentError(
                    token, Message.of("fault.range", token.text()), Message.of("cure.between", least, most));
        }
        return number;
    }

    long signed() throws ArgumentError {
        Token token = next();
        try {
            return Long.parseLong(token.text());
        } catch (NumberFormatException e) {
            throw new ArgumentError(token, Message.of("fault.number", token.text()), usage);
        }
    }

    /** Bits per second: {@code 100kbit}; {@code kbps} are kilobytes, as tc has it. */
    long rate() throws ArgumentError {
        return scaled(RATE, "fault.rate", m -> {
            long unit = switch (m.group(2)) {
                case "k" -> 1000L;
                case "m" -> 1_000_000L;
                case "g" -> 1_000_000_000L;
                default -> 1L;
            };
            return n -> n * unit * (m.group(3).equals("bps") ? 8 : 1);
        });
    }

    /** Bytes: {@code 4kb}; k is 1,024, as tc has it. */
    private long size() throws ArgumentError {
        return scaled(
                SIZE,
                "fault.size",
                m -> n -> n
                        * switch (m.group(2).charAt(0)) {
                            case 'k' -> 1024L;
                            case 'm' -> 1L << 20;
                            default -> 1L;
                        });
    }

    private interface Unit {
        LongUnaryOperator of(Matcher m);
    }

    private long scaled(Pattern form, String fault, Unit unit) throws ArgumentError {
        Token token = next();
        Matcher m = form.matcher(token.text());
        if (!m.matches()) {
            boolean bare = NUMBER.matcher(token.text()).matches();
            throw new ArgumentError(token, Message.of(bare ? "fault.noUnit" : fault, token.text()), usage);
        }
        long value = unit.of(m).applyAsLong(Long.parseLong(m.group(1)));
        if (value == 0) {
            throw new ArgumentError(token, Message.of("fault.range", token.text()), usage);
        }
        return value;
    }

    /** {@code after 4kb}, {@code after 2s}. */
    ImpairmentModel.After after() throws ArgumentError {
        must("after");
        boolean size = peek().filter(
                        t -> SIZE.matcher(t.text()).matches() && !t.text().endsWith("m"))
                .isPresent();
        return size ? new ImpairmentModel.After.Of(size()) : new ImpairmentModel.After.Time(time());
    }

    Distribution distribution() throws ArgumentError {
        Token token = next();
        for (Distribution d : Distribution.values()) {
            if (d.word().equals(token.text())) {
                return d;
            }
        }
        throw new ArgumentError(
                token, Message.of("fault.choice", token.text()), Message.of("cure.distribution", Distribution.words()));
    }

    /** {@code 2,5,9}, or {@code next} for 1. */
    SortedSet<Long> numbers() throws ArgumentError {
        if (takes("next")) {
            return new TreeSet<>(Set.of(1L));
        }
        Token token = next();
        SortedSet<Long> numbers = new TreeSet<>();
        for (String n : token.text().split(",", -1)) {
            if (!n.matches("\\d{1,15}") || Long.parseLong(n) == 0 || numbers.size() == MOST_DROPS) {
                throw new ArgumentError(token, Message.of("fault.numbers", token.text()), usage);
            }
            numbers.add(Long.parseLong(n));
        }
        return numbers;
    }
}
