package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operands;
import static socklab.cli.CommandSpecs.option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.text.Messages;

/** {@code check}: labs run, and compared with what they expect. */
final class CheckSubcommand implements Callable<Integer> {
    private static final int MOST_AT_ONCE = 64;
    private static final long TIMEOUT_NANOS = 10_000_000_000L;

    private final Supplier<CliOptions> options;
    private final OptionSpec timeout = option(
                    "--timeout", long.class, "TIME", "interrupt a call that blocks longer; 10s if not given")
            .converters(new DurationConverter())
            .initialValue(TIMEOUT_NANOS)
            .build();
    private final OptionSpec atOnce = option("-j", int.class, "N", "check so many labs side by side")
            .defaultValue("1")
            .build();
    private final OptionSpec update =
            flag("--update", "write what came back into the labs, where it is not what they expect");
    private final OptionSpec reports = option(
                    "--report",
                    LinkedHashMap.class,
                    "junit|tap|json=FILE",
                    "write a report too; json serves as Gradescope's results.json")
            .auxiliaryTypes(LabCheckRun.Format.class, Path.class)
            .build();
    private final PositionalParamSpec labs = operands("1..*", Path.class, "LAB|DIR");
    private final CommandSpec spec = command(
            this,
            "check",
            "Run labs and compare what comes back with what they expect.",
            timeout,
            atOnce,
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
        int jobs = atOnce.getValue();
        if (jobs < 1 || jobs > MOST_AT_ONCE) {
            throw new ParameterException(
                    spec.commandLine(),
                    Messages.in(options.get().readersLanguage()).say("cli.error.jobs", MOST_AT_ONCE));
        }
        Map<LabCheckRun.Format, Path> files = reports.getValue() == null ? Map.of() : reports.getValue();
        return new LabCheckRun(options.get())
                .check(new LabCheckRun.Wish(all(labs), timeout.getValue(), jobs, update.getValue(), files));
    }
}
