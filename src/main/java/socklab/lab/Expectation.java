package socklab.lab;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a result should be, as written behind {@code =>}. */
public final class Expectation {
    private static final Pattern TOLERANCE = Pattern.compile("~\\s*(-?\\d+(?:\\.\\d+)?)\\s*(?:±|\\+-|\\+/-)\\s*(\\d+(?:\\.\\d+)?)\\s*(%?)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

    private Expectation() {}

    /** Whether a result is what was expected: {@code [..]} stands for anything, {@code ~ N ± P%} for a number near N. */
    public static boolean met(String expected, String actual) {
        Matcher near = TOLERANCE.matcher(expected.strip());
        return near.matches() ? near(near, actual) : pattern(expected.strip()).matcher(actual).matches();
    }

    private static boolean near(Matcher near, String actual) {
        Matcher number = NUMBER.matcher(actual.substring(actual.indexOf('=') + 1));
        if (!number.find()) {
            return false;
        }
        BigDecimal wanted = new BigDecimal(near.group(1));
        BigDecimal by = new BigDecimal(near.group(2));
        BigDecimal tolerance = near.group(3).isEmpty() ? by : wanted.abs().multiply(by).movePointLeft(2);
        return new BigDecimal(number.group()).subtract(wanted).abs().compareTo(tolerance) <= 0;
    }

    private static Pattern pattern(String expected) {
        return Pattern.compile(Arrays.stream(expected.split("\\[\\.\\.]", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
