package socklab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import socklab.kernel.libc.LinkerShapes;
import socklab.term.PtyRehearsal;

/**
 * The runs that {@code run.sh} makes once so that Java learns what later starts need: given lines are run, checked as a
 * lab and read from standard input, where they have to be too, or, for a console, typed at one on a pseudo-terminal; the
 * command line is read, too.
 */
public final class Training {
    /** The property that asks for it: a folder for what later starts shall find ready. */
    public static final String PROPERTY = "socklab.training";

    /** The property that says what for: {@code lines}, which is all that runs by itself, or {@code console}, which is that and a console. */
    private static final String REHEARSAL = "socklab.rehearsal";

    /** The property that names the file with the lines. */
    private static final String LINES = "socklab.lines";

    private Training() {}

    /** What a command line comes to. */
    public interface Program {
        int run(String... args);
    }

    /** Runs it; returns the exit code. */
    public static int run(Program program) {
        try {
            List<String> lines = Files.readAllLines(Path.of(System.getProperty(LINES)));
            if (System.getProperty(REHEARSAL, "").equals("lines")) {
                byItself(program, lines);
                return program.run();
            }
            return console(program, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void byItself(Program program, List<String> lines) throws IOException {
        LinkerShapes.meet();
        program.run("--feedback", "silent", "--lang=zh", "--version"); // what reads an option is kept if it was met
        new LineRunner(new CliOptions()).run(lines);
        labs(program, lines);
    }

    private static int console(Program program, List<String> lines) throws IOException {
        try (PtyRehearsal _ = PtyRehearsal.begin(lines)) { // before anything asks whether there is a terminal
            byItself(program, lines);
            int result = program.run();
            PtyRehearsal.leave(Files.createDirectories(Path.of(System.getProperty(PROPERTY))));
            return result;
        }
    }

    /** A lab is checked and played, as the command line does it. */
    private static void labs(Program program, List<String> lines) throws IOException {
        Path lab = Files.createTempFile("socklab", ".lab");
        try {
            Files.write(
                    lab,
                    lines.stream()
                            .filter(l -> !l.startsWith("/") && !l.endsWith("99999"))
                            .toList());
            program.run("check", "--timeout", "10s", lab.toString());
            program.run("play", "--pace", "1ms", lab.toString());
        } finally {
            Files.delete(lab);
        }
    }
}
