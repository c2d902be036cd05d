package socklab.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of run.sh in a folder with blanks, quotes and Chinese in its name, with a PATH that has only the usual small
 * tools, and the JDKs and the Maven that a test puts there.
 */
record LauncherFixture(Path root) {
    /** The programs that run.sh, and the programs of this fixture, may call besides java and mvn. */
    private static final List<String> TOOLS =
            List.of("sh", "find", "sed", "mkdir", "rmdir", "mv", "rm", "touch", "sleep", "readlink", "env", "iconv");

    /** How a start ended. */
    record Result(int exit, String out, String err, long pid) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    static LauncherFixture in(Path temp) throws IOException {
        LauncherFixture stage = new LauncherFixture(temp.toRealPath());
        Files.createDirectories(stage.home().resolve("src/main/java"));
        Files.createDirectories(stage.bin());
        Files.createDirectories(stage.tools());
        Files.createDirectories(stage.root.resolve("jvm"));
        for (String tool : TOOLS) {
            // Not a link: JUnit warns of each that leads out of its temporary folder.
            executable(stage.tools().resolve(tool), "exec " + onPath(tool) + " \"$@\"\n");
        }
        Files.copy(Path.of("run.sh"), stage.script());
        Path build = Files.createDirectories(stage.home().resolve("src/build")).resolve("Build.java");
        Files.copy(Path.of("src/build/Build.java"), build);
        age(build, Duration.ofHours(1));
        // Sources are as old as a clone of an hour ago.
        for (String source : List.of("pom.xml", "src/main/java/Main.java")) {
            Files.writeString(stage.home().resolve(source), "");
            age(stage.home().resolve(source), Duration.ofHours(1));
        }
        return stage;
    }

    private static Path onPath(String tool) {
        for (String folder : List.of("/bin", "/usr/bin")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return Path.of(folder, tool);
            }
        }
        throw new IllegalStateException("this machine has no " + tool);
    }

    Path home() {
        return root.resolve("套接字 lab (x86) 'q'");
    }

    Path script() {
        return home().resolve("run.sh");
    }

    Path jar() {
        return home().resolve("target/socklab.jar");
    }

    /** There is a jar, newer than all sources. */
    void built() throws IOException {
        Files.createDirectories(jar().getParent());
        Files.writeString(jar(), "jar");
    }

    /** The start-up cache. */
    Path cache() {
        return home().resolve("target/launch/socklab.aot");
    }

    Path bin() {
        return root.resolve("bin");
    }

    private Path tools() {
        return root.resolve("tools");
    }

    static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    /**
     * A JDK that prints its arguments, in the folder "jvm" unless {@code name} leads elsewhere. It runs the source
     * Build.java, compiled before, or with {@code STUB_SOURCE} set as a real one does; and it writes the files of a
     * training.
     */
    Path jdk(String name, String version) throws IOException {
        Path jdk = root.resolve("jvm").resolve(name).normalize();
        executable(jdk.resolve("bin/javac"), "");
        executable(jdk.resolve("bin/java"), """
            for arg; do
                case $arg in
                    *.java) build=yes ;;
                    -Dsocklab.home=*) home=${arg#*=} ;;
                esac
            done
            if [ -n "${build-}" ]; then
                for arg; do
                    shift
                    case ${STUB_SOURCE-}$arg in
                        /*.java) set -- "$@" -XX:TieredStopAtLevel=1 -cp "%4$s" Build ;;
                        *) set -- "$@" "$arg" ;;
                    esac
                done
                exec "%3$s" "$@"
            fi
            echo started >>"%1$s/starts"
            for arg; do
                if [ "$arg" = socklab.launch.CacheTraining ]; then
                    while [ "$1" != "$arg" ]; do shift; done
                    echo cache >"$2/socklab.aot"
                    printf '%%s\\n' "$3" "$4" "$home" >"$2/trained"
                    touch -r "$home/target/socklab.jar" "$2/trained"
                    exit
                fi
                case $arg in -XX:OnError=*) [ -z "${STUB_CRASH-}" ] || { sh -c "${arg#*=}"; exit 134; } ;; esac
            done
            echo "jdk %2$s"
            echo "LC_ALL ${LC_ALL-}"
            for arg; do printf '[%%s]\\n' "$arg"; done
            exit "${STUB_EXIT-0}"
            """.formatted(
                        jdk, name, Path.of(System.getProperty("java.home"), "bin/java"), Compiled.FOLDER));
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        return jdk;
    }

    /** Build.java's classes: to compile it at each start takes longer than all else that a test of run.sh does. */
    private static final class Compiled {
        private static final Path FOLDER = compile();

        private static Path compile() {
            try {
                Path folder = Files.createTempDirectory("socklab-build");
                folder.toFile().deleteOnExit();
                Jdk.run("javac", "-d", folder.toString(), "src/build/Build.java");
                try (Stream<Path> classes = Files.list(folder)) {
                    classes.forEach(c -> c.toFile().deleteOnExit());
                }
                return folder;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A Maven that notes each build, and any that overlaps another, and leaves a jar. */
    void maven() throws IOException {
        executable(bin().resolve("mvn"), """
            mkdir "%1$s/building" || echo overlap >>"%1$s/builds"
            echo "built with $JAVA_HOME" >>"%1$s/builds"
            mkdir -p target
            echo jar >target/socklab.jar
            rmdir "%1$s/building"
            """.formatted(root));
    }

    List<String> builds() throws IOException {
        Path log = root.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    static void executable(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Result run(String... args) {
        return run(Map.of(), args);
    }

    Result run(Map<String, String> env, String... args) {
        return run(env, List.of(script().toString()), args);
    }

    Result run(Map<String, String> env, List<String> command, String... args) {
        return finish(start(env, command, args));
    }

    /** Starts run.sh in the folder above its own, with no environment but the stage's. */
    Process start(Map<String, String> env, List<String> command, String... args) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line).directory(root.toFile());
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "PATH", bin() + ":" + tools(),
                "HOME", root.resolve("nobody").toString(),
                "SOCKLAB_JVM_DIRS", root.resolve("jvm").toString()));
        all.putAll(env);
        builder.environment().clear();
        builder.environment().putAll(all);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result finish(Process process) {
        try {
            // What is said on stderr is a few lines: it fits the pipe while stdout is read to its end.
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running: " + out + err);
            }
            return new Result(process.exitValue(), out, err, process.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
