package socklab.lab;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.lang.Span;

/** An expected result, as written after {@code =>}. */
public final class Expectation {
    /** Matches any text. */
    static final String ANYTHING = "[..]";

    /** The most digits of a number with a tolerance: arithmetic on longer ones takes quadratic time. */
    static final int MOST_DIGITS = 40;

    private static final String DIGITS = "\\d{1,40}(?:\\.\\d{1,40})?";
    private static final Pattern RANGE =
            Pattern.compile("(?:(.*=)\\s*)?~\\s*(-?" + DIGITS + ")(\\s*(?:±|\\+-|\\+/-)\\s*)(" + DIGITS + ")\\s*(%?)");
    private static final Pattern NUMBER = Pattern.compile("-?" + DIGITS);
    private static final Pattern TOO_LONG = Pattern.compile("\\s*=>[^~]*~.*?(\\d{41,}).*");

    private Expectation() {}

    /** Whether a result matches: {@code [..]} matches any text, {@code ~ N ± P%} a number near N. */
    public static boolean matches(String expected, String actual) {
        String text = expected.strip();
        Matcher near = RANGE.matcher(text);
        return text.indexOf('~') >= 0 && near.matches() ? near(near, actual) : matchesPattern(text, actual);
    }

    /** The place of a number with too many digits in a line that expects one with a tolerance. */
    static Optional<Span> tooLong(String line) {
        Matcher number = TOO_LONG.matcher(line);
        return number.matches()
                ? Optional.of(new Span(number.start(1), number.start(1) + MOST_DIGITS))
                : Optional.empty();
    }

    /** Whether a text matches a pattern in which every {@code [..]} matches any text. */
    private static boolean matchesPattern(String expected, String actual) {
        int hole = expected.indexOf(ANYTHING);
        if (hole < 0) {
            return expected.equals(actual);
        }
        String head = expected.substring(0, hole);
        String tail = expected.substring(expected.lastIndexOf(ANYTHING) + ANYTHING.length());
        int at = head.length();
        int end = actual.length() - tail.length();
        if (at > end || !actual.startsWith(head) || !actual.endsWith(tail)) {
            return false;
        }
        int next;
        while ((next = expected.indexOf(ANYTHING, hole + ANYTHING.length())) >= 0) {
            String between = expected.substring(hole + ANYTHING.length(), next);
            int found = actual.indexOf(between, at);
            if (found < 0 || found + between.length() > end) {
                return false;
            }
            at = found + between.length();
            hole = next;
        }
        return true;
    }

    private static boolean near(Matcher near, String actual) {
        Matcher number = NUMBER.matcher(actual.substring(actual.indexOf('=') + 1));
        if (!number.find()
                || near.group(1) != null && !actual.startsWith(near.group(1).strip())) {
            return false;
        }
        BigDecimal wanted = new BigDecimal(near.group(2));
        BigDecimal by = new BigDecimal(near.group(4));
        BigDecimal tolerance =
                near.group(5).isEmpty() ? by : wanted.abs().multiply(by).movePointLeft(2);
        return new BigDecimal(number.group()).subtract(wanted).abs().compareTo(tolerance) <= 0;
    }

    /**
     * The expectation that a result replaces it with: a tolerance stays one, and a {@code [..]} stays where it still
     * fits.
     */
    static String updated(String expected, String actual) {
        Matcher near = RANGE.matcher(expected.strip());
        Matcher number = NUMBER.matcher(actual.substring(actual.indexOf('=') + 1));
        if (near.matches() && number.find()) {
            String head = near.group(1) == null ? "" : near.group(1) + " ";
            return head + "~ " + number.group() + near.group(3) + near.group(4) + near.group(5);
        }
        return WildcardMerge.keep(expected.strip(), actual);
    }
}
