package socklab.kernel;

/** This machine lacks something that socklab needs; the message names it and its cure. */
public final class CannotRun extends RuntimeException {
    public CannotRun(String message) {
        super(message);
    }

    public CannotRun(String message, Throwable cause) {
        super(message, cause);
    }
}
