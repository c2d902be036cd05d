package socklab.cli;

import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operand;
import static socklab.cli.CommandSpecs.option;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.page.Report;
import socklab.text.Messages;

/** {@code report}: a lab as a page, or a folder of labs as a site. */
final class ReportSubcommand implements Callable<Integer> {
    private final Supplier<CliOptions> options;
    private final OptionSpec out = option(
                    "-o", Path.class, "FILE|DIR", "write it there; beside you, named like the lab, if not given")
            .build();
    private final OptionSpec blank = flag("--blank", "a worksheet: what questions ask for is left blank");
    private final OptionSpec answers = flag("--answers", "mark the right choices of questions");
    private final OptionSpec parallel = option("-j", int.class, "N", "run so many labs of a folder side by side")
            .defaultValue("1")
            .build();
    private final PositionalParamSpec lab = operand(
                    "0", "1", Path.class, "LAB|SESSION|DIR", "a lab, a saved session, or a folder of labs")
            .build();
    private final CommandSpec spec = command(
            this,
            "report",
            "Run a lab and make a page of it: its lines, results and ladder.",
            out,
            blank,
            answers,
            parallel,
            lab);

    ReportSubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        boolean worksheet = blank.getValue();
        boolean key = answers.getValue();
        if (worksheet && key) {
            throw new ParameterException(
                    spec.commandLine(),
                    Messages.in(options.get().readersLanguage()).say("cli.error.blankOrAnswers"));
        }
        Report.Mode mode = worksheet ? Report.Mode.BLANK : key ? Report.Mode.ANSWERS : Report.Mode.FULL;
        int labs = Math.max(1, parallel.getValue());
        return new ReportRun(options.get(), mode, labs).run(lab.getValue(), Optional.ofNullable(out.getValue()));
    }
}
