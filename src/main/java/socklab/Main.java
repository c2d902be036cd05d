package socklab;

import picocli.CommandLine;
import socklab.cli.CliOptions;
import socklab.cli.CommandLineParser;
import socklab.cli.ConsoleStart;
import socklab.cli.ExitCode;
import socklab.kernel.UnsupportedEnvironment;
import socklab.launch.ProcessExit;
import socklab.term.EarlyPrompt;
import socklab.text.Language;
import socklab.text.Messages;

/** The program: runs a command line and ends the process with its exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ProcessExit.exit(run(args));
    }

    /** Runs a command line; returns its exit code, see {@link ExitCode}. */
    public static int run(String... args) {
        return args.length == 0 ? console() : commandLine(args);
    }

    /** The console needs no option parser. */
    private static int console() {
        EarlyPrompt.show();
        CliOptions options = new CliOptions();
        try {
            return ConsoleStart.run(options);
        } catch (UnsupportedEnvironment e) {
            return unsupported(e, options.readersLanguage());
        }
    }

    private static int commandLine(String... args) {
        CliOptions.prepareKernel();
        CommandLine line = CommandLineParser.of(args);
        line.setExitCodeExceptionMapper(
                e -> e instanceof UnsupportedEnvironment ? ExitCode.CANNOT_RUN : ExitCode.USAGE);
        line.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof UnsupportedEnvironment why) {
                return unsupported(why, CommandLineParser.language(args));
            }
            throw e;
        });
        return line.execute(args);
    }

    private static int unsupported(UnsupportedEnvironment why, Language language) {
        System.err.println("socklab: " + Messages.in(language).say(why.text()));
        return ExitCode.CANNOT_RUN;
    }
}
