package socklab.lab.grade;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.lang.Parser;

/** A {@code #!} line of a key. */
sealed interface Directive {
    /** {@code #! points 3}: the points of the next expectation. */
    record Points(BigDecimal points) implements Directive {}

    /** {@code #! hidden}: students do not see the row. */
    record Hidden() implements Directive {}

    /** {@code #! bonus}: the points are extra credit. */
    record Bonus() implements Directive {}

    /** {@code #! hint TEXT}: shown with a wrong answer. */
    record Hint(String text) implements Directive {}

    /** {@code #! accept PATTERN}: a further right answer. */
    record Accept(String pattern) implements Directive {}

    /** {@code #! yours}: the lines up to {@code #! end} are the teacher's solution of an open task. */
    record Yours() implements Directive {}

    /** {@code #! end}: the end of an open task. */
    record End() implements Directive {}

    /** {@code #! start server}: {@code judge} starts the program, which is to talk to this socket of the lab. */
    record StartWithSocket(String socket) implements Directive {}

    /** {@code #! start tcp 12000}: {@code judge} starts the program, and waits until it listens on the port. */
    record StartListening(boolean tcp, int port) implements Directive {}

    /** {@code #! input TEXT}: a line that the program reads from standard input. */
    record Input(String text) implements Directive {}

    /** {@code #! prints PATTERN}: a question: a line of the program's output. */
    record Prints(String pattern) implements Directive {}

    /** {@code #! exits 0}: a question: the program's exit code. */
    record Exits(int code) implements Directive {}

    /** Anything else. */
    record Unknown() implements Directive {}

    Pattern LINE = Pattern.compile("\\s*[#＃]!\\s*(\\S*)\\s*(.*?)\\s*");
    Pattern LISTENING = Pattern.compile("(tcp|udp)\\s+(\\d{1,5})");
    Pattern NUMBER = Pattern.compile("\\d{1,4}(\\.\\d{1,2})?");

    /** The directive in a line; empty for a line that is none. */
    static Optional<Directive> in(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String argument = matcher.group(2);
        return Optional.of(
                switch (matcher.group(1)) {
                    case "points" ->
                        NUMBER.matcher(argument).matches() ? new Points(new BigDecimal(argument)) : new Unknown();
                    case "hidden" -> argument.isEmpty() ? new Hidden() : new Unknown();
                    case "bonus" -> argument.isEmpty() ? new Bonus() : new Unknown();
                    case "hint" -> argument.isEmpty() ? new Unknown() : new Hint(argument);
                    case "accept" -> argument.isEmpty() ? new Unknown() : new Accept(argument);
                    case "yours" -> argument.isEmpty() ? new Yours() : new Unknown();
                    case "end" -> argument.isEmpty() ? new End() : new Unknown();
                    case "start" -> start(argument);
                    case "input" -> new Input(argument);
                    case "prints" -> argument.isEmpty() ? new Unknown() : new Prints(argument);
                    case "exits" ->
                        argument.matches("\\d{1,3}") ? new Exits(Integer.parseInt(argument)) : new Unknown();
                    default -> new Unknown();
                });
    }

    private static Directive start(String argument) {
        Matcher port = LISTENING.matcher(argument);
        if (port.matches()) {
            return new StartListening(port.group(1).equals("tcp"), Integer.parseInt(port.group(2)));
        }
        return Parser.validName(argument) ? new StartWithSocket(argument) : new Unknown();
    }
}
