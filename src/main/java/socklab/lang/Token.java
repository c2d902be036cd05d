package socklab.lang;

/** A word of a line and where it stands; full-width characters of syntax are already folded to ASCII. */
public record Token(String text, Span span) {}
