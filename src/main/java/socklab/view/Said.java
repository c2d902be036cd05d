package socklab.view;

/** A line for a reader: where it goes, what it is, and its words. */
public record Said(Kind kind, String text) {

    /** What a line is; results and what is printed go to standard output, problems to standard error. */
    public enum Kind {
        CALL, RESULT, FAILURE, NOTE, WHY, PRINTED, PROSE, ERROR;

        public boolean diagnostic() {
            return this == ERROR;
        }
    }
}
