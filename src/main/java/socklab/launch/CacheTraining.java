package socklab.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the start-up cache: has Java record one {@link TrainingSession} at a pseudo-terminal.
 *
 * <p>Usage: {@code java OPTION… -cp JAR socklab.launch.CacheTraining FOLDER JDK VERSION}, with the options of a usual
 * start. FOLDER gets {@code socklab.aot} and then {@code trained}, which says what the cache was made for: the JDK, its
 * VERSION, socklab's folder, and by its time the jar. {@code trained} is written even if no cache was made: the next
 * attempt would fail as well, and a start without a cache only takes longer. Source: JEP 483, JEP 514.
 */
public final class CacheTraining {
    private static final int MOST_SECONDS = 180;

    private CacheTraining() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) { // else another start is making the cache
                Path work = Files.createTempDirectory(folder, "training");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(work)));
                Path made = work.resolve("socklab.aot");
                record(work, made);
                keep(made, folder, List.of(args[1], args[2], System.getProperty("socklab.home")));
            }
        }
    }

    private static void record(Path work, Path made) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-XX:AOTCacheOutput=" + made,
                "-cp",
                System.getProperty("java.class.path"),
                TrainingSession.class.getName(),
                Files.write(work.resolve("training.lab"), lines("training.lab")).toString()));
        ProcessBuilder session = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        session.environment()
                .putAll(Map.of(
                        "TERM", "xterm-256color", "XDG_STATE_HOME", state(work).toString()));
        try (TrainingTerminal terminal = TrainingTerminal.open(lines("console.lab"))) {
            Process process = session.redirectInput(terminal.device())
                    .redirectOutput(terminal.device())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                end(process);
            }
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void keep(Path made, Path folder, List<String> madeFor) throws IOException {
        Path cache = folder.resolve("socklab.aot");
        Files.deleteIfExists(cache);
        if (Files.exists(made)) {
            Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
        }
        Path jar = Path.of(System.getProperty("java.class.path"));
        Path key = made.resolveSibling("trained");
        Files.write(key, madeFor);
        Files.setLastModifiedTime(key, Files.getLastModifiedTime(jar));
        Files.setLastModifiedTime(jar, Files.getLastModifiedTime(key)); // equal, where the file system rounds
        Files.move(key, folder.resolve("trained"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A state folder as earlier sessions leave it, so that the session reads its history and their logs. */
    private static Path state(Path folder) throws IOException {
        Path state = folder.resolve("state");
        Path sessions = Files.createDirectories(state.resolve("socklab/sessions"));
        Files.writeString(sessions.resolve("1-1.lab"), "open udp\n");
        Files.writeString(sessions.resolveSibling("history"), "open udp\n");
        return state;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = CacheTraining.class.getResourceAsStream("/socklab/launch/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // the next build clears the folder away
        }
    }
}
