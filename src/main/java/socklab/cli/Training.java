package socklab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import socklab.term.Rehearsal;

/**
 * The run that {@code run.sh} makes once so that Java learns what later starts need: the lines on standard
 * input are run as they are, then typed at a pseudo-terminal; the command line is read too.
 */
public final class Training {
    /** The property that asks for it: a folder for what later starts shall find ready. */
    public static final String PROPERTY = "socklab.training";

    private Training() {}

    /** What a command line comes to. */
    public interface Program {
        int run(String... args);
    }

    /** Runs it; returns the exit code. */
    public static int run(Program program) {
        List<String> lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines().toList();
        try (Rehearsal _ = Rehearsal.begin(lines)) { // before anything asks whether there is a terminal
            program.run("--version");
            new Lines(new Options()).run(lines);
            check(program, lines);
            int result = program.run();
            Rehearsal.leave(Files.createDirectories(Path.of(System.getProperty(PROPERTY))));
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A lab is checked, as the command line does it. */
    private static void check(Program program, List<String> lines) throws IOException {
        Path lab = Files.createTempFile("socklab", ".lab");
        try {
            Files.write(lab, lines.stream().filter(l -> !l.startsWith("/") && !l.endsWith("99999")).toList());
            program.run("check", lab.toString());
        } finally {
            Files.delete(lab);
        }
    }
}
