package socklab.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.Result;
import socklab.lang.Command;
import socklab.lang.Operand;
import socklab.lang.Parser;

/**
 * Takes an expectation apart. What a program cannot check becomes {@link ExpectedOutcome.Succeeds}: nothing is checked
 * then.
 */
final class OutcomeReader {
    private static final String ANY = "[..]";
    private static final Pattern FAILS = Pattern.compile("(E[A-Z0-9]+)(?: \\(.*\\))?");
    private static final Pattern SENT = Pattern.compile("(\\d{1,9}) bytes?");
    private static final Pattern NEAR =
            Pattern.compile("(?:[A-Z_0-9]+ =\\s*)?~\\s*(\\d{1,18})\\s*(?:±|\\+-|\\+/-)\\s*(\\d{1,18})\\s*(%?)");
    private static final Pattern RECEIVED = Pattern.compile(
            "(\".*\")?(…?)(?:\\s*\\((?:(\\d{1,9}) of )?(\\d{1,9}) bytes?\\))?(?: from (.*))?", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("[A-Z_0-9]+ = (.*)");
    private static final Pattern READY = Pattern.compile("([^\\s:]+):([a-z]+(?:,[a-z]+)*)");

    private OutcomeReader() {}

    /** An expectation of a call with that result. */
    static ExpectedOutcome read(String typed, Result result) {
        String text = typed.strip();
        Matcher fails = FAILS.matcher(text);
        if (fails.matches() && Errno.named(fails.group(1)).isPresent()) {
            return new ExpectedOutcome.Fails(text, Errno.named(fails.group(1)).get());
        }
        if (text.equals("blocks")) {
            return new ExpectedOutcome.Blocks(text);
        }
        Matcher near = NEAR.matcher(text);
        if (near.matches()) {
            return near(text, near, result);
        }
        return switch (result) {
            case SENT -> sent(text);
            case RECEIVED -> text.equals("end of stream") ? new ExpectedOutcome.EndOfStream(text) : received(text);
            case READY -> ready(text);
            case OPTION, FLAGS, NUMBER, LOCAL_NAME, PEER_NAME -> words(text);
            case ZERO, DESCRIPTOR, ACCEPTED, PAIR, EPOLL, SENT_MESSAGES, RECEIVED_MESSAGES, CLOSED ->
                new ExpectedOutcome.Succeeds(text);
        };
    }

    private static ExpectedOutcome near(String text, Matcher near, Result result) {
        BigDecimal middle = new BigDecimal(near.group(1));
        BigDecimal by = new BigDecimal(near.group(2));
        long tolerance = (near.group(3).isEmpty() ? by : middle.multiply(by).movePointLeft(2)).longValue();
        long least = middle.longValue() - tolerance;
        long most = middle.longValue() + tolerance;
        return result == Result.SENT
                ? new ExpectedOutcome.Sent(text, least, most)
                : new ExpectedOutcome.Number(text, least, most);
    }

    private static ExpectedOutcome sent(String text) {
        Matcher sent = SENT.matcher(text);
        return sent.matches()
                ? new ExpectedOutcome.Sent(text, Long.parseLong(sent.group(1)), Long.parseLong(sent.group(1)))
                : new ExpectedOutcome.Succeeds(text);
    }

    private static ExpectedOutcome received(String text) {
        int hole = text.indexOf(ANY);
        boolean open = hole >= 0 && text.lastIndexOf('"') == 0; // "abc[..] (3 bytes)
        String closed = open ? text.substring(0, hole) + ANY + "\"" + text.substring(hole + ANY.length()) : text;
        Matcher m = RECEIVED.matcher(closed.startsWith(ANY) ? closed.substring(ANY.length()) : closed);
        if (!m.matches()) {
            return new ExpectedOutcome.Succeeds(text);
        }
        String quoted = m.group(1) == null ? "\"" + ANY + "\"" : m.group(1);
        int any = quoted.indexOf(ANY);
        boolean all = any < 0 && m.group(2).isEmpty();
        Optional<Bytes> data = unquote(any < 0 ? quoted : quoted.substring(0, any) + "\"");
        OptionalInt shown = m.group(4) == null
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(m.group(3) == null ? m.group(4) : m.group(3)));
        OptionalInt whole = m.group(3) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(m.group(4)));
        return new ExpectedOutcome.Received(
                text,
                all ? data : Optional.empty(),
                all ? Optional.empty() : data.filter(d -> d.length() > 0),
                shown,
                whole,
                Optional.ofNullable(m.group(5)).flatMap(OutcomeReader::host));
    }

    /** The host of {@code 127.0.0.1:[..]}, if it is said in figures. */
    private static Optional<String> host(String from) {
        Matcher m = Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+):.*").matcher(from);
        return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
    }

    /** The bytes of a quoted text: read as a message is that was typed so. */
    private static Optional<Bytes> unquote(String quoted) {
        return Parser.parse("send " + quoted).command() instanceof Command.Invoke c
                ? c.operands().stream()
                        .filter(o -> o instanceof Operand.Bound b && b.arg() instanceof Arg.Payload)
                        .map(o -> ((Arg.Payload) ((Operand.Bound) o).arg()).data())
                        .findFirst()
                : Optional.empty();
    }

    private static ExpectedOutcome ready(String text) {
        if (text.equals("timeout")) {
            return new ExpectedOutcome.Ready(text, List.of());
        }
        List<ExpectedOutcome.Event> events = new ArrayList<>();
        for (String one : text.split("\\s+")) {
            Matcher m = READY.matcher(one);
            if (!m.matches()) {
                return new ExpectedOutcome.Succeeds(text);
            }
            events.add(new ExpectedOutcome.Event(
                    m.group(1), Arrays.asList(m.group(2).split(","))));
        }
        return new ExpectedOutcome.Ready(text, List.copyOf(events));
    }

    private static ExpectedOutcome words(String text) {
        Matcher named = NAMED.matcher(text);
        String value = named.matches() ? named.group(1) : text;
        if (value.contains(ANY)) {
            return new ExpectedOutcome.Succeeds(text);
        }
        return Stream.of(value)
                .filter(v -> v.matches("\\d{1,18}"))
                .<ExpectedOutcome>map(v -> new ExpectedOutcome.Number(text, Long.parseLong(v), Long.parseLong(v)))
                .findFirst()
                .orElse(new ExpectedOutcome.Words(text, value));
    }
}
