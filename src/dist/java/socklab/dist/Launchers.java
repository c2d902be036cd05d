package socklab.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that start socklab from its archive, and the start-up cache that they name.
 *
 * <p>In {@code src/dist/socklab.sh}, a line {@code #= TEXT} stands for the paragraph of {@code run.sh} that begins with
 * the line TEXT. The names of jar and cache hold a digest of the jar, so that no start takes the cache of another one:
 * Java would not notice (JDK-8377932).
 */
final class Launchers {
    private static final String TAKEN = "#= ";
    private static final int DIGITS = 12;
    private static final int MOST_MINUTES = 5;
    private static final int ATTEMPTS = 2;

    private final Path sources;
    private final String name;

    private Launchers(Path sources, String name) {
        this.sources = sources;
        this.name = name;
    }

    /** The launchers of a jar, made of the templates in a repository. */
    static Launchers of(Path sources, Path jar) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return new Launchers(
                    sources, "socklab-" + HexFormat.of().formatHex(digest).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    String jarName() {
        return name + ".jar";
    }

    String cacheName() {
        return name + ".aot";
    }

    /** Writes {@code bin/socklab} and {@code bin/socklab.bat}, of which an archive keeps the one for its system. */
    void write(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        if (windows()) {
            Files.writeString(bin.resolve("socklab.bat"), batchFile());
        } else {
            Path script = Files.writeString(bin.resolve("socklab"), shellScript());
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static boolean windows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    /** The launcher for Unix. */
    String shellScript() throws IOException {
        List<String> runScript = Files.readAllLines(sources.resolve("run.sh"));
        return named(template("socklab.sh")
                .lines()
                .flatMap(line ->
                        line.startsWith(TAKEN) ? paragraph(runScript, line.substring(TAKEN.length())) : Stream.of(line))
                .collect(Collectors.joining("\n", "", "\n")));
    }

    /** The launcher for Windows. cmd misreads files whose lines end as on Unix. */
    String batchFile() throws IOException {
        return named(template("socklab.bat")).replaceAll("\r?\n", "\r\n");
    }

    private static Stream<String> paragraph(List<String> script, String first) {
        int at = script.indexOf(first);
        if (at < 0) {
            throw new IllegalStateException("run.sh has no line: " + first);
        }
        return script.subList(at, script.size()).stream().takeWhile(line -> !line.isEmpty());
    }

    private String template(String file) throws IOException {
        return Files.readString(sources.resolve("src/dist").resolve(file));
    }

    private String named(String text) {
        return text.replace("@JAR@", jarName()).replace("@CACHE@", cacheName());
    }

    /**
     * Has the archive's own Java make the cache, with the options that the launcher gives it. On Windows there is no
     * pseudo-terminal to record a session at, so no cache; where it fails, starts take longer, and this says so.
     */
    void train(Path folder) throws IOException, InterruptedException {
        Path made = folder.resolve("lib").resolve(cacheName());
        for (int attempt = 1; !windows() && attempt <= ATTEMPTS && !Files.exists(made); attempt++) {
            attempt(folder, made);
        }
        if (!Files.exists(made)) {
            System.err.println("No start-up cache was made: this archive starts more slowly.");
        }
    }

    private void attempt(Path folder, Path made) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("socklab-cache");
        String training = "socklab.launch.CacheTraining '" + work + "' image 25";
        Path script = folder.resolve("bin/train");
        Files.writeString(script, shellScript().replace("socklab.Gate \"$@\"", training));
        Process process = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        Files.delete(script);
        if (Files.exists(work.resolve("socklab.aot"))) {
            Files.move(work.resolve("socklab.aot"), made);
        }
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
