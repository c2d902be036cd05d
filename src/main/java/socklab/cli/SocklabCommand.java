package socklab.cli;

import static socklab.cli.Declared.all;
import static socklab.cli.Declared.command;
import static socklab.cli.Declared.operands;
import static socklab.cli.Declared.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.lab.Player;
import socklab.lang.Suggest;
import socklab.text.Messages;
import socklab.view.Escape;

/** {@code run.sh}: the console, or lines, or a subcommand. */
public final class SocklabCommand implements Callable<Integer> {
    private final CommonOptions common = new CommonOptions();
    private final OptionSpec lines = option("-e", ArrayList.class, "LINE", "run this line; may be given several times").auxiliaryTypes(String.class).build();
    private final PositionalParamSpec labs = operands("0..*", Path.class, "LAB", "labs to play");
    private final Map<String, Supplier<CommandSpec>> subcommands = new LinkedHashMap<>();
    private final CommandSpec spec = command(this, "socklab", "A shell in which a line is a socket call.", lines, labs).version("socklab 1.0");

    SocklabCommand() {
        subcommands.put("play", () -> new PlayCommand(this::options).spec());
        subcommands.put("step", () -> new StepCommand(this::options).spec());
        subcommands.put("check", () -> new CheckCommand(this::options).spec());
        subcommands.put("serve", () -> new Serve(this::options).spec());
        subcommands.put("relay", () -> new RelayCommand(this::options).spec());
        subcommands.put("bench", () -> new BenchCommand(this::options).spec());
    }

    /**
     * The command for a command line: with the subcommand that it begins with, or else with those that it names, for each
     * costs a millisecond. Before it tells of all that there are, {@link #declareAll}.
     */
    CommandSpec spec(String... args) {
        Arrays.stream(common.all()).forEach(spec::add);
        spec.usageMessage().sortOptions(false);
        if (args.length > 0 && subcommands.containsKey(args[0])) {
            declare(args[0]);
        } else {
            List<String> named = Arrays.asList(args);
            subcommands.keySet().stream().filter(named::contains).forEach(this::declare);
        }
        return spec;
    }

    private void declare(String name) {
        spec.addSubcommand(name, Declared.line(subcommands.get(name).get()));
    }

    /** Declares all subcommands, those too that were named: they stand in their order. */
    void declareAll() {
        List.copyOf(spec.subcommands().keySet()).forEach(spec::removeSubcommand);
        subcommands.keySet().forEach(this::declare);
    }

    /** What was asked for, whichever command it stood with. */
    Options options() {
        return common.given();
    }

    @Override
    public Integer call() {
        List<String> given = all(lines);
        List<Path> files = all(labs);
        Options options = options();
        if (!given.isEmpty()) {
            return new Lines(options).run(given);
        } else if (!files.isEmpty()) {
            meant(files.getFirst()).ifPresent(command -> {
                throw new ParameterException(spec.commandLine(), Messages.in(options.readersLanguage())
                        .say("lab.noCommand", Escape.printable(files.getFirst().toString()), command));
            });
            return new Plays(options).play(files, Player.Manner.PLAIN);
        }
        return ConsoleStart.run(options);
    }

    /** The subcommand that the first word may have been meant to be, where it is no file. */
    private Optional<String> meant(Path first) {
        return Files.exists(first) ? Optional.empty() : Suggest.nearest(first.toString(), subcommands.keySet());
    }
}
