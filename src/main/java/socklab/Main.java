package socklab;

import picocli.CommandLine;
import socklab.cli.CliOptions;
import socklab.cli.CommandLineParser;
import socklab.cli.ConsoleStart;
import socklab.cli.ExitCode;
import socklab.cli.Training;
import socklab.kernel.UnsupportedEnvironment;
import socklab.term.EarlyPrompt;
import socklab.text.Language;
import socklab.text.Messages;

/** The program's start: hands the command line over and turns the outcome into an exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int code = System.getProperty(Training.PROPERTY) == null ? run(args) : Training.run(Main::run);
        if (code != ExitCode.WELL
                || !alone()) { // a program that just ends exits with that; System.exit first looks for loggers, for
            // which it opens the jar
            System.exit(code);
        }
    }

    /** Whether the program ends with this thread. A loop: a lambda would be a class made at the end of every run, after the training's. */
    private static boolean alone() {
        Thread[] threads = new Thread[Thread.activeCount() + 8];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
                return false;
            }
        }
        return true;
    }

    /** The bare start, without what parses options: a prompt should be there at once. */
    private static int console() {
        EarlyPrompt.show();
        CliOptions options = new CliOptions();
        try {
            return ConsoleStart.run(options);
        } catch (UnsupportedEnvironment e) {
            return refused(e, options.readersLanguage());
        }
    }

    /** Says why it cannot run here. */
    private static int refused(UnsupportedEnvironment why, Language language) {
        System.err.println("socklab: " + Messages.in(language).say(why.text()));
        return ExitCode.CANNOT_RUN;
    }

    /** Runs a command line and returns its exit code. */
    static int run(String... args) {
        if (args.length == 0) {
            return console();
        }
        CliOptions.prepareKernel();
        CommandLine line = CommandLineParser.of(args);
        line.setExitCodeExceptionMapper(
                e -> e instanceof UnsupportedEnvironment ? ExitCode.CANNOT_RUN : ExitCode.USAGE);
        line.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof UnsupportedEnvironment cannot) {
                return refused(cannot, CommandLineParser.language(args));
            }
            throw e;
        });
        return line.execute(args);
    }
}
