package socklab.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.text.Message;

/**
 * What a bench needs: a folder of its own, the programs that it compares with, and processes that end with it.
 * One thread at a time.
 */
public final class BenchTools implements AutoCloseable {
    private static final int MOST_SECONDS = 180;
    private static final String RESOURCES = "/socklab/bench/";

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Map<String, Path> programs = new HashMap<>();
    private Optional<String> python = Optional.empty();

    public BenchTools() throws IOException {
        folder = Files.createTempDirectory("socklab-bench");
    }

    Path folder() {
        return folder;
    }

    /** The command that starts socklab as a user does; without a run.sh, as under test, this virtual machine's own. */
    static List<String> socklab(String... args) {
        Path script = Path.of(System.getProperty("socklab.home", ""), "run.sh");
        List<String> command = new ArrayList<>();
        if (System.getProperty("socklab.home") != null && Files.isExecutable(script)) {
            command.add(script.toString());
        } else {
            command.addAll(List.of(
                    jdk("java"),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath(),
                    "socklab.Main"));
        }
        // --wire is an option of run.sh itself
        boolean byScript = command.size() == 1;
        Arrays.stream(args).filter(a -> byScript || !a.equals("--wire")).forEach(command::add);
        return command;
    }

    /** In full: the programs start in a folder of their own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(e -> Path.of(e).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A program of the JDK that runs this. */
    static String jdk(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /** A program on the PATH. */
    static String tool(String name) throws MissingTool {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(f -> Path.of(f, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new MissingTool(Message.of("bench.lacks", name)));
    }

    /** CPython itself, and not a script that looks for it. */
    String python() throws IOException, MissingTool {
        if (python.isEmpty()) {
            python = Optional.of(run(List.of(tool("python3"), "-c", "import sys; print(sys.executable)"))
                    .strip());
        }
        return python.get();
    }

    /** A file that comes with socklab, copied to the folder. */
    Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = BenchTools.class.getResourceAsStream(RESOURCES + name)) {
            if (!Files.exists(file)) {
                Files.copy(in, file);
            }
        }
        return file;
    }

    /** A C program that comes with socklab, compiled. */
    String program(String name) throws IOException, MissingTool {
        if (!programs.containsKey(name)) {
            Path program = folder.resolve(name);
            run(List.of(
                    tool("gcc"),
                    "-O2",
                    "-o",
                    program.toString(),
                    resource(name + ".c").toString(),
                    "-lutil"));
            programs.put(name, program);
        }
        return programs.get(name).toString();
    }

    /** A Java program that comes with socklab, compiled: the command that runs it. */
    List<String> javaProgram(String name) throws IOException, MissingTool {
        if (!Files.isExecutable(Path.of(jdk("javac")))) {
            throw new MissingTool(Message.of("bench.lacks", "javac"));
        }
        if (!Files.exists(folder.resolve(name + ".class"))) {
            run(List.of(
                    jdk("javac"),
                    "-d",
                    folder.toString(),
                    resource(name + ".java").toString()));
        }
        return List.of(
                jdk("java"), "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp", folder.toString(), name);
    }

    private ProcessBuilder builder(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .put(
                        "XDG_STATE_HOME",
                        Files.createDirectories(folder.resolve("state")).toString());
        return builder;
    }

    /** Runs a command to its end; returns what it wrote. */
    String run(List<String> command) throws IOException, MissingTool {
        Path errors = folder.resolve("errors");
        Process process = builder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(errors.toFile())
                .start();
        processes.add(process);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        end(process, command, errors);
        return text;
    }

    /** Runs a command to its end; returns the nanoseconds that it took. */
    long time(List<String> command, Path in, Path out) throws IOException, MissingTool {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = builder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        processes.add(process);
        end(process, command, errors);
        return System.nanoTime() - start;
    }

    private void end(Process process, List<String> command, Path errors) throws IOException, MissingTool {
        try {
            boolean over = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            processes.remove(process);
            if (!over) {
                process.destroyForcibly();
            }
            if (!over || process.exitValue() != 0) {
                String said = Files.readString(errors)
                        .lines()
                        .reduce((_, last) -> last)
                        .orElse("");
                String name = Path.of(command.getFirst()).getFileName().toString();
                throw new MissingTool(Message.of("bench.failed", name, over ? process.exitValue() : "-", said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException(e);
        }
    }

    /** Starts a command that goes on until {@link #stop} or the end of this kit; its output is thrown away. */
    Process start(List<String> command) throws IOException {
        Process process = builder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    /** Starts a command of which the output can be read. */
    Process startTalking(List<String> command) throws IOException {
        Process process = builder(command).redirectError(Redirect.DISCARD).start();
        processes.add(process);
        return process;
    }

    /** Ends a process that was started here, and its children. */
    void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        processes.remove(process);
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port of the loopback that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        List.copyOf(processes).forEach(this::stop);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // in the folder for such files, and the system's to clear away
        }
    }
}
