package socklab.shell;

/** What is typed at a terminal while nobody asks. */
public interface TypeAhead {
    /** It is echoed, and answers the next question. */
    TypeAhead KEPT = new TypeAhead() {
        @Override
        public void ignore() {}

        @Override
        public void heed() {}
    };

    /** From now on it is not echoed, and answers nothing. */
    void ignore();

    /** Ends what {@link #ignore} began; nothing if it has not begun. */
    void heed();
}
