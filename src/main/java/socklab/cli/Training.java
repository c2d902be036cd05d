package socklab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import socklab.session.Policy;
import socklab.shell.Interpreter;
import socklab.shell.Workbench;
import socklab.term.Console;
import socklab.term.Rehearsal;
import socklab.term.Repl;
import socklab.shell.StateFolder;

/**
 * The run that {@code run.sh} makes once so that Java learns what later starts need: the lines on standard
 * input are run as they are, then typed into a console that nobody sees; the command line is read too.
 */
public final class Training {
    /** The property that asks for it. */
    public static final String PROPERTY = "socklab.training";

    private Training() {}

    /** Runs it; returns the exit code. */
    public static int run() {
        List<String> lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines().toList();
        new CommandLine(new SocklabCommand()).execute("--version");
        Options options = new Options();
        new Lines(options).run(lines);
        try {
            Path state = Files.createTempDirectory("socklab");
            rehearse(options, lines, state);
            Files.deleteIfExists(state.resolve("history"));
            Files.delete(state);
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rehearse(Options options, List<String> lines, Path state) throws IOException {
        try (Console console = Rehearsal.console(lines);
                Workbench bench = new Workbench(options.kernel(), options.settings(), Policy.TRUSTED, console)) {
            Wiring.wire(bench, console);
            console.follow(bench.session());
            new Repl(console, bench, Interpreter.Observer.NONE, new StateFolder(state)).run();
        }
    }
}
