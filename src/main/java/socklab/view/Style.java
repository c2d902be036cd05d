package socklab.view;

import java.util.Optional;

/** How lines of a kind look. */
public record Style(Optional<Tone> tone, Weight weight) {

    /** How heavy letters are. */
    public enum Weight {
        NORMAL,
        BOLD
    }

    /** The style of a kind of line. */
    public static Style of(OutputLine.Kind kind) {
        return switch (kind) {
            case CALL -> of(Tone.QUIET, Weight.NORMAL);
            case RESULT -> of(Tone.RESULT, Weight.NORMAL);
            case FAILURE -> of(Tone.FAILURE, Weight.BOLD);
            case NOTE, WHY -> of(Tone.NOTE, Weight.NORMAL);
            case PRINTED -> new Style(Optional.empty(), Weight.NORMAL);
            case PROSE -> new Style(Optional.empty(), Weight.BOLD);
            case ERROR -> of(Tone.WRONG, Weight.NORMAL);
        };
    }

    private static Style of(Tone tone, Weight weight) {
        return new Style(Optional.of(tone), weight);
    }
}
