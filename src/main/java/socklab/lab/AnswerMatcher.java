package socklab.lab;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares what a reader wrote with a result: layout, quotes, full-width signs and the case of names are forgiven, a
 * wrong value is not.
 *
 * <p>{@code step} compares a prediction, {@code grade} an answer. Data keeps its case: {@code "hello"} is not
 * {@code "HELLO"}.
 */
public final class AnswerMatcher {
    private static final String BLOCKS = "blocks";
    private static final String REFUSED = "ECONNREFUSED";
    private static final Pattern ARROW = Pattern.compile("^[=＝][>＞]\\s*");
    private static final Pattern BLANK = Pattern.compile("(?:\\[\\.\\.]|[\\s_\"?.()…]|from|bytes?)*");
    /** A result that is a name, not data: an errno, or a word such as {@code timeout}. */
    private static final Pattern NAME = Pattern.compile("E[A-Z0-9]+(?: \\(.*\\))?|[a-z ]+");

    private static final Pattern ERRNO_TEXT = Pattern.compile("^(E[A-Z0-9]+) \\(.*\\)$");
    private static final Pattern DETAILS =
            Pattern.compile("\\s*(?:\\(\\d+(?: of \\d+)? bytes?\\)|from \\S+$|\\([^()]*\\)\\s*$)");
    private static final Set<String> BLOCKING_WORDS = Set.of(
            "block",
            "blocks",
            "it blocks",
            "it will block",
            "waits",
            "it waits",
            "wait",
            "it will wait",
            "hangs",
            "it hangs",
            "阻塞",
            "会阻塞",
            "会等",
            "等",
            "等待",
            "会等待",
            "一直等");
    private static final Set<String> REFUSED_WORDS =
            Set.of("refused", "connection refused", "it is refused", "refuses", "拒绝", "被拒绝", "会被拒绝", "连接被拒绝");
    private static final Set<String> SUCCESS_WORDS =
            Set.of("ok", "success", "it succeeds", "succeeds", "it works", "works", "成功", "会成功", "可以");
    private static final Set<String> END_WORDS =
            Set.of("the end", "end", "the end of the stream", "eof", "流的结尾", "结尾", "流结束", "结束");
    private static final Set<String> TIMEOUT_WORDS =
            Set.of("nothing", "time-out", "times out", "it times out", "超时", "没有");

    private AnswerMatcher() {}

    /** Whether a prediction is right: the result, or its essential part (an errno's name, the data). */
    static boolean predicts(String prediction, String actual) {
        String answer = withoutArrow(prediction);
        return !isBlank(answer)
                && (matches(answer, actual, actual)
                        || matches(answer, essential(actual), actual)
                        || means(answer, actual)
                        || actual.startsWith("EINTR") && BLOCKING_WORDS.contains(folded(answer)));
    }

    /**
     * Whether an answer is right: it is what the key expects, what the key accepts besides, or what the kernel
     * returned. A blank answer, or one of wildcards only, never is.
     */
    public static boolean isRight(
            String answer, List<String> expected, List<String> accepted, Optional<String> actual) {
        String text = withoutArrow(answer);
        if (isBlank(text)) {
            return false;
        }
        boolean returned =
                actual.filter(a -> matches(text, a, a) || means(text, a)).isPresent();
        return returned
                || expected.stream().anyMatch(e -> matches(text, e, e) || means(text, e))
                || accepted.stream().anyMatch(a -> Expectation.matches(folded(a), folded(text)));
    }

    /** Whether nothing is left of an answer once wildcards, blanks to fill in and layout are taken away. */
    public static boolean isBlank(String answer) {
        return BLANK.matcher(withoutArrow(answer)).matches();
    }

    private static String withoutArrow(String text) {
        return ARROW.matcher(text.strip()).replaceFirst("");
    }

    private static boolean matches(String answer, String expected, String result) {
        boolean name = NAME.matcher(result).matches();
        String written = name ? folded(answer) : plain(answer);
        String wanted = name ? folded(expected) : plain(expected);
        return Expectation.matches(wanted, written)
                || Expectation.matches(
                        name ? folded(withoutErrnoText(expected)) : plain(withoutErrnoText(expected)), written);
    }

    /** Whether an answer says in everyday words what a result says. */
    private static boolean means(String answer, String result) {
        String said = folded(answer).replaceFirst("[.。!！]$", "");
        return result.equals(BLOCKS) && BLOCKING_WORDS.contains(said)
                || result.startsWith(REFUSED) && REFUSED_WORDS.contains(said)
                || result.equals("0") && SUCCESS_WORDS.contains(said)
                || result.equals("end of stream") && END_WORDS.contains(said)
                || result.equals("timeout") && TIMEOUT_WORDS.contains(said);
    }

    private static String withoutErrnoText(String result) {
        return ERRNO_TEXT.matcher(result).replaceFirst("$1");
    }

    /** The same text without quotes, with ASCII signs and single blanks. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\"“”]", "")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([(),:=|]) ?", "$1")
                .strip();
    }

    private static String folded(String text) {
        return plain(text).toLowerCase(Locale.ROOT);
    }

    /** A result without the errno's text, the count of bytes, the sender. */
    private static String essential(String result) {
        String rest = result;
        String before;
        do {
            before = rest;
            rest = DETAILS.matcher(rest).replaceAll("");
        } while (!rest.equals(before));
        return rest;
    }
}
