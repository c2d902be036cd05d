package socklab.cli;

import java.io.IOException;
import java.util.function.Supplier;
import socklab.kernel.CannotRun;
import socklab.kernel.SoonKernel;
import socklab.lab.Compare;
import socklab.session.Policy;
import socklab.shell.StateFolder;
import socklab.shell.Workbench;
import socklab.term.Console;
import socklab.term.KeptSettings;
import socklab.term.Repl;
import socklab.text.Messages;
import socklab.text.Msg;

/** Opens the console. */
public final class ConsoleStart {
    private static final int BUG = 1;

    private ConsoleStart() {}

    /** Runs a console, or the lines on standard input if that is no terminal; returns the exit code. */
    public static int run(Options options) {
        if (System.console() == null || !System.console().isTerminal()) {
            return new Lines(options).runStandardInput();
        }
        try {
            console(options);
            return 0;
        } catch (RuntimeException e) { // the terminal is in order again
            if (e instanceof CannotRun cannot) {
                throw cannot;
            }
            System.err.println("socklab: " + Messages.in(options.settings().language()).say("bug.crash"));
            e.printStackTrace();
            return BUG;
        }
    }

    private static void console(Options options) {
        try {
            console(options, StateFolder.own(), () -> Console.open(options.coloured()));
        } catch (IOException e) {
            throw new CannotRun(Msg.of("cannot.terminal", String.valueOf(e.getMessage())), e);
        }
    }

    /** Opens a console. */
    interface Opening {
        Console open() throws IOException;
    }

    /** Runs a console that is opened in a way of the caller's. */
    static void console(Options options, StateFolder folder, Opening opening) throws IOException {
        SoonKernel kernel = options.kernel();
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

    private static void run(Options options, SoonKernel kernel, StateFolder folder, Console console) {
        try (Workbench bench = new Workbench(kernel, options.over(new KeptSettings(folder).over(options.settings())), Policy.TRUSTED, console)) {
            Wiring.wire(bench, console).remember(folder.path());
            console.follow(bench.session());
            Supplier<Messages> messages = () -> Messages.in(bench.session().settings().language());
            new Repl(console, bench, new Compare(console, messages), folder).run(kernel::askToLook); // while the user types
        }
    }
}
