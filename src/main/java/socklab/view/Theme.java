package socklab.view;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import socklab.lang.Highlight;
import socklab.session.Appearance;

/**
 * Which colour and which attributes text of each meaning has: the one place for the console, streams and pictures.
 *
 * @param on how much the medium can show where colours are on
 * @param off how much is shown where colours are off
 * @param auto whether colours are on where the appearance leaves it to the environment
 * @param look the appearance that the user set
 */
public record Theme(Depth on, Depth off, boolean auto, Appearance look) {

    /** No codes, whatever the appearance is. */
    public static final Theme PLAIN = new Theme(Depth.PLAIN, Depth.PLAIN, false, Appearance.USUAL);

    /** What a medium can show. */
    public enum Depth {
        /** Characters only. */
        PLAIN,
        /** Attributes such as bold, but no colours. */
        MONOCHROME,
        /** The eight colours of ECMA-48. */
        COLOURS_8,
        /** The 256 colours of xterm. */
        COLOURS_256;

        private static final int MANY = 256;
        private static final int FEW = 8;

        /** What a terminal with so many colours can show. */
        public static Depth ofColours(int colours) {
            return colours >= MANY ? COLOURS_256 : colours >= FEW ? COLOURS_8 : MONOCHROME;
        }

        /** What a terminal can show whose environment has this TERM and this COLORTERM. */
        public static Depth ofEnvironment(Optional<String> term, Optional<String> colorTerm) {
            String type = term.orElse("");
            if (type.isEmpty() || type.startsWith("dumb") || type.equals("unknown")) {
                return PLAIN;
            }
            if (colorTerm.filter(c -> !c.isEmpty()).isPresent()
                    || type.matches(".*(256color|direct|truecolor).*"
                            + "|(xterm|screen|tmux|rxvt|alacritty|kitty|foot|konsole|gnome|vte|iterm|wezterm|st).*")) {
                return COLOURS_256;
            }
            return type.matches("(vt\\d|xterm-mono|ansi-m).*") ? MONOCHROME : COLOURS_8;
        }
    }

    /** How letters look besides their colour. */
    public enum Attribute {
        BOLD,
        FAINT,
        UNDERLINE,
        INVERSE
    }

    /**
     * A colour: its number among xterm's 256 and among ECMA-48's eight for each scheme; none of eight is a faint text.
     */
    private enum Hue {
        CALL(75, 25, 33, 6, 4, 6),
        NAME(80, 24, 33, 6, 4, 6),
        VALUE(177, 90, 33, 5, 5, 6),
        CONSTANT(179, 94, 166, 3, 5, 5),
        RESULT(114, 22, 33, 2, 2, 6),
        FAILURE(214, 94, 166, 3, 1, 1),
        WRONG(203, 124, 166, 1, 1, 1),
        QUIET(248, 240, 244),
        HINT(245, 242, 244);

        /** By {@link Appearance.ColourScheme}: of 256, then of eight. */
        private final int[] numbers;

        Hue(int... numbers) {
            this.numbers = numbers;
        }

        OptionalInt number(Depth depth, Appearance.ColourScheme scheme) {
            int schemes = Appearance.ColourScheme.values().length;
            return switch (depth) {
                case PLAIN, MONOCHROME -> OptionalInt.empty();
                case COLOURS_8 ->
                    numbers.length > schemes
                            ? OptionalInt.of(numbers[schemes + scheme.ordinal()])
                            : OptionalInt.empty();
                case COLOURS_256 -> OptionalInt.of(numbers[scheme.ordinal()]);
            };
        }

        /** Whether the text must look paler than the rest. */
        boolean pale() {
            return this == QUIET || this == HINT;
        }
    }

    /** What a piece of text means. */
    public enum Meaning {
        CALL_LINE(Hue.QUIET),
        RESULT(Hue.RESULT),
        FAILURE(Hue.FAILURE, Attribute.BOLD),
        NOTE(Hue.NAME),
        FRAME(Hue.CALL),
        PRINTED,
        PROSE(Attribute.BOLD),
        ERROR(Hue.WRONG),
        PROMPT(Attribute.BOLD),
        /** What stands after the cursor and was not typed. */
        HINT(Hue.HINT),
        STATUS_LINE(Attribute.INVERSE),
        /** A part of a typed line that will be rejected: underlined too, for readers who see no red. */
        INVALID(Hue.WRONG, Attribute.UNDERLINE),
        TYPED_CALL(Hue.CALL, Attribute.BOLD),
        TYPED_NAME(Hue.NAME),
        TYPED_VALUE(Hue.VALUE),
        TYPED_CONSTANT(Hue.CONSTANT),
        TYPED_DATA(Hue.RESULT),
        TYPED_SYNTAX(Hue.QUIET);

        private final Optional<Hue> hue;
        private final Set<Attribute> attributes;

        Meaning(Hue hue, Attribute... attributes) {
            this.hue = Optional.of(hue);
            this.attributes = Set.of(attributes);
        }

        Meaning(Attribute... attributes) {
            this.hue = Optional.empty();
            this.attributes = Set.of(attributes);
        }

        /** The meaning of a line for a reader. */
        public static Meaning of(OutputLine.Kind kind) {
            return switch (kind) {
                case CALL -> CALL_LINE;
                case RESULT -> RESULT;
                case FAILURE -> FAILURE;
                case NOTE, WHY -> NOTE;
                case FRAME -> FRAME;
                case PRINTED -> PRINTED;
                case PROSE -> PROSE;
                case ERROR -> ERROR;
            };
        }

        /** The meaning of a part of a typed line. */
        public static Meaning of(Highlight.Role role) {
            return switch (role) {
                case CALL -> TYPED_CALL;
                case WORD, VALUE -> TYPED_VALUE;
                case NAME -> TYPED_NAME;
                case CONSTANT -> TYPED_CONSTANT;
                case NUMBER, ADDRESS -> PRINTED;
                case DATA -> TYPED_DATA;
                case SYNTAX, COMMENT -> TYPED_SYNTAX;
            };
        }
    }

    /** The same medium with another appearance. */
    public Theme with(Appearance newLook) {
        return new Theme(on, off, auto, newLook);
    }

    /** How much is shown. */
    public Depth depth() {
        return switch (look.colour()) {
            case AUTO -> auto ? on : off;
            case ON -> on;
            case OFF -> off;
        };
    }

    /** The number of a colour, among 256 or among eight as {@link #depth} says; none for the terminal's own colour. */
    public OptionalInt colour(Meaning meaning) {
        return meaning.hue.isPresent() ? meaning.hue.get().number(depth(), look.scheme()) : OptionalInt.empty();
    }

    /** The attributes beside the colour. */
    public Set<Attribute> attributes(Meaning meaning) {
        if (depth() == Depth.PLAIN) {
            return Set.of();
        }
        boolean faint =
                meaning.hue.filter(Hue::pale).isPresent() && colour(meaning).isEmpty();
        if (!faint) {
            return meaning.attributes;
        }
        Set<Attribute> attributes = EnumSet.of(Attribute.FAINT);
        attributes.addAll(meaning.attributes);
        return attributes;
    }
}
