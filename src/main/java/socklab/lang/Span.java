package socklab.lang;

/** A stretch of a line: from one index up to, not including, another, in Java chars. */
public record Span(int start, int end) {
    /** A stretch of the line that it is cut from, or the place just behind it if it is empty. */
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException(start + ".." + end);
        }
    }
}
