package socklab.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The real program, as a command line over the classes that were just compiled.
 *
 * <p>A suite starts it hundreds of times, and most of a start is loading classes. So the tests start it as a user does:
 * from one jar with a start-up cache.
 */
public final class SocklabProgram {
    private SocklabProgram() {}

    /** The command that starts {@code socklab.Main} with arguments; more may be added. */
    public static List<String> command(String... args) {
        return Stream.of(java(), List.of("-cp", classPath(), "socklab.Main"), List.of(args))
                .flatMap(List::stream)
                .toList();
    }

    /** Java and its options; the class path and {@code socklab.Main} are still to come. */
    public static List<String> java() {
        List<String> command = new ArrayList<>(ProgramJar.JAVA);
        command.add("-XX:AOTCache=" + ProgramJar.FOLDER.resolve("socklab.aot"));
        return command;
    }

    /** The class path of the real program: one jar, which has no test in it. */
    public static String classPath() {
        return Made.JAR.toString();
    }

    /** Made when first asked for. */
    private static final class Made {
        private static final Path JAR = made();
    }

    /**
     * The jar, made on a thread of its own: a test that is given up on is interrupted, and all tests after it would be
     * without the jar.
     */
    private static Path made() {
        return CompletableFuture.supplyAsync(
                        SocklabProgram::upToDate,
                        task -> Thread.ofPlatform().daemon().name("program-jar").start(task))
                .join();
    }

    private static Path upToDate() {
        try {
            return ProgramJar.upToDate();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the jar for tests cannot be made", e);
        }
    }
}
