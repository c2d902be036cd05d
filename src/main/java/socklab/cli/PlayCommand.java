package socklab.cli;

import static socklab.cli.Declared.all;
import static socklab.cli.Declared.command;
import static socklab.cli.Declared.flag;
import static socklab.cli.Declared.operands;
import static socklab.cli.Declared.option;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.lab.Player;

/** {@code play}: labs straight through. */
final class PlayCommand implements Callable<Integer> {
    private static final long KEY_NANOS = 35_000_000;

    private final Supplier<Options> options;
    private final OptionSpec pace = option("--pace", long.class, "TIME", "wait so long before each line").converters(new TimeOption())
            .initialValue(0L).build();
    private final OptionSpec type = flag("--type", "type each line out as if by hand");
    private final PositionalParamSpec labs = operands("1..*", Path.class, "LAB");

    PlayCommand(Supplier<Options> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(this, "play", "Play labs straight through, prose and all.", pace, type, labs);
    }

    @Override
    public Integer call() {
        return new Plays(options.get()).play(all(labs), new Player.Manner(pace.getValue(), type.getValue() ? KEY_NANOS : 0));
    }
}
