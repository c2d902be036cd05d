package socklab.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Aligns a result with an expectation, word by word, with the fewest changes; a {@code [..]} stays where the words on
 * both sides of it stay.
 *
 * <p>Source: Wagner and Fischer 1974, with {@code [..]} standing for a run of words.
 */
final class WildcardMerge {
    private static final Pattern WORD = Pattern.compile("\\[\\.\\.]|[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);

    /** The most words that are aligned: the table takes quadratic space. */
    private static final int MOST = 600;

    private final List<String> old;
    private final List<String> now;
    private final int[][] cost;

    private WildcardMerge(List<String> old, List<String> now) {
        this.old = old;
        this.now = now;
        this.cost = new int[old.size() + 1][now.size() + 1];
    }

    /** The result with the wildcards of the expectation. */
    static String keep(String expected, String actual) {
        List<String> old = words(expected);
        List<String> now = words(actual);
        if (!old.contains(Expectation.ANYTHING) || old.size() > MOST || now.size() > MOST) {
            return actual;
        }
        WildcardMerge alignment = new WildcardMerge(old, now);
        alignment.fill();
        return alignment.text();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher m = WORD.matcher(text);
        while (m.find()) {
            words.add(m.group());
        }
        return words;
    }

    private boolean open(int i) {
        return old.get(i).equals(Expectation.ANYTHING);
    }

    private boolean same(int i, int j) {
        return old.get(i).equals(now.get(j));
    }

    /** Whether a [..] at i can stand for the words from j up to k: the words before and after it are unchanged. */
    private boolean anchored(int i, int j, int k) {
        boolean before = i == 0 ? j == 0 : j > 0 && same(i - 1, j - 1);
        boolean behind = i == old.size() - 1 ? k == now.size() : k < now.size() && same(i + 1, k);
        return before && behind;
    }

    /** A [..] stands for one word at no cost; for more only if that spares changes elsewhere. */
    private static int swallowed(int j, int k) {
        return Math.max(0, k - j - 1);
    }

    /** The fewest changes from each place to the end. */
    private void fill() {
        for (int[] row : cost) {
            Arrays.fill(row, Integer.MAX_VALUE / 2);
        }
        for (int i = old.size(); i >= 0; i--) {
            for (int j = now.size(); j >= 0; j--) {
                cost[i][j] = i == old.size() ? now.size() - j : fewest(i, j);
            }
        }
    }

    private int fewest(int i, int j) {
        int best = cost[i + 1][j] + 1;
        if (j < now.size()) {
            best = Math.min(best, cost[i][j + 1] + 1);
            best = same(i, j) ? Math.min(best, cost[i + 1][j + 1]) : best;
        }
        for (int k = j; open(i) && k <= now.size(); k++) {
            best = anchored(i, j, k) ? Math.min(best, cost[i + 1][k] + swallowed(j, k)) : best;
        }
        return best;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < old.size()) {
            int open = standsFor(i, j);
            if (open >= 0) {
                text.append(Expectation.ANYTHING);
                i++;
                j = open;
            } else if (j < now.size() && same(i, j) && cost[i][j] == cost[i + 1][j + 1]) {
                text.append(now.get(j++));
                i++;
            } else if (j < now.size() && cost[i][j] == cost[i][j + 1] + 1) {
                text.append(now.get(j++));
            } else {
                i++;
            }
        }
        now.subList(j, now.size()).forEach(text::append);
        return text.toString();
    }

    private int standsFor(int i, int j) {
        for (int k = j; open(i) && k <= now.size(); k++) {
            if (anchored(i, j, k) && cost[i][j] == cost[i + 1][k] + swallowed(j, k)) {
                return k;
            }
        }
        return -1;
    }
}
