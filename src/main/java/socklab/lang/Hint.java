package socklab.lang;

/** What the shell points out about a line that it runs as typed, once a session each. */
public enum Hint {
    /** Full-width characters or unusual spaces were read as ASCII. */
    FORGIVEN("note.forgiven"),
    /** A message without quotes has a backslash escape in it, which is sent as typed. */
    ESCAPE("note.escape"),
    /** A message stands in single quotes or is a Python bytes literal, and is sent with its quotes. */
    QUOTES("note.quotes"),
    /** A command of a protocol of lines is sent without the end of its line. */
    NO_LINE_END("note.lineEnd");

    private final String key;

    Hint(String key) {
        this.key = key;
    }

    /** The key of its message. */
    public String key() {
        return key;
    }
}
