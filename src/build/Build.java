import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds {@code target/socklab.jar} with Maven, once for all starts that need it at the same time.
 *
 * <p>Usage: {@code java -Dsocklab.locale=LOCALE Build.java FOLDER}, as {@code run.sh} calls it. Exit code 0: there is a
 * jar; 3: there is none, and standard error says why.
 */
final class Build {
    private static final int CANNOT_RUN = 3;
    private static final int LAST_LINES = 25;

    private final Path home;
    private final Path jar;
    private final boolean chinese =
            System.getProperty("socklab.locale", "").toLowerCase(Locale.ROOT).startsWith("zh");

    private Build(Path home) {
        this.home = home;
        this.jar = home.resolve("target/socklab.jar");
    }

    static void main(String[] args) throws IOException, InterruptedException {
        System.exit(new Build(Path.of(args[0])).run());
    }

    private int run() throws IOException, InterruptedException {
        Optional<Path> maven = onPath("mvn");
        if (maven.isEmpty()) {
            return withoutMaven();
        }
        Path folder = home.resolve("target/launch");
        try (FileChannel lock = FileChannel.open(
                        Files.createDirectories(folder).resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock _ = take(lock)) {
            return newerSource().isEmpty() ? 0 : build(maven.get());
        } catch (FileSystemException e) {
            return refuse(
                    "socklab is not built yet, and %s cannot be written to: build it with mvn package elsewhere.",
                    "socklab 还没有构建，而 %s 不可写：请在别处用 mvn package 构建。", home);
        }
    }

    private int withoutMaven() {
        String cure = say("Install it: %s", "安装：%s", mavenInstallation());
        if (!Files.exists(jar)) {
            return refuse(
                    "socklab is built once, with Maven, and there is no mvn on the PATH.%n%s",
                    "socklab 要用 Maven 构建一次，而 PATH 中没有 mvn。%n%s", cure);
        }
        System.err.println(say(
                "The sources of socklab are newer than its jar, and there is no Maven: running what was built.%n%s",
                "socklab 的源文件比构建结果新，但没有 Maven：运行已构建的版本。%n%s", cure));
        return 0;
    }

    /** The system frees the lock of a process that died. */
    private FileLock take(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        System.err.println(say("Another start is building socklab; waiting for it.", "另一次启动正在构建 socklab，等它完成。"));
        return channel.lock();
    }

    private int build(Path maven) throws IOException, InterruptedException {
        String title = Files.exists(jar)
                ? say("The sources have changed: building socklab...", "源文件有改动：正在构建 socklab……")
                : say("First start: building socklab, about half a minute...", "首次启动：正在构建 socklab，约半分钟……");
        for (String stale : List.of("target/classes", "target/bench", "target/maven-status")) {
            delete(home.resolve(stale)); // else classes of sources that are gone stay in the jar
        }
        Path log = home.resolve("target/build.log");
        FileTime began = FileTime.from(Instant.now());
        ProcessBuilder builder = new ProcessBuilder(maven.toString(), "-q", "-B", "-Dmaven.test.skip=true", "package")
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        Process process = builder.start();
        showSeconds(title, process);
        int code = process.waitFor();
        if (code != 0 || !Files.exists(jar)) {
            List<String> lines = Files.readAllLines(log);
            lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).forEach(System.err::println);
            return refuse(
                    "socklab was not built: mvn ended with exit code %s. Its whole output: %s",
                    "socklab 没有构建成功：mvn 以退出码 %s 结束。全部输出：%s", code, log);
        }
        date(began);
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Gives the jar the time at which the build began, so that what was saved meanwhile is newer; or the time of the
     * newest source if that lies in the future, or each start would build again.
     */
    private void date(FileTime began) throws IOException {
        Files.setLastModifiedTime(jar, began);
        for (Optional<Path> newer = newerSource(); newer.isPresent(); newer = newerSource()) {
            FileTime time = Files.getLastModifiedTime(newer.get());
            if (time.toInstant().isBefore(Instant.now())) {
                return;
            }
            Files.setLastModifiedTime(jar, time);
        }
    }

    /** A source that is newer than the jar, as run.sh looks for it; any source if there is no jar. */
    private Optional<Path> newerSource() throws IOException {
        if (!Files.exists(jar)) {
            return Optional.of(home.resolve("pom.xml"));
        }
        FileTime built = Files.getLastModifiedTime(jar);
        for (String root : List.of("pom.xml", "src/main", "src/bench", "src/build")) {
            Path from = home.resolve(root);
            if (Files.exists(from)) {
                try (Stream<Path> files = Files.walk(from)) {
                    Optional<Path> newer = files.filter(Files::isRegularFile)
                            .filter(f -> !f.getFileName().toString().startsWith("."))
                            .filter(f -> !f.getFileName().toString().endsWith("~"))
                            .filter(f -> modified(f).compareTo(built) > 0)
                            .findFirst();
                    if (newer.isPresent()) {
                        return newer;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows the title; on a terminal also how long the process has been running, until it ends. */
    private static void showSeconds(String title, Process process) throws InterruptedException {
        boolean terminal = System.console() != null && System.console().isTerminal();
        if (!terminal || "dumb".equals(System.getenv().getOrDefault("TERM", "dumb"))) {
            System.err.println(title);
            return;
        }
        long seconds = 0;
        do {
            System.err.printf("\r%s %ss ", title, seconds++);
        } while (!process.waitFor(1, TimeUnit.SECONDS));
        System.err.println();
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String mavenInstallation() {
        if (Files.isDirectory(Path.of("/System/Library"))) {
            return "brew install maven";
        }
        return onPath("dnf")
                .map(_ -> "sudo dnf install maven")
                .or(() -> onPath("pacman").map(_ -> "sudo pacman -S maven"))
                .or(() -> onPath("apk").map(_ -> "sudo apk add maven"))
                .orElse("sudo apt install maven");
    }

    private int refuse(String english, String chinese, Object... values) {
        System.err.println(say(english, chinese, values));
        return CANNOT_RUN;
    }

    private String say(String english, String inChinese, Object... values) {
        return String.format(chinese ? inChinese : english, values);
    }
}
