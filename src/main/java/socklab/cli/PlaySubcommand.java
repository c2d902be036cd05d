package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operands;
import static socklab.cli.CommandSpecs.option;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.lab.LabPlayer;

/** {@code play}: labs straight through. */
final class PlaySubcommand implements Callable<Integer> {
    private static final long KEY_NANOS = 35_000_000;

    private final Supplier<CliOptions> options;
    private final OptionSpec pace = option("--pace", long.class, "TIME", "wait so long before each line")
            .converters(new DurationConverter())
            .initialValue(0L)
            .build();
    private final OptionSpec type = flag("--type", "type each line out as if by hand");
    private final PositionalParamSpec labs = operands("1..*", Path.class, "LAB");

    PlaySubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(this, "play", "Play labs straight through, prose and all.", pace, type, labs);
    }

    @Override
    public Integer call() {
        return new LabPlayback(options.get())
                .play(all(labs), new LabPlayer.Manner(pace.getValue(), type.getValue() ? KEY_NANOS : 0));
    }
}
