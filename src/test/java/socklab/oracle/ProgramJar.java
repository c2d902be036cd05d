package socklab.oracle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import socklab.Main;
import socklab.launch.CacheTraining;

/** The jar and the start-up cache that the tests start the real program from; made once for what was compiled. */
final class ProgramJar {
    static final Path FOLDER = Path.of("target/program").toAbsolutePath();

    /** Java with the options of every start in a test; a cache is made for its options. */
    static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable");

    /** The libraries of the program among those of the tests. A new one is added here. */
    private static final String LIBRARIES = ".*/(jline|jansi|picocli|commonmark|gson|jte|qrcodegen|core)[^/]*\\.jar";

    private static final Path JAR = FOLDER.resolve("socklab.jar");
    private static final Path ALL = FOLDER.resolve("all.jar");

    /** What makes the product's jar fit for its cache: without it every start takes half as long again. */
    private static final Path NEWER_CLASS_FILES = Path.of("src/build/NewerClassFiles.java");

    private static final Path MADE_FOR = FOLDER.resolve("made-for");

    private ProgramJar() {}

    /**
     * The jar, made again if a class or a library has changed. Test processes that come at once wait for the first.
     */
    static Path upToDate() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (FileChannel channel = FileChannel.open(
                        FOLDER.resolve("making"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            String sources = sources();
            if (!Files.exists(MADE_FOR) || !Files.readString(MADE_FOR).equals(sources)) {
                Files.deleteIfExists(MADE_FOR);
                writeJar();
                renewClassFiles();
                train();
                Files.writeString(MADE_FOR, sources);
            }
        }
        return JAR;
    }

    private static Path classes() {
        return Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static List<Path> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(e -> e.matches(LIBRARIES))
                .map(Path::of)
                .toList();
    }

    /** A text that changes with the classes and the libraries. */
    private static String sources() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.add(file + " " + Files.getLastModifiedTime(file).toMillis());
            }
        }
        libraries().forEach(l -> lines.add(l.toString()));
        return String.join("\n", lines);
    }

    private static void writeJar() throws IOException {
        Map<String, byte[]> services = new TreeMap<>();
        try (OutputStream out = Files.newOutputStream(ALL);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.setLevel(0);
            add(classes(), jar, services);
            for (Path library : libraries()) {
                try (FileSystem files = FileSystems.newFileSystem(library)) {
                    add(files.getPath("/"), jar, services);
                }
            }
            for (Map.Entry<String, byte[]> service : services.entrySet()) {
                write(service.getKey(), service.getValue(), jar);
            }
        }
    }

    /** Adds the files below a folder, but the parts that speak of one library; those of services are joined. */
    private static void add(Path root, JarOutputStream jar, Map<String, byte[]> services) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (name.startsWith("META-INF/services/")) {
                    services.merge(name, Files.readAllBytes(file), ProgramJar::joined);
                } else if (!name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
                    write(name, Files.readAllBytes(file), jar);
                }
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        String lines = new String(first, StandardCharsets.UTF_8) + "\n" + new String(second, StandardCharsets.UTF_8);
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(String name, byte[] bytes, JarOutputStream jar) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    /** Has the product make its cache, as run.sh does. Without one, starts only take longer. */
    private static void train() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of("-Dsocklab.home=" + Path.of("").toAbsolutePath(), "-cp", JAR.toString()));
        command.addAll(List.of(CacheTraining.class.getName(), FOLDER.toString(), "tests", "1"));
        run(command);
    }

    private static void renewClassFiles() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of(NEWER_CLASS_FILES.toString(), ALL.toString(), JAR.toString()));
        int code = run(command);
        if (code != 0) {
            throw new IllegalStateException(NEWER_CLASS_FILES + " ended with " + code);
        }
    }

    /** Runs a command; its exit code. */
    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
