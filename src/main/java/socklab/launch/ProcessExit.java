package socklab.launch;

/** The one place that ends the process. Compiled for Java 8, like {@link socklab.Gate}, which uses it there. */
public final class ProcessExit {
    private ProcessExit() {}

    /** Runs the shutdown hooks and ends the process; does not return. */
    public static void exit(int code) {
        System.exit(code);
    }

    /**
     * Ends the process without running shutdown hooks; does not return. For a hook that has done its work, where the
     * process would otherwise end with the code of its signal.
     */
    public static void halt(int code) {
        Runtime.getRuntime().halt(code);
    }
}
