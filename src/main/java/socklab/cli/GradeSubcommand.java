package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.operand;
import static socklab.cli.CommandSpecs.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.text.Messages;

/** {@code grade}: marks students' labs against a teacher's. */
final class GradeSubcommand implements Callable<Integer> {
    private static final int MOST_PARALLEL = 64;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Supplier<CliOptions> options;
    private final OptionSpec limit = option(
                    "--limit", Duration.class, "TIME", "end a run of the key that takes longer; 30s if not given")
            .converters(new DurationConverter())
            .initialValue(LIMIT)
            .build();
    private final OptionSpec parallel = option("-j", int.class, "N", "grade so many files side by side")
            .defaultValue("1")
            .build();
    private final OptionSpec reports = option(
                    "--report",
                    LinkedHashMap.class,
                    "csv|json|junit|html=FILE",
                    "write a report too; json of one file serves as Gradescope's results.json")
            .auxiliaryTypes(GradeRun.Format.class, Path.class)
            .build();
    private final PositionalParamSpec key =
            operand("0", "1", Path.class, "KEY", "the teacher's lab").build();
    private final PositionalParamSpec files = operand(
                    "1..*", "1..*", ArrayList.class, "FILE|DIR", "students' labs, or folders of them")
            .auxiliaryTypes(Path.class)
            .build();
    private final CommandSpec spec =
            command(this, "grade", "Mark students' labs against a teacher's.", limit, parallel, reports, key, files);

    GradeSubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        int count = parallel.getValue();
        if (count < 1 || count > MOST_PARALLEL) {
            throw new ParameterException(
                    spec.commandLine(),
                    Messages.in(options.get().readersLanguage()).say("cli.error.jobs", MOST_PARALLEL));
        }
        Map<GradeRun.Format, Path> targets = reports.getValue() == null ? Map.of() : reports.getValue();
        return new GradeRun(options.get())
                .grade(new GradeRun.Request(key.getValue(), all(files), limit.getValue(), count, targets));
    }
}
