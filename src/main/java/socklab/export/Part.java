package socklab.export;

import socklab.call.Bytes;

/** A piece of a message, or of a text that is printed. */
public sealed interface Part {

    /** Bytes that stand in the lab. */
    record Literal(Bytes bytes) implements Part {}

    /** The letters a to z, over and over: so many bytes. */
    record Filler(int length) implements Part {}

    /** The bytes received into a variable, or the text of one. */
    record Whole(ProgramVariable of) implements Part {}

    /** The same in upper case. */
    record Upper(ProgramVariable of) implements Part {}

    /** How many bytes it has, in decimal. */
    record Length(ProgramVariable of) implements Part {}

    /** An address as text. */
    record AddressText(ProgramVariable of) implements Part {}

    /** An address's port, in decimal. */
    record PortText(ProgramVariable of) implements Part {}

    /** The variable that it reads, for those that read one. */
    default java.util.Optional<ProgramVariable> reads() {
        return switch (this) {
            case Literal _, Filler _ -> java.util.Optional.empty();
            case Whole p -> java.util.Optional.of(p.of());
            case Upper p -> java.util.Optional.of(p.of());
            case Length p -> java.util.Optional.of(p.of());
            case AddressText p -> java.util.Optional.of(p.of());
            case PortText p -> java.util.Optional.of(p.of());
        };
    }
}
