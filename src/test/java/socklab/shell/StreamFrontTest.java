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
import socklab.session.Look;
import socklab.view.Colours;
import socklab.view.Said;
import socklab.view.Style;
import socklab.view.Tone;

/** Lines on streams have the console's colours, or none at all. */
class StreamFrontTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String said(Colours colours, Said.Kind kind) {
        bytes.reset();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new StreamFront(new BufferedReader(new StringReader("")), out, out, colours).say(List.of(new Said(kind, "text")));
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @EnumSource(Look.Theme.class)
    void everyKindHasTheColourOfItsTheme(Look.Theme theme) {
        Colours colours = new Colours(true, Look.USUAL.with(theme));
        for (Said.Kind kind : Said.Kind.values()) {
            String expected = Style.of(kind).tone().map(Tone::name).map(n -> "38;5;" + Tone.valueOf(n).in(theme)).orElse("");
            assertThat(said(colours, kind)).as(kind.name()).contains(expected).contains("text");
        }
        assertThat(said(colours, Said.Kind.ERROR)).isEqualTo("\033[38;5;" + Tone.WRONG.in(theme) + "mtext\033[m");
        assertThat(said(colours, Said.Kind.PRINTED)).isEqualTo("text");
    }

    @Test
    void withoutColoursThereAreNoCodes() {
        List<Colours> without = List.of(Colours.NONE, new Colours(true, Look.USUAL.with(Look.Colour.OFF)));
        for (Colours colours : without) {
            assertThat(Stream.of(Said.Kind.values()).map(k -> said(colours, k))).containsOnly("text");
        }
        assertThat(said(new Colours(false, Look.USUAL.with(Look.Colour.ON)), Said.Kind.RESULT)).contains("38;5;");
    }
}
