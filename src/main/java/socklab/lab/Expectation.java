package socklab.lab;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a result should be, as written behind {@code =>}. */
public final class Expectation {
    /** Stands for anything. */
    static final String ANYTHING = "[..]";

    private static final char NEAR = '~';

    /** What few expectations ask for: most labs start without it. */
    private static final class Tolerance {
        static final Pattern RANGE = Pattern.compile(
                "(?:(.*=)\\s*)?~\\s*(-?\\d+(?:\\.\\d+)?)(\\s*(?:±|\\+-|\\+/-)\\s*)(\\d+(?:\\.\\d+)?)\\s*(%?)");
        static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    }

    private Expectation() {}

    /** Whether a result is what was expected: {@code [..]} stands for anything, {@code ~ N ± P%} for a number near N. */
    public static boolean met(String expected, String actual) {
        String text = expected.strip();
        if (text.indexOf(NEAR) >= 0) {
            Matcher near = Tolerance.RANGE.matcher(text);
            if (near.matches()) {
                return near(near, actual);
            }
        }
        return open(text, actual);
    }

    /** Whether a text is another in which every {@code [..]} stands for anything. */
    private static boolean open(String expected, String actual) {
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
        Matcher number = Tolerance.NUMBER.matcher(actual.substring(actual.indexOf('=') + 1));
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

    /** What to expect from now on, having seen a result: a tolerance stays one, and so does every {@code [..]} that still has its place. */
    static String updated(String expected, String actual) {
        Matcher near = Tolerance.RANGE.matcher(expected.strip());
        Matcher number = Tolerance.NUMBER.matcher(actual.substring(actual.indexOf('=') + 1));
        if (near.matches() && number.find()) {
            String head = near.group(1) == null ? "" : near.group(1) + " ";
            return head + "~ " + number.group() + near.group(3) + near.group(4) + near.group(5);
        }
        return WildcardMerge.keep(expected.strip(), actual);
    }
}
