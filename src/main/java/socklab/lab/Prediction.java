package socklab.lab;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a reader thinks a call comes to, beside what it came to: words that mean the same count as the same. */
final class Prediction {
    private static final Pattern ARROW = Pattern.compile("^[=＝][>＞]\\s*");
    private static final Pattern EXTRA =
            Pattern.compile("\\s*(?:\\([^()]*\\)\\s*$|\\(\\d+(?: of \\d+)? bytes?\\)|from \\S+$)");

    private Prediction() {}

    /** Whether a prediction is right: the result itself, its errno's name, its data, or that it would block, as far as it goes. */
    static boolean right(String predicted, String actual) {
        String said = plain(ARROW.matcher(predicted.strip()).replaceFirst(""));
        String blocks = "blocks";
        if (said.isEmpty()) {
            return false;
        }
        return Expectation.met(said, plain(actual))
                || said.equals(plain(shortened(actual)))
                || said.equals(blocks.substring(0, blocks.length() - 1)) && actual.equals(blocks)
                || said.startsWith(blocks.substring(0, blocks.length() - 1)) && actual.startsWith("EINTR");
    }

    /** Without quotes, and in one case: a reader need not type like a kernel. */
    private static String plain(String text) {
        return text.strip().replaceAll("[\"“”]", "").toLowerCase(Locale.ROOT);
    }

    /** Without the errno's words, the count of bytes, the sender. */
    private static String shortened(String actual) {
        String rest = actual;
        String before;
        do {
            before = rest;
            rest = EXTRA.matcher(rest).replaceAll("");
        } while (!rest.equals(before));
        return rest;
    }
}
