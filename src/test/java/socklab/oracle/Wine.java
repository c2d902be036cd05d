package socklab.oracle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Debian's wine in place of Windows, with a folder below target as its C:, and a java.exe made here that prints its
 * command line. Where wine, gcc or ld is missing, what needs it is skipped.
 */
public record Wine(List<String> command, Path prefix, Path java) {
    private static final Path HERE = Path.of("target", "wine").toAbsolutePath();
    private static final long MOST_SECONDS = 150;

    /** How a program ended. */
    public record Result(int exit, String out, String err) {}

    /** Prepares it; a prefix is made once and kept until the next mvn clean. */
    public static Wine prepared() throws IOException, InterruptedException {
        Optional<Path> library = library();
        assumeTrue(onPath("wine") && library.isPresent(), "no 64-bit wine here");
        assumeTrue(onPath("gcc") && onPath("ld") && onPath("objcopy"), "no gcc here");
        Files.createDirectories(HERE);
        Wine wine = new Wine(unrandomized(), HERE.resolve("prefix"), HERE.resolve("java.exe"));
        assumeTrue(wine.makeJava(library.get()), "this ld makes no programs for Windows");
        if (!Files.exists(wine.prefix().resolve("system.reg"))) {
            wine.run(HERE, Map.of(), "wineboot", "-i");
        }
        assumeTrue(wine.settled(), "wine does not start here");
        return wine;
    }

    /** Whether the prefix is written, which wine's server does some seconds after the last program has ended. */
    private boolean settled() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!Files.exists(prefix.resolve("system.reg")) && System.nanoTime() - end < 0) {
            Thread.sleep(100);
        }
        return Files.exists(prefix.resolve("system.reg"));
    }

    /**
     * Wine without a randomized layout of memory, where that is allowed. It needs the page at which Windows has its own
     * data. Once in some thousand starts the kernel puts the heap there; wine, or what it starts, then ends at once.
     */
    private static List<String> unrandomized() throws IOException, InterruptedException {
        return onPath("setarch") && made("setarch", "-R", "true") ? List.of("setarch", "-R", "wine") : List.of("wine");
    }

    private static boolean onPath(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream().anyMatch(f -> Files.isExecutable(Path.of(f, tool)));
    }

    private static Optional<Path> library() {
        return List.of(
                        "/usr/lib/x86_64-linux-gnu/wine",
                        "/usr/lib/wine",
                        "/usr/lib64/wine",
                        "/opt/wine-stable/lib64/wine")
                .stream()
                .map(f -> Path.of(f, "x86_64-windows", "kernel32.dll"))
                .filter(Files::exists)
                .findFirst();
    }

    private boolean makeJava(Path library) throws IOException, InterruptedException {
        String object = HERE.resolve("java.o").toString();
        String source = Path.of("src", "test", "resources", "socklab", "launch", "java.c")
                .toString();
        return made(
                        "gcc",
                        "-c",
                        "-O1",
                        "-ffreestanding",
                        "-fno-stack-protector",
                        "-fpie",
                        "-fvisibility=hidden",
                        "-fno-asynchronous-unwind-tables",
                        source,
                        "-o",
                        object)
                && made("objcopy", "-R", ".comment", "-R", ".note*", object)
                && made(
                        "ld",
                        "-m",
                        "i386pep",
                        "--subsystem",
                        "console",
                        "-e",
                        "start",
                        object,
                        library.toString(),
                        "-o",
                        java.toString());
    }

    private static boolean made(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }

    /** Runs a program of Windows in a folder. */
    public Result run(Path folder, Map<String, String> environment, String... program)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(program));
        Path out = Files.createTempFile(HERE, "out", "");
        Path err = Files.createTempFile(HERE, "err", "");
        try {
            // to files: wine's own server keeps a pipe open after the program has ended
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "WINEPREFIX",
                            prefix.toString(),
                            "WINEDEBUG",
                            "-all",
                            "WINEDLLOVERRIDES",
                            "mscoree,mshtml=",
                            "LC_ALL",
                            "C.UTF-8",
                            "DISPLAY",
                            ""));
            builder.environment().keySet().removeAll(List.of("JAVA_HOME", "SOCKLAB_JAVA_HOME"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running: " + Files.readString(out) + Files.readString(err));
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** A path as Windows names it; wine shows the whole file system as Z:. */
    public static String path(Path path) {
        return "Z:" + path.toString().replace('/', '\\');
    }
}
