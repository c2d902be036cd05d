package socklab.lang;

import java.util.Collection;
import java.util.Optional;

/** The nearest known word to one that is not known. */
public final class DidYouMean {
    private DidYouMean() {}

    /** The candidate that takes the fewest single-character edits, if it takes few. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        int most = Math.max(1, (word.length() + 1) / 3);
        Optional<String> nearest = Optional.empty();
        int least = most + 1;
        for (String candidate : candidates.stream().sorted().toList()) {
            int edits = Math.abs(candidate.length() - word.length()) < least ? distance(word, candidate) : least;
            if (edits < least) {
                nearest = Optional.of(candidate);
                least = edits;
            }
        }
        return nearest;
    }

    /** Edits between two words, an exchange of neighbours counting as one. Source: Damerau 1964, restricted. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] cost, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
