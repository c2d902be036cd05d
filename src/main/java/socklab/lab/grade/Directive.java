package socklab.lab.grade;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Anything else. */
    record Unknown() implements Directive {}

    Pattern LINE = Pattern.compile("\\s*[#＃]!\\s*(\\S*)\\s*(.*?)\\s*");
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
                    default -> new Unknown();
                });
    }
}
