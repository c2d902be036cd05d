package socklab.export;

import socklab.lang.Span;

/**
 * The place of a statement in its lab.
 *
 * @param number the line's number, from 1
 * @param text the line
 * @param word where in the line the word stands that says what is done
 */
public record Source(int number, String text, Span word) {}
