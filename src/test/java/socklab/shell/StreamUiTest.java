package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.session.Appearance;
import socklab.view.OutputLine;
import socklab.view.Style;
import socklab.view.ThemeColours;
import socklab.view.Tone;

/** Lines on streams have the console's colours, or none at all. */
class StreamUiTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String said(ThemeColours colours, OutputLine.Kind kind) {
        bytes.reset();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new StreamUi(new BufferedReader(new StringReader("")), out, out, colours)
                .say(List.of(new OutputLine(kind, "text")));
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @EnumSource(Appearance.Theme.class)
    void everyKindHasTheColourOfItsTheme(Appearance.Theme theme) {
        ThemeColours colours = new ThemeColours(true, Appearance.USUAL.with(theme));
        for (OutputLine.Kind kind : OutputLine.Kind.values()) {
            String expected = Style.of(kind)
                    .tone()
                    .map(Tone::name)
                    .map(n -> "38;5;" + Tone.valueOf(n).in(theme))
                    .orElse("");
            assertThat(said(colours, kind)).as(kind.name()).contains(expected).contains("text");
        }
        assertThat(said(colours, OutputLine.Kind.ERROR)).isEqualTo("\033[38;5;" + Tone.WRONG.in(theme) + "mtext\033[m");
        assertThat(said(colours, OutputLine.Kind.PRINTED)).isEqualTo("text");
    }

    @Test
    void withoutColoursThereAreNoCodes() {
        List<ThemeColours> without =
                List.of(ThemeColours.NONE, new ThemeColours(true, Appearance.USUAL.with(Appearance.Colour.OFF)));
        for (ThemeColours colours : without) {
            assertThat(Stream.of(OutputLine.Kind.values()).map(k -> said(colours, k)))
                    .containsOnly("text");
        }
        assertThat(said(new ThemeColours(false, Appearance.USUAL.with(Appearance.Colour.ON)), OutputLine.Kind.RESULT))
                .contains("38;5;");
    }
}
