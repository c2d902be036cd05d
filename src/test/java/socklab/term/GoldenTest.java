package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static socklab.term.TestConsole.CTRL_C;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.text.DisplayWidth;
import socklab.text.Language;

/**
 * Whole screens, at three widths, in both languages. Run with {@code -Dsocklab.bless=true} to write them anew, and
 * read what changed before you believe it.
 */
@EnabledOnOs(OS.LINUX)
class GoldenTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"40,EN", "40,ZH", "80,EN", "80,ZH", "120,EN", "120,ZH"})
    void screens(int columns, Language language) throws IOException {
        List<String> screens = new ArrayList<>();
        try (TestConsole console = new TestConsole(folder.resolve("state"), columns, 24, language)) {
            console.line("/set feedback concise")
                    .line("服务 = open tcp")
                    .line("bind 127.0.0.1 0")
                    .line("listen 5");
            console.keys("setsockopt TCP_KEEP").ends("TCP_KEEP").keys("\t").sees("TCP_KEEPCNT");
            screens.add("completion\n" + atRest(console));
            console.keys("\t").until(() -> console.screen().contains("SO_REUSEADDR 1"), "the reference line");
            screens.add("reference\n" + atRest(console));
            console.keys("" + CTRL_C).until(() -> console.lastLine().endsWith("LISTEN>"), "a prompt");
            console.keys("sendto ")
                    .until(
                            () -> console.screen().contains("[FLAGS] DATA")
                                    || console.screen().contains("HOST"),
                            "the hint");
            screens.add("hint\n" + atRest(console));
            console.keys("" + CTRL_C).until(() -> console.lastLine().endsWith("LISTEN>"), "a prompt");
            console.keys("\u0012open")
                    .until(
                            () -> console.screen().contains("> 服务 = open tcp")
                                    && console.screen().contains("open_"),
                            "what was searched");
            screens.add("search\n" + atRest(console));
            console.keys("" + CTRL_C).until(() -> console.lastLine().endsWith("LISTEN>"), "a prompt");
            console.line("bind 99999");
            screens.add("mistake\n" + atRest(console));
            String[] blocked = {""};
            console.keys("accept\r")
                    .until(
                            () -> { // it may be half drawn: all of it
                                blocked[0] = console.screen();
                                return blocked[0].matches("(?s).*\n accept\\(\\d+, … [^\n]*(\\^Z|background|后台)");
                            },
                            "what blocks");
            screens.add("blocked\n" + blocked[0]);
            console.keys("" + CTRL_C).sees("EINTR");
            console.keys("\f").until(() -> !console.screen().contains("EINTR"), "an empty screen");
            console.line("/set").line("/set lang");
            screens.add("settings\n" + atRest(console));
        }
        String seen = steady(String.join("\n\n", screens) + "\n");
        assertThat(seen.lines().mapToInt(DisplayWidth::of).max().orElse(0))
                .as("nothing is wider than the screen")
                .isLessThanOrEqualTo(columns + 8);
        Path golden = Path.of("src/test/resources/socklab/term", "screens-" + columns + "-" + language.code() + ".txt");
        if (Boolean.getBoolean("socklab.bless")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, seen);
        }
        assertThat(seen).isEqualTo(Files.readString(golden));
    }

    /** The screen once nothing is being drawn any more. */
    private static String atRest(TestConsole console) {
        String[] last = {"", "", ""};
        console.until(
                () -> {
                    last[0] = last[1];
                    last[1] = last[2];
                    last[2] = console.screen();
                    return last[0].equals(last[2]) && last[1].equals(last[2]);
                },
                "a screen at rest");
        return last[2];
    }

    /** What differs from run to run: descriptors, ports, times; each replaced by as much of something else. */
    private static String steady(String text) {
        return text.replaceAll("(?<=:)\\d{5}", "PPPPP")
                .replaceAll("(?<=\\()\\d{1,3}(?=, )", "N")
                .replaceAll("\\b\\d+\\.\\d (?=s|秒)", "T.T ");
    }
}
