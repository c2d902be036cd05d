package socklab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import socklab.lab.Player;
import socklab.lang.Suggest;
import socklab.text.Messages;
import socklab.view.Escape;

/** {@code run.sh}: the console, or lines, or a subcommand. */
@Command(name = "socklab", description = "A shell in which a line is a socket call.", mixinStandardHelpOptions = true,
        version = "socklab 1.0", sortOptions = false,
        subcommands = {PlayCommand.class, StepCommand.class, CheckCommand.class, Serve.class, RelayCommand.class, BenchCommand.class})
public final class SocklabCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options;

    @Option(names = "-e", paramLabel = "LINE", description = "run this line; may be given several times")
    private List<String> lines = List.of();

    @Parameters(arity = "0..*", paramLabel = "LAB", description = "labs to play")
    private List<Path> labs = List.of();

    /** What was asked for, whichever command it stood with. */
    Options options() {
        return options;
    }

    @Override
    public Integer call() {
        if (!lines.isEmpty()) {
            return new Lines(options).run(lines);
        } else if (!labs.isEmpty()) {
            meant().ifPresent(command -> {
                throw new ParameterException(spec.commandLine(), Messages.in(options.streamed().language())
                        .say("lab.noCommand", Escape.printable(labs.getFirst().toString()), command));
            });
            return new Plays(options).play(labs, Player.Manner.PLAIN);
        }
        return ConsoleStart.run(options);
    }

    /** The subcommand that the first word may have been meant to be, where it is no file. */
    private Optional<String> meant() {
        Path first = labs.getFirst();
        return Files.exists(first) ? Optional.empty() : Suggest.nearest(first.toString(), spec.subcommands().keySet());
    }
}
