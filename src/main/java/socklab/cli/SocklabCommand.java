package socklab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import socklab.lab.Player;

/** {@code run.sh}: the console, or lines, or a subcommand. */
@Command(name = "socklab", description = "A shell in which a line is a socket call.", mixinStandardHelpOptions = true,
        version = "socklab 1.0", sortOptions = false,
        subcommands = {PlayCommand.class, StepCommand.class, CheckCommand.class, Serve.class, RelayCommand.class, BenchCommand.class})
public final class SocklabCommand implements Callable<Integer> {
    @Mixin
    private Options options;

    @Option(names = "-e", paramLabel = "LINE", description = "run this line; may be given several times")
    private List<String> lines = List.of();

    @Parameters(arity = "0..*", paramLabel = "LAB", description = "labs to play")
    private List<Path> labs = List.of();

    @Override
    public Integer call() {
        if (!lines.isEmpty()) {
            return new Lines(options).run(lines);
        } else if (!labs.isEmpty()) {
            return new Plays(options).play(labs, Player.Manner.PLAIN);
        }
        return ConsoleStart.run(options);
    }
}
