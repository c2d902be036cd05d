package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.session.Appearance;
import socklab.view.OutputLine;
import socklab.view.Tone;

/** Whether the colours can be read: contrast as WCAG 2.2 defines it, and what the colour-blind see. */
class PaletteTest {
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

    @ParameterizedTest
    @EnumSource(Tone.class)
    void everyColourCanBeReadOnItsGround(Tone tone) {
        for (int[] ground : List.of(BLACK, EDITOR_DARK)) {
            assertThat(contrast(rgb(tone.in(Appearance.Theme.DARK)), ground))
                    .as("dark")
                    .isGreaterThanOrEqualTo(AA);
        }
        assertThat(contrast(rgb(tone.in(Appearance.Theme.DARK)), SOLARIZED_DARK))
                .as("solarized dark")
                .isGreaterThanOrEqualTo(4);
        assertThat(contrast(rgb(tone.in(Appearance.Theme.LIGHT)), WHITE))
                .as("light")
                .isGreaterThanOrEqualTo(AA);
        assertThat(contrast(rgb(tone.in(Appearance.Theme.LIGHT)), SOLARIZED_LIGHT))
                .as("solarized light")
                .isGreaterThanOrEqualTo(AA);
        assertThat(contrast(rgb(tone.in(Appearance.Theme.COLORBLIND)), BLACK))
                .as("colour-blind, dark")
                .isGreaterThanOrEqualTo(SIGNS);
        assertThat(contrast(rgb(tone.in(Appearance.Theme.COLORBLIND)), WHITE))
                .as("colour-blind, light")
                .isGreaterThanOrEqualTo(SIGNS);
    }

    /** Deuteranopia and protanopia. Source: Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB. */
    private static final double[][][] BLIND = {
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}
    };

    @Test
    void goodAndBadAreToldApartWithoutRedAndGreen() {
        int[] good = rgb(Tone.RESULT.in(Appearance.Theme.COLORBLIND));
        for (Tone bad : List.of(Tone.FAILURE, Tone.WRONG)) {
            for (double[][] eye : BLIND) {
                double distance = 0;
                for (double[] row : eye) {
                    double difference = 0;
                    for (int i = 0; i < row.length; i++) {
                        difference += row[i] * (linear(good[i]) - linear(rgb(bad.in(Appearance.Theme.COLORBLIND))[i]));
                    }
                    distance += difference * difference;
                }
                assertThat(Math.sqrt(distance))
                        .as("of 1.7 between black and white")
                        .isGreaterThan(0.5);
            }
        }
    }

    @Test
    void whatIsSaidByColourIsSaidOtherwiseToo() {
        for (Appearance.Theme theme : Appearance.Theme.values()) {
            Palette palette = new Palette(true);
            palette.look(Appearance.USUAL.with(theme));
            assertThat(palette.of(OutputLine.Kind.RESULT)).isNotEqualTo(palette.of(OutputLine.Kind.FAILURE));
            assertThat(palette.wrong().getStyle()
                            & AttributedStyle.DEFAULT.underline().getStyle())
                    .as("underlined")
                    .isNotZero();
        }
        Palette none = new Palette(false);
        assertThat(none.wrong()).isEqualTo(AttributedStyle.DEFAULT.underline());
        assertThat(none.ghost()).isEqualTo(AttributedStyle.DEFAULT.faint());
    }
}
