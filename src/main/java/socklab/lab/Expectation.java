package socklab.lab;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a result should be, as written behind {@code =>}. */
public final class Expectation {
    /** Stands for anything. */
    static final String ANYTHING = "[..]";

    private static final Pattern TOLERANCE = Pattern.compile("(?:(.*=)\\s*)?~\\s*(-?\\d+(?:\\.\\d+)?)(\\s*(?:±|\\+-|\\+/-)\\s*)(\\d+(?:\\.\\d+)?)\\s*(%?)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

    private Expectation() {}

    /** Whether a result is what was expected: {@code [..]} stands for anything, {@code ~ N ± P%} for a number near N. */
    public static boolean met(String expected, String actual) {
        Matcher near = TOLERANCE.matcher(expected.strip());
        return near.matches() ? near(near, actual) : pattern(expected.strip()).matcher(actual).matches();
    }

    private static boolean near(Matcher near, String actual) {
        Matcher number = NUMBER.matcher(actual.substring(actual.indexOf('=') + 1));
        if (!number.find() || near.group(1) != null && !actual.startsWith(near.group(1).strip())) {
            return false;
        }
        BigDecimal wanted = new BigDecimal(near.group(2));
        BigDecimal by = new BigDecimal(near.group(4));
        BigDecimal tolerance = near.group(5).isEmpty() ? by : wanted.abs().multiply(by).movePointLeft(2);
        return new BigDecimal(number.group()).subtract(wanted).abs().compareTo(tolerance) <= 0;
    }

    private static Pattern pattern(String expected) {
        return Pattern.compile(Arrays.stream(expected.split("\\[\\.\\.]", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** What to expect from now on, having seen a result: a tolerance stays one, and so does every {@code [..]} that still has its place. */
    static String updated(String expected, String actual) {
        Matcher near = TOLERANCE.matcher(expected.strip());
        Matcher number = NUMBER.matcher(actual.substring(actual.indexOf('=') + 1));
        if (near.matches() && number.find()) {
            String head = near.group(1) == null ? "" : near.group(1) + " ";
            return head + "~ " + number.group() + near.group(3) + near.group(4) + near.group(5);
        }
        return Alignment.keep(expected.strip(), actual);
    }
}
