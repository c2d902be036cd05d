package socklab.cli;

import picocli.CommandLine;
import socklab.lang.Times;

/** A time on the command line, {@code 500ms} or {@code 2s}, as nanoseconds. */
final class TimeOption implements CommandLine.ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        return switch (Times.read(value)) {
            case Times.Time.Of t -> t.nanos();
            case Times.Time.Wrong _ -> throw new CommandLine.TypeConversionException("'" + value + "' is no time: a number and its unit, 500ms or 2s");
        };
    }
}
