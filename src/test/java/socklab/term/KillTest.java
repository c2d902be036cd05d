package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at random moments in a console that is typed at: each line whose output was seen is in the session log and in
 * the history, in order and whole, and the terminal is in order.
 *
 * <p>{@code -Dsocklab.kills=N} sets how many consoles are killed (4 without it), {@code -Dsocklab.fuzz.seed=N} the
 * seed.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest {
    private static final int KILLS = Integer.getInteger("socklab.kills", 4);
    private static final long SEED = Long.getLong("socklab.fuzz.seed", 20);
    private static final int LINES = 40;

    @TempDir
    Path folder;

    @Test
    void killedAtARandomMomentNoLineIsLostAndTheTerminalIsInOrder() throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            Path own = Files.createDirectory(folder.resolve("kill" + kill));
            killed(own, 1 + random.nextInt(LINES - 1), random.nextInt(5_000_000), "seed " + SEED + ", kill " + kill);
        }
    }

    private static void killed(Path own, int afterLine, int pauseNanos, String name) throws Exception {
        String shown;
        try (Pty pty = new Pty(own, "xterm-256color", Map.of("LANG", "C.UTF-8"), "--lang", "en")) {
            pty.sees("socklab> ", 0);
            StringBuilder lines = new StringBuilder();
            IntStream.range(0, LINES).forEach(i -> lines.append(line(i)).append('\r'));
            pty.type(lines.toString()).sees("=> n" + afterLine + "\033", 0);
            TimeUnit.NANOSECONDS.sleep(pauseNanos);
            pty.signal("KILL");
            assertThat(pty.ends()).as(name).isEqualTo(137);
            assertThat(pty.sane())
                    .as(name + ": the terminal echoes and edits lines")
                    .isTrue();
            shown = pty.shown();
        }
        long seen = Pattern.compile("=> n\\d+\033").matcher(shown).results().count();
        isABeginning(name + ", history", Files.readAllLines(own.resolve("state/socklab/history")), seen);
        try (Stream<Path> logs = Files.list(own.resolve("state/socklab/sessions"))) {
            List<String> logged = Files.readAllLines(logs.findFirst().orElseThrow()).stream()
                    .filter(l -> !l.startsWith("#") && !l.startsWith("=>"))
                    .toList();
            isABeginning(name + ", session log", logged, seen);
        }
    }

    private static String line(int i) {
        return "n" + i + " = open udp";
    }

    /** Whether a file holds the first lines typed, each whole, and at least as many as were seen to run. */
    private static void isABeginning(String name, List<String> lines, long seen) throws IOException {
        assertThat(lines)
                .as(name)
                .hasSizeBetween((int) seen, LINES)
                .isEqualTo(IntStream.range(0, lines.size())
                        .mapToObj(KillTest::line)
                        .toList());
    }
}
