package socklab.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.call.Arg;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.lang.Command;
import socklab.lang.Operand;
import socklab.lang.ValueRef;
import socklab.session.Event;
import socklab.view.ResultView;

/**
 * Puts {@code [..]} into results in place of what differs from run to run: ports and names that the kernel chose,
 * times, counters.
 */
final class Wildcards {
    private static final Pattern PORT = Pattern.compile("(?<=[\\d\\]*]:)\\d+");
    private static final Pattern AUTOBOUND = Pattern.compile("(?<=unix:@)[0-9a-f]{5}\\b");
    /** Control messages whose values differ from run to run: times, and the sender's process. */
    private static final Pattern MOMENT =
            Pattern.compile("(?<=SO_TIMESTAMP(?:NS|ING)? = )[\\d.]+|(?<=SCM_CREDENTIALS )pid=\\d+ uid=\\d+ gid=\\d+");

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Set<ValueRef.Field> PASSING = Set.of(
            ValueRef.Field.LOCAL, ValueRef.Field.REMOTE, ValueRef.Field.PORT, ValueRef.Field.FD, ValueRef.Field.FROM);

    /** The most lines and results that are remembered; more than those of a usual /repeat. */
    private static final int MOST_TAKEN = 500;

    /** Options whose values differ from run to run. */
    private static final List<String> PASSING_OPTIONS = List.of(
            "SO_COOKIE", "SO_INCOMING_CPU", "SO_INCOMING_NAPI_ID", "TCP_TIMESTAMP", "TCP_SAVED_SYN", "SIOCOUTQ");

    private final RecordedLines recorded;
    private final Set<String> typed = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> open = new HashMap<>();
    private boolean tainted;

    Wildcards(RecordedLines recorded) {
        this.recorded = recorded;
    }

    void clear() {
        typed.clear();
        taken.clear();
        open.clear();
        tainted = false;
    }

    /** Notes a line: the user chose the numbers in it. */
    void typed(String line) {
        if (taken.size() >= MOST_TAKEN) {
            taken.clear();
        }
        if (!taken.add(line)) {
            return;
        }
        Matcher m = DIGITS.matcher(line);
        while (m.find()) {
            typed.add(m.group());
        }
        open.clear(); // a port that was a wildcard may be the user's choice now
        tainted |= recorded.parse(line).command() instanceof Command.Invoke c
                && c.operands().stream()
                        .anyMatch(o -> o instanceof Operand.Message(var pieces)
                                && pieces.stream().anyMatch(Wildcards::passing));
    }

    private static boolean passing(Operand.Piece piece) {
        return piece instanceof Operand.Piece.Value value
                && value.ref().field().map(PASSING::contains).orElse(false);
    }

    /** Whether a number was typed. */
    boolean knows(String number) {
        return typed.contains(number);
    }

    /** A result as an expectation. */
    String result(Event.Finished event) {
        String result = ResultView.result(event);
        int equals = result.indexOf(" = ");
        if (passing(event) || equals > 0 && PASSING_OPTIONS.contains(result.substring(0, equals))) {
            return result.substring(0, Math.max(0, equals + 3)) + Expectation.ANYTHING;
        }
        Result kind = event.invocation().call().result();
        if (tainted
                && event.outcome() instanceof Outcome.Returned
                && (kind == Result.SENT || kind == Result.RECEIVED)) {
            return DIGITS.matcher(result).replaceAll("[..]"); // the data may contain an address or a descriptor
        }
        if (event.invocation().first(Arg.MessageSpace.class).isPresent()
                || event.invocation().first(Arg.MessagesSpace.class).isPresent()) {
            return opened(MOMENT.matcher(result).replaceAll(Expectation.ANYTHING));
        }
        if (open.size() >= MOST_TAKEN) {
            open.clear();
        }
        return open.computeIfAbsent(result, this::opened);
    }

    private String opened(String result) {
        String named =
                AUTOBOUND.matcher(result).replaceAll(m -> typed.contains(m.group()) ? m.group() : Expectation.ANYTHING);
        return PORT.matcher(named).replaceAll(m -> typed.contains(m.group()) ? m.group() : Expectation.ANYTHING);
    }

    /** Whether the result is a structure of times, counters or process numbers. */
    private static boolean passing(Event.Finished event) {
        if (event.outcome() instanceof Outcome.Returned r) {
            for (Out out : r.outs()) {
                if (out instanceof Out.Value v && v.value() instanceof OptionValue.Fields) {
                    return true;
                }
            }
        }
        return false;
    }
}
