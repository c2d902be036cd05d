package socklab.cli;

/** What the program ends with. */
public final class ExitCode {
    /** All well, every expectation met. */
    public static final int WELL = 0;

    /** An expectation not met, or a line in error. */
    public static final int UNMET = 1;

    /** A wrong command line, or a lab that does not parse. */
    public static final int USAGE = 2;

    /** It cannot run here. */
    public static final int CANNOT_RUN = 3;

    /** Nobody reads its output any more: what a shell tells of a program that SIGPIPE has ended. */
    public static final int UNREAD = 128 + 13;

    private ExitCode() {}
}
