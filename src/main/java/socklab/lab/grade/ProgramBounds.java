package socklab.lab.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The bounds of a judged program, put before its command.
 *
 * <p>{@code unshare} gives it a PID namespace: all that it started ends with it, also what left its process group and
 * its parent. The namespace's first process is a shell, not the program: to a first process, signals such as SIGPIPE do
 * nothing, and a program that dies of one shall die. {@code prlimit} limits memory, processor time, size of files, and
 * for an ordinary user the number of processes. Each is left out where it cannot be had. Source: pid_namespaces(7),
 * unshare(1), prlimit(1), setrlimit(2).
 */
final class ProgramBounds {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final Path UNSHARE = Path.of("/usr/bin/unshare");
    private static final Path SHELL = Path.of("/bin/sh");

    private static final List<String> LIMITS =
            List.of(PRLIMIT.toString(), "--as=4294967296", "--cpu=60", "--fsize=16777216", "--nproc=4096", "--");
    private static final List<String> INIT = List.of(SHELL.toString(), "-c", "\"$@\"; exit $?", "sh");
    private static final List<List<String>> NAMESPACES = List.of(
            List.of(UNSHARE.toString(), "--pid", "--fork", "--kill-child"),
            List.of(UNSHARE.toString(), "--user", "--map-current-user", "--pid", "--fork", "--kill-child"));

    private ProgramBounds() {}

    /** The command within its bounds. */
    static List<String> around(List<String> command) {
        return Stream.of(namespace(), Files.isExecutable(PRLIMIT) ? LIMITS : List.<String>of(), command)
                .flatMap(List::stream)
                .toList();
    }

    /** What gives a program a PID namespace here; nothing if nothing does. */
    private static List<String> namespace() {
        if (!Files.isExecutable(UNSHARE) || !Files.isExecutable(SHELL)) {
            return List.of();
        }
        for (List<String> way : NAMESPACES) {
            List<String> all = new ArrayList<>(way);
            all.addAll(INIT);
            if (works(all)) {
                return all;
            }
        }
        return List.of();
    }

    private static boolean works(List<String> prefix) {
        List<String> probe = new ArrayList<>(prefix);
        probe.add("true");
        try {
            Process process = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
