package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operands;
import static socklab.cli.CommandSpecs.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.lab.LabChecker;
import socklab.text.Messages;

/** {@code check}: runs labs and compares the results with what they expect. */
final class CheckSubcommand implements Callable<Integer> {
    private static final int MOST_PARALLEL = 64;

    private final Supplier<CliOptions> options;
    private final OptionSpec timeout = option(
                    "--timeout", Duration.class, "TIME", "interrupt a line that takes longer; 10s if not given")
            .converters(new DurationConverter())
            .initialValue(LabChecker.Rules.LINE_LIMIT)
            .build();
    private final OptionSpec limit = option(
                    "--limit", Duration.class, "TIME", "interrupt a lab that takes longer; 60s if not given")
            .converters(new DurationConverter())
            .initialValue(LabChecker.Rules.LAB_LIMIT)
            .build();
    private final OptionSpec parallel = option("-j", int.class, "N", "check so many labs side by side")
            .defaultValue("1")
            .build();
    private final OptionSpec strict =
            flag("--strict", "a lab that expects nothing fails; skipped labs give exit code 1");
    private final OptionSpec update =
            flag("--update", "write the results into the labs where they differ from what the labs expect");
    private final OptionSpec reports = option(
                    "--report",
                    LinkedHashMap.class,
                    "junit|tap|tap14|json=FILE",
                    "write a report too; tap is TAP 13, json serves as Gradescope's results.json")
            .auxiliaryTypes(LabCheckRun.Format.class, Path.class)
            .build();
    private final PositionalParamSpec labs = operands("1..*", Path.class, "LAB|DIR");
    private final CommandSpec spec = command(
            this,
            "check",
            "Run labs and compare the results with what they expect.",
            timeout,
            limit,
            parallel,
            strict,
            update,
            reports,
            labs);

    CheckSubcommand(Supplier<CliOptions> options) {
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
        Map<LabCheckRun.Format, Path> files = reports.getValue() == null ? Map.of() : reports.getValue();
        return new LabCheckRun(options.get())
                .check(new LabCheckRun.Request(
                        all(labs),
                        update.getValue() ? LabCheckRun.Mode.UPDATE : LabCheckRun.Mode.CHECK,
                        strict.getValue() ? LabChecker.Strictness.STRICT : LabChecker.Strictness.LENIENT,
                        timeout.getValue(),
                        limit.getValue(),
                        count,
                        files));
    }
}
