package socklab.cli;

/** What the program ends with. */
final class ExitCode {
    /** All well, every expectation met. */
    static final int WELL = 0;

    /** An expectation not met, or a line in error. */
    static final int UNMET = 1;

    /** A wrong command line, or a lab that does not parse. */
    static final int USAGE = 2;

    /** It cannot run here. */
    static final int CANNOT_RUN = 3;

    private ExitCode() {}
}
