package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    /** Streams on a screen of 20 columns; what is done while a question waits for its answer, which is then x. */
    private StreamUi onScreen(Consumer<StreamUi> meanwhile) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        AtomicReference<StreamUi> ui = new AtomicReference<>();
        Reader typed = new StringReader("x\n") {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                meanwhile.accept(ui.get());
                return super.read(buffer, offset, length);
            }
        };
        Supplier<Optional<ScreenSize>> screen = () -> Optional.of(new ScreenSize(20, 24));
        ui.set(new StreamUi(new BufferedReader(typed), out, out, Theme.PLAIN, screen, TypeAhead.KEPT));
        return ui.get();
    }

    private static void say(StreamUi ui, String text) {
        ui.say(List.of(new OutputLine(OutputLine.Kind.PRINTED, text)));
    }

    private String written() {
        String written = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return written;
    }

    @Test
    void whatComesWhileAQuestionIsOpenStandsAboveIt() {
        StreamUi ui = onScreen(asking -> {
            say(asking, "came");
            asking.live("blocks 1.0 s");
        });
        assertThat(ui.ask("Enter ")).contains("x");
        assertThat(written()).as("and no live line covers it").isEqualTo("Enter \r\033[Kcame\nEnter ");
        say(ui, "later");
        assertThat(written()).isEqualTo("later\n");
    }

    @Test
    void aLiveLineGivesWayToOutputAndToAQuestion() {
        StreamUi ui = onScreen(_ -> {});
        ui.live("recv(3, … blocks 1.0 s for data");
        assertThat(written()).as("never a full row").isEqualTo("recv(3, … blocks 1.");
        say(ui, "came");
        assertThat(written()).isEqualTo("\r\033[Jcame\n");
        ui.live("short");
        ui.live("");
        assertThat(written()).isEqualTo("short\r\033[J");
        ui.live("short");
        ui.ask("Enter ");
        assertThat(written()).isEqualTo("short\r\033[JEnter ");
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
