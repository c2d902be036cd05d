package socklab.cli;

/** Opens the console. */
final class ConsoleStart {
    private ConsoleStart() {}

    static int run(Options options) {
        return new Lines(options).runStandardInput();
    }
}
