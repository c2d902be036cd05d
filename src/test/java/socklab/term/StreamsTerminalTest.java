package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.session.Appearance;
import socklab.view.Theme;

/** Labs played, stepped through and checked in a real terminal: in the colours that the console keeps. */
class StreamsTerminalTest {
    @TempDir
    Path folder;

    private Path lab;

    @BeforeEach
    void lab() throws IOException {
        lab = Files.writeString(folder.resolve("a.lab"), "# A socket\n#zh 一个套接字\nopen udp\n=> s1\nsend x\n=> 1 byte\n");
    }

    private void keep(String... settings) throws IOException {
        Files.createDirectories(folder.resolve("state/socklab"));
        Files.write(folder.resolve("state/socklab/settings"), Arrays.asList(settings));
    }

    private static String colour(Theme.Meaning meaning, Appearance.ColourScheme scheme) {
        Theme theme = new Theme(Theme.Depth.COLOURS_256, Theme.Depth.PLAIN, true, Appearance.USUAL.with(scheme));
        return "\u001b[38;5;" + theme.colour(meaning).orElseThrow() + "m";
    }

    private String written(String command, String... environment) throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24, environment)) {
            Path written = pane.record();
            pane.start(command).sees("ended ");
            return TmuxPane.recorded(written, "\nended ");
        }
    }

    @Test
    void theThemeKeptIsThatOfPlayAndCheck() throws IOException {
        keep("theme light");
        assertThat(written("--lang en play " + lab))
                .contains(
                        colour(Theme.Meaning.RESULT, Appearance.ColourScheme.LIGHT) + "=> s1",
                        colour(Theme.Meaning.CALL_LINE, Appearance.ColourScheme.LIGHT) + "socket(",
                        colour(Theme.Meaning.ERROR, Appearance.ColourScheme.LIGHT) + "line 6 of the lab");
        assertThat(written("--lang en check " + lab))
                .contains(colour(Theme.Meaning.ERROR, Appearance.ColourScheme.LIGHT));
    }

    @Test
    void streamsHaveTheColoursOfTheTerminal() throws IOException {
        assertThat(written("--lang en play " + lab, "TERM=linux"))
                .contains("\u001b[32m=> s1")
                .doesNotContain("38;5;");
        assertThat(written("--lang en play " + lab, "TERM=vt100"))
                .contains("=> s1")
                .doesNotContainPattern("\u001b\\[[0-9;]*3[0-9]");
        assertThat(written("--lang en play " + lab, "TERM=dumb")).doesNotContain("\u001b");
    }

    @Test
    void theThemeKeptIsThatOfStep() throws IOException {
        keep("theme colorblind", "lang zh");
        try (TmuxPane pane = new TmuxPane(folder, 80, 24)) {
            Path written = pane.record();
            pane.start("step " + lab)
                    .sees("一个套接字")
                    .key("Enter")
                    .sees("=> s1")
                    .line("q")
                    .sees("ended ");
            TmuxPane.recorded(written, colour(Theme.Meaning.RESULT, Appearance.ColourScheme.COLORBLIND) + "=> s1");
        }
    }

    @Test
    void helpAndMistakesAreInTheLanguageKept() throws IOException {
        keep("lang zh");
        assertThat(written("check --help", "LC_ALL=C.UTF-8")).contains("运行实验");
        assertThat(written("check", "LC_ALL=C.UTF-8")).contains("缺少：LAB|DIR");
        assertThat(written("--lang en check --help", "LC_ALL=C.UTF-8")).contains("Run labs");
    }

    @Test
    void noColorIsObeyedUnlessColourIsKeptOrAskedFor() throws IOException {
        assertThat(written("--lang en play " + lab, "NO_COLOR=1"))
                .contains("=> s1")
                .doesNotContain("\u001b");
        assertThat(written("--lang en --color always play " + lab, "NO_COLOR=1"))
                .contains("\u001b[38;5;");
        keep("color on");
        assertThat(written("--lang en play " + lab, "NO_COLOR=1")).contains("\u001b[38;5;");
        assertThat(written("--lang en --color never play " + lab))
                .contains("=> s1")
                .doesNotContain("\u001b");
        keep("color off");
        assertThat(written("--lang en play " + lab)).contains("=> s1").doesNotContain("\u001b");
    }

    @Test
    void proseAndMarksFitTheScreen() throws IOException {
        Files.writeString(
                lab,
                "# A socket that tells of itself\n\n"
                        + "# One sentence that is longer than the screen is wide, certainly\n"
                        + "open udp\n");
        try (TmuxPane pane = new TmuxPane(folder, 40, 24)) {
            pane.start("--lang en play " + lab).sees("ended 0");
            assertThat(pane.rows().stream().map(String::stripTrailing))
                    .contains(
                            "One sentence that is longer than the",
                            "screen is wide, certainly",
                            "socklab> open udp            step 1 of 1");
        }
    }

    @Test
    void aFileHasNoCodes() throws IOException {
        keep("color on", "theme light", "lang zh");
        assertThat(written("--lang en play " + lab + " > " + folder.resolve("out") + " 2>&1"))
                .contains("ended 1");
        assertThat(Files.readString(folder.resolve("out")))
                .contains("A socket", "=> s1")
                .doesNotContain("\u001b");
    }
}
