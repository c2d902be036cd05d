package socklab.cli;

import java.time.Duration;
import picocli.CommandLine;
import socklab.lang.DurationParser;

/** Reads a time on the command line, {@code 500ms} or {@code 2s}. */
final class DurationConverter implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return switch (DurationParser.read(value)) {
            case DurationParser.Time.Of t -> Duration.ofNanos(t.nanos());
            case DurationParser.Time.Wrong _ ->
                throw new CommandLine.TypeConversionException(
                        "'" + value + "' is not a time: a number and its unit, 500ms or 2s");
        };
    }
}
