package socklab.term;

import java.util.List;
import java.util.Locale;

/**
 * Something that could be typed.
 *
 * @param text what would stand in the line
 * @param phrase what it is
 * @param manner what follows it, and how it is found
 */
record CompletionCandidate(String text, String phrase, Manner manner) {
    /** How an offer is taken. */
    enum Manner {
        /** A blank follows: there is nothing more to the word. */
        ENDS,
        /** More is joined to it. */
        OPEN,
        /** A blank follows; found by any part of its text and of its phrase. */
        TITLED
    }

    /** What could be typed at a place: from {@code start} up to the cursor stands what would be replaced. */
    record At(int start, List<CompletionCandidate> offers) {}

    static CompletionCandidate of(String text, String phrase) {
        return new CompletionCandidate(text, phrase, Manner.ENDS);
    }

    /** Something that more is joined to. */
    static CompletionCandidate open(String text, String phrase) {
        return new CompletionCandidate(text, phrase, Manner.OPEN);
    }

    /** Whether a blank follows. */
    boolean ends() {
        return manner != Manner.OPEN;
    }

    /** Whether it can be meant by what was typed, in lower case. */
    boolean fits(String typed) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith(typed)
                || manner == Manner.TITLED
                        && (lower.contains(typed)
                                || phrase.toLowerCase(Locale.ROOT).contains(typed));
    }
}
