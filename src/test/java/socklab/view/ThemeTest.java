package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.session.Appearance;

/** Whether the colours can be read: contrast as WCAG 2.2 defines it, and what the colour-blind see. */
class ThemeTest {
    /** What WCAG asks of text. */
    private static final double AA = 4.5;
    /** What WCAG asks of large text and of signs, for the theme that has to do on either ground. */
    private static final double SIGNS = 3.5;

    private static final int[] BLACK = {0, 0, 0};
    private static final int[] WHITE = {255, 255, 255};
    private static final int[] SOLARIZED_DARK = {0, 0x2b, 0x36};
    private static final int[] SOLARIZED_LIGHT = {0xfd, 0xf6, 0xe3};
    private static final int[] EDITOR_DARK = {0x1e, 0x1e, 0x1e};

    /** One of xterm's 256 colours. Source: xterm's 256colres.pl. */
    private static int[] rgb(int index) {
        assertThat(index).as("the lower sixteen are every user's own").isBetween(16, 255);
        if (index >= 232) {
            int grey = 8 + 10 * (index - 232);
            return new int[] {grey, grey, grey};
        }
        int cube = index - 16;
        return new int[] {level(cube / 36), level(cube / 6 % 6), level(cube % 6)};
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    private static double linear(int value) {
        double c = value / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static double luminance(int[] rgb) {
        return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(int[] one, int[] other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static Theme theme(Theme.Depth depth, Appearance.ColourScheme scheme) {
        return new Theme(depth, Theme.Depth.MONOCHROME, true, Appearance.USUAL.with(scheme));
    }

    private static OptionalInt colour(Theme.Meaning meaning, Appearance.ColourScheme scheme) {
        return theme(Theme.Depth.COLOURS_256, scheme).colour(meaning);
    }

    private static void contrastIsAtLeast(
            double least, Theme.Meaning meaning, Appearance.ColourScheme scheme, int[]... grounds) {
        for (int[] ground : grounds) {
            assertThat(contrast(rgb(colour(meaning, scheme).orElseThrow()), ground))
                    .as(scheme + " on " + Arrays.toString(ground))
                    .isGreaterThanOrEqualTo(least);
        }
    }

    static Stream<Theme.Meaning> colouredMeanings() {
        return Stream.of(Theme.Meaning.values())
                .filter(m -> colour(m, Appearance.ColourScheme.DARK).isPresent());
    }

    @ParameterizedTest
    @MethodSource("colouredMeanings")
    void everyColourIsReadableOnItsGround(Theme.Meaning meaning) {
        contrastIsAtLeast(AA, meaning, Appearance.ColourScheme.DARK, BLACK, EDITOR_DARK);
        contrastIsAtLeast(4, meaning, Appearance.ColourScheme.DARK, SOLARIZED_DARK);
        contrastIsAtLeast(AA, meaning, Appearance.ColourScheme.LIGHT, WHITE, SOLARIZED_LIGHT);
        contrastIsAtLeast(SIGNS, meaning, Appearance.ColourScheme.COLORBLIND, BLACK, WHITE);
    }

    @ParameterizedTest
    @EnumSource(Appearance.ColourScheme.class)
    void eightColoursAvoidThoseThatVanishInTheGround(Appearance.ColourScheme scheme) {
        Set<Integer> vanishing = switch (scheme) {
            case DARK -> Set.of(0, 4);
            case LIGHT -> Set.of(3, 7);
            case COLORBLIND -> Set.of(0, 3, 4, 7);
        };
        for (Theme.Meaning meaning : Theme.Meaning.values()) {
            theme(Theme.Depth.COLOURS_8, scheme)
                    .colour(meaning)
                    .ifPresent(c ->
                            assertThat(c).as(meaning.name()).isBetween(1, 7).isNotIn(vanishing));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xterm-256color,,COLOURS_256",
        "xterm,,COLOURS_256",
        "screen,,COLOURS_256",
        "tmux-256color,,COLOURS_256",
        "linux,,COLOURS_8",
        "ansi,,COLOURS_8",
        "linux,truecolor,COLOURS_256",
        "vt100,,MONOCHROME",
        "vt220,,MONOCHROME",
        "dumb,,PLAIN",
        "dumb,truecolor,PLAIN",
        "unknown,,PLAIN",
        ",,PLAIN"
    })
    void theEnvironmentSaysWhatATerminalCanShow(String term, String colorTerm, Theme.Depth depth) {
        assertThat(Theme.Depth.ofEnvironment(Optional.ofNullable(term), Optional.ofNullable(colorTerm)))
                .isEqualTo(depth);
    }

    /** Deuteranopia and protanopia. Source: Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB. */
    private static final double[][][] BLIND = {
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}
    };

    @Test
    void successAndFailureDifferForColourBlindReaders() {
        int[] success = rgb(
                colour(Theme.Meaning.RESULT, Appearance.ColourScheme.COLORBLIND).orElseThrow());
        for (Theme.Meaning meaning : List.of(Theme.Meaning.FAILURE, Theme.Meaning.ERROR)) {
            int[] failure =
                    rgb(colour(meaning, Appearance.ColourScheme.COLORBLIND).orElseThrow());
            for (double[][] eye : BLIND) {
                assertThat(distance(eye, success, failure))
                        .as("of 1.7 between black and white")
                        .isGreaterThan(0.5);
            }
        }
    }

    private static double distance(double[][] eye, int[] one, int[] other) {
        double distance = 0;
        for (double[] row : eye) {
            double difference = 0;
            for (int i = 0; i < row.length; i++) {
                difference += row[i] * (linear(one[i]) - linear(other[i]));
            }
            distance += difference * difference;
        }
        return Math.sqrt(distance);
    }

    @Test
    void meaningsDoNotDependOnColourAlone() {
        for (Appearance.ColourScheme scheme : Appearance.ColourScheme.values()) {
            for (Theme.Depth depth : List.of(Theme.Depth.COLOURS_8, Theme.Depth.COLOURS_256)) {
                Theme theme = theme(depth, scheme);
                assertThat(theme.attributes(Theme.Meaning.INVALID)).contains(Theme.Attribute.UNDERLINE);
                assertThat(theme.attributes(Theme.Meaning.FAILURE))
                        .isNotEqualTo(theme.attributes(Theme.Meaning.RESULT));
            }
        }
        Theme monochrome = theme(Theme.Depth.MONOCHROME, Appearance.ColourScheme.DARK);
        assertThat(monochrome.colour(Theme.Meaning.INVALID)).isEmpty();
        assertThat(monochrome.attributes(Theme.Meaning.INVALID)).containsExactly(Theme.Attribute.UNDERLINE);
        assertThat(monochrome.attributes(Theme.Meaning.HINT)).containsExactly(Theme.Attribute.FAINT);
    }

    @Test
    void plainTextHasNoCodes() {
        for (Theme.Meaning meaning : Theme.Meaning.values()) {
            assertThat(AnsiText.of("text", meaning, Theme.PLAIN)).isEqualTo("text");
        }
    }

    @Test
    void whatFailedStandsOutInALadder() {
        Theme theme = new Theme(Theme.Depth.COLOURS_256, Theme.Depth.PLAIN, true, Appearance.USUAL);
        String failure = AnsiText.of("EPIPE (Brok…", Theme.Meaning.FAILURE, theme);
        assertThat(AnsiText.of(" 9 ms │ └EPIPE (Brok…┘ └ECHO───┘", Theme.Meaning.PRINTED, theme))
                .as("a socket's name is no error")
                .isEqualTo(" 9 ms │ └" + failure + "┘ └ECHO───┘");
        assertThat(AnsiText.of("└ECONNRE…┘", Theme.Meaning.PRINTED, theme))
                .isEqualTo("└" + AnsiText.of("ECONNRE…", Theme.Meaning.FAILURE, theme) + "┘");
        assertThat(AnsiText.of("│ × │", Theme.Meaning.PRINTED, theme))
                .isEqualTo("│ " + AnsiText.of("×", Theme.Meaning.FAILURE, theme) + " │");
        assertThat(AnsiText.of("2 × 3", Theme.Meaning.PRINTED, theme)).isEqualTo("2 × 3");
    }
}
