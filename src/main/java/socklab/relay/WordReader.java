package socklab.relay;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.lang.Span;
import socklab.lang.Times;
import socklab.lang.Token;
import socklab.text.Msg;

/** Reads what stands behind an {@link ImpairmentWord}: one word after another, each as what it must be. */
final class WordReader {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)%");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(?:\\.\\d{1,9})?");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9})([kmg]?)(bit|bps)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(b|k|kb|m|mb)");
    private static final long MOST_NANOS = 3_600_000_000_000L;
    private static final int MOST_DROPS = 10_000;

    private final List<Token> tokens;
    private final Msg usage;
    private int at;

    WordReader(List<Token> tokens, int at, Msg usage) {
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

    private Token next() throws Misread {
        if (at == tokens.size()) {
            int end = tokens.getLast().span().end();
            throw new Misread(new Token("", new Span(end, end + 1)), Msg.of("fault.missing"), usage);
        }
        return tokens.get(at++);
    }

    /** Takes a word if it comes next. */
    boolean takes(String word) {
        boolean there = peek().filter(t -> t.text().equals(word)).isPresent();
        at += there ? 1 : 0;
        return there;
    }

    void must(String word) throws Misread {
        Token token = next();
        if (!token.text().equals(word)) {
            throw new Misread(token, Msg.of("fault.choice", token.text()), usage);
        }
    }

    Percent percent() throws Misread {
        Token token = next();
        Matcher m = PERCENT.matcher(token.text());
        if (!m.matches()) {
            boolean bare = NUMBER.matcher(token.text()).matches();
            throw new Misread(token, Msg.of(bare ? "fault.noUnit" : "fault.percent", token.text()),
                    bare ? Msg.of("cure.percent", token.text()) : usage);
        }
        Percent percent = Percent.of(m.group(1));
        if (percent.value().compareTo(Percent.ALL.value()) > 0) {
            throw new Misread(token, Msg.of("fault.range", token.text()), Msg.of("cure.percentRange"));
        }
        return percent;
    }

    /** A rate if one comes next, or what stands for one. A number without its sign is taken for a slip. */
    Percent percentOr(Percent usual) throws Misread {
        boolean there = peek().filter(t -> Character.isDigit(t.text().charAt(0))).isPresent();
        return there ? percent() : usual;
    }

    long time() throws Misread {
        Token token = next();
        return switch (Times.read(token.text())) {
            case Times.Time.Of t when t.nanos() <= MOST_NANOS -> t.nanos();
            case Times.Time.Of _ -> throw new Misread(token, Msg.of("fault.range", token.text()), Msg.of("cure.timeRange"));
            case Times.Time.Wrong w -> throw new Misread(token, w.fault(), w.cure());
        };
    }

    /** A time if a number comes next. */
    long timeOr(long usual) throws Misread {
        boolean there = peek().filter(t -> Character.isDigit(t.text().charAt(0)) && !t.text().endsWith("%")).isPresent();
        return there ? time() : usual;
    }

    long number(long least, long most) throws Misread {
        Token token = next();
        if (!token.text().matches("\\d{1,18}")) {
            throw new Misread(token, Msg.of("fault.number", token.text()), usage);
        }
        long number = Long.parseLong(token.text());
        if (number < least || number > most) {
            throw new Misread(token, Msg.of("fault.range", token.text()), Msg.of("cure.between", least, most));
        }
        return number;
    }

    long signed() throws Misread {
        Token token = next();
        try {
            return Long.parseLong(token.text());
        } catch (NumberFormatException e) {
            throw new Misread(token, Msg.of("fault.number", token.text()), usage);
        }
    }

    /** Bits per second: {@code 100kbit}; {@code kbps} are kilobytes, as tc has it. */
    long rate() throws Misread {
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
    private long size() throws Misread {
        return scaled(SIZE, "fault.size", m -> n -> n * switch (m.group(2).charAt(0)) {
            case 'k' -> 1024L;
            case 'm' -> 1L << 20;
            default -> 1L;
        });
    }

    private interface Unit {
        LongUnaryOperator of(Matcher m);
    }

    private long scaled(Pattern form, String fault, Unit unit) throws Misread {
        Token token = next();
        Matcher m = form.matcher(token.text());
        if (!m.matches()) {
            boolean bare = NUMBER.matcher(token.text()).matches();
            throw new Misread(token, Msg.of(bare ? "fault.noUnit" : fault, token.text()), usage);
        }
        long value = unit.of(m).applyAsLong(Long.parseLong(m.group(1)));
        if (value == 0) {
            throw new Misread(token, Msg.of("fault.range", token.text()), usage);
        }
        return value;
    }

    /** {@code after 4kb}, {@code after 2s}. */
    Model.After after() throws Misread {
        must("after");
        boolean size = peek().filter(t -> SIZE.matcher(t.text()).matches() && !t.text().endsWith("m")).isPresent();
        return size ? new Model.After.Of(size()) : new Model.After.Time(time());
    }

    Distribution distribution() throws Misread {
        Token token = next();
        for (Distribution d : Distribution.values()) {
            if (d.word().equals(token.text())) {
                return d;
            }
        }
        throw new Misread(token, Msg.of("fault.choice", token.text()), usage);
    }

    /** {@code 2,5,9}. */
    SortedSet<Long> numbers() throws Misread {
        Token token = next();
        SortedSet<Long> numbers = new TreeSet<>();
        for (String n : token.text().split(",", -1)) {
            if (!n.matches("\\d{1,15}") || Long.parseLong(n) == 0 || numbers.size() == MOST_DROPS) {
                throw new Misread(token, Msg.of("fault.numbers", token.text()), usage);
            }
            numbers.add(Long.parseLong(n));
        }
        return numbers;
    }
}
