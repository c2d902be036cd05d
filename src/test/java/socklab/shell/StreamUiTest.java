package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.session.Appearance;
import socklab.view.OutputLine;
import socklab.view.Theme;

/** Lines on streams have the console's colours, or none at all. */
class StreamUiTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String said(Theme theme, OutputLine.Kind kind) {
        bytes.reset();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new StreamUi(new BufferedReader(new StringReader("")), out, out, theme)
                .say(List.of(new OutputLine(kind, "text")));
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    private static Theme theme(Theme.Depth depth, boolean auto, Appearance look) {
        return new Theme(depth, Theme.Depth.PLAIN, auto, look);
    }

    @ParameterizedTest
    @EnumSource(Appearance.ColourScheme.class)
    void everyKindHasTheColourOfItsMeaning(Appearance.ColourScheme scheme) {
        Theme theme = theme(Theme.Depth.COLOURS_256, true, Appearance.USUAL.with(scheme));
        for (OutputLine.Kind kind : OutputLine.Kind.values()) {
            OptionalInt colour = theme.colour(Theme.Meaning.of(kind));
            assertThat(said(theme, kind))
                    .as(kind.name())
                    .contains(colour.isPresent() ? "38;5;" + colour.getAsInt() : "")
                    .contains("text");
        }
        assertThat(said(theme, OutputLine.Kind.PRINTED)).isEqualTo("text");
    }

    @Test
    void eightColoursAreWrittenAsEightColours() {
        Theme theme = theme(Theme.Depth.COLOURS_8, true, Appearance.USUAL);
        assertThat(said(theme, OutputLine.Kind.ERROR)).isEqualTo("\033[31mtext\033[m");
        assertThat(said(theme, OutputLine.Kind.CALL)).as("faint, no colour").isEqualTo("\033[2mtext\033[m");
    }

    @Test
    void withoutColoursThereAreNoCodes() {
        List<Theme> without = List.of(
                Theme.PLAIN,
                theme(Theme.Depth.COLOURS_256, true, Appearance.USUAL.with(Appearance.Colour.OFF)),
                theme(Theme.Depth.COLOURS_256, false, Appearance.USUAL));
        for (Theme theme : without) {
            assertThat(Stream.of(OutputLine.Kind.values()).map(k -> said(theme, k)))
                    .containsOnly("text");
        }
        Theme forced = theme(Theme.Depth.COLOURS_256, false, Appearance.USUAL.with(Appearance.Colour.ON));
        assertThat(said(forced, OutputLine.Kind.RESULT)).contains("38;5;");
    }
}
