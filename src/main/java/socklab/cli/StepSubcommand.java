package socklab.cli;

import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.operand;
import static socklab.cli.CommandSpecs.option;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code step}: a lab, Enter by Enter. */
final class StepSubcommand implements Callable<Integer> {
    private final Supplier<CliOptions> options;
    private final OptionSpec score = option(
                    "--score", Path.class, "FILE", "add question, answer, what came and right or wrong to this file")
            .build();
    private final PositionalParamSpec lab = operand("0", "1", Path.class, "LAB").build();

    StepSubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(
                this,
                "step",
                "Step through a lab: Enter runs the next line, ? tells the keys. At the end comes a review.",
                score,
                lab);
    }

    @Override
    public Integer call() {
        return new LabPlayback(options.get()).step(lab.getValue(), Optional.ofNullable(score.getValue()));
    }
}
