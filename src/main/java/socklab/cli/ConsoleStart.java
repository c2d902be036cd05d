package socklab.cli;

import java.io.IOException;
import java.util.function.Supplier;
import socklab.kernel.LazyKernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.lab.PastedLabChecker;
import socklab.session.SandboxPolicy;
import socklab.shell.Shell;
import socklab.shell.StateFolder;
import socklab.term.Console;
import socklab.term.KeptSettings;
import socklab.term.Repl;
import socklab.text.Message;
import socklab.text.Messages;

/** Opens the console. */
public final class ConsoleStart {
    private static final int BUG = 1;

    private ConsoleStart() {}

    /** Runs a console, or the lines on standard input if that is no terminal; returns the exit code. */
    public static int run(CliOptions options) {
        if (options.output() == CliOptions.Output.JSON
                || System.console() == null
                || !System.console().isTerminal()) {
            return new LineRunner(options).runStandardInput();
        }
        try {
            console(options);
            return 0;
        } catch (RuntimeException e) { // the terminal is in order again
            if (e instanceof UnsupportedEnvironment cannot) {
                throw cannot;
            }
            System.err.println(
                    "socklab: " + Messages.in(options.settings().language()).say("bug.crash"));
            e.printStackTrace();
            return BUG;
        }
    }

    private static void console(CliOptions options) {
        try {
            console(options, StateFolder.own(), () -> Console.open(options.coloured(), StateFolder.own()));
        } catch (IOException e) {
            throw new UnsupportedEnvironment(Message.of("cannot.terminal", String.valueOf(e.getMessage())), e);
        }
    }

    /** Opens a console. */
    interface Opening {
        Console open() throws IOException;
    }

    /** Runs a console that is opened in a way of the caller's. */
    static void console(CliOptions options, StateFolder folder, Opening opening) throws IOException {
        LazyKernel kernel = options.kernel();
        try (Console console = opening.open()) {
            try {
                run(options, kernel, folder, console);
            } catch (RuntimeException e) {
                if (!console.givenBack()) { // else the program is being ended: nobody is left to be told
                    throw e;
                }
            }
        }
    }

    private static void run(CliOptions options, LazyKernel kernel, StateFolder folder, Console console) {
        try (Shell bench = new Shell(
                kernel,
                options.over(new KeptSettings(folder).over(options.settings())),
                SandboxPolicy.TRUSTED,
                console)) {
            ShellAssembly.wire(bench, console).rememberConsole(folder.path());
            console.follow(bench.session());
            Supplier<Messages> messages =
                    () -> Messages.in(bench.session().settings().language());
            new Repl(console, bench, new PastedLabChecker(console, messages), folder)
                    .run(kernel::prepareTables); // while the user types
        }
    }
}
