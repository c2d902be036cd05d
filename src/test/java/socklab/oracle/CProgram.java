package socklab.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A C program written by a test, compiled by gcc(1) and run. */
public final class CProgram {
    private CProgram() {}

    /** What a command said, both streams together, and its exit code. */
    public record Said(int exit, String text) {}

    /** Why there can be no C compiler here; nothing if there is one. */
    public static String lacking(Path folder) {
        try {
            Said said = compile(folder, "#include <sys/socket.h>\nint main(void) { return 0; }\n", List.of());
            return said.exit() == 0
                    ? ""
                    : "gcc finds no headers of the C library: "
                            + said.text().lines().findFirst().orElse("");
        } catch (UncheckedIOException e) {
            return "gcc is not installed";
        }
    }

    /** Compiles a program to {@code folder/program}. */
    public static Said compile(Path folder, String source, List<String> options) {
        List<String> command = new ArrayList<>(List.of("gcc", "-std=gnu17", "-o", "program", "program.c"));
        command.addAll(options);
        try {
            Files.writeString(folder.resolve("program.c"), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(folder, command);
    }

    /** Compiles a program and runs it; both must go well. */
    public static List<String> output(Path folder, String source) {
        Said compiled = compile(folder, source, List.of());
        if (compiled.exit() != 0) {
            throw new AssertionError(compiled.text());
        }
        Said said = run(folder, List.of("./program"));
        if (said.exit() != 0) {
            throw new AssertionError(said.text());
        }
        return said.text().lines().toList();
    }

    private static Said run(Path folder, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
