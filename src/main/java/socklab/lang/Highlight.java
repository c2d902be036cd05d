package socklab.lang;

/** What a stretch of a line is, for colour. */
public record Highlight(Span span, Role role) {

    /** What a word can be. */
    public enum Role {
        /** A call. */
        CALL,
        /** A shell word. */
        WORD,
        /** A socket's or a result's name. */
        NAME,
        /** A constant of C's. */
        CONSTANT,
        /** A number. */
        NUMBER,
        /** A host, a port or a path. */
        ADDRESS,
        /** Data. */
        DATA,
        /** A {@code $} value. */
        VALUE,
        /** {@code =}, {@code &}. */
        SYNTAX,
        /** A comment. */
        COMMENT
    }
}
