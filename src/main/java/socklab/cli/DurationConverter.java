package socklab.cli;

import picocli.CommandLine;
import socklab.lang.DurationParser;

/** A time on the command line, {@code 500ms} or {@code 2s}, as nanoseconds. */
final class DurationConverter implements CommandLine.ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        return switch (DurationParser.read(value)) {
            case DurationParser.Time.Of t -> t.nanos();
            case DurationParser.Time.Wrong _ ->
                throw new CommandLine.TypeConversionException(
                        "'" + value + "' is no time: a number and its unit, 500ms or 2s");
        };
    }
}
