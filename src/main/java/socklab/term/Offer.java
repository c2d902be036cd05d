package socklab.term;

import java.util.List;

/**
 * Something that could be typed.
 *
 * @param text what would stand in the line
 * @param phrase what it is
 * @param ends whether a blank follows: there is nothing more to the word
 */
record Offer(String text, String phrase, boolean ends) {

    /** What could be typed at a place: from {@code start} up to the cursor stands what would be replaced. */
    record At(int start, List<Offer> offers) {}

    static Offer of(String text, String phrase) {
        return new Offer(text, phrase, true);
    }

    /** Something that more is joined to. */
    static Offer open(String text, String phrase) {
        return new Offer(text, phrase, false);
    }
}
