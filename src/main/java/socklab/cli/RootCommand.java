package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.operands;
import static socklab.cli.CommandSpecs.option;

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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.lab.LabPlayer;
import socklab.lang.DidYouMean;
import socklab.term.TerminalTypeAhead;
import socklab.text.Messages;
import socklab.view.Escape;

/** {@code run.sh}: the console, or lines, or a subcommand. */
public final class RootCommand implements Callable<Integer> {
    private final CommonOptions common = new CommonOptions();
    private final OptionSpec lines = option("-e", ArrayList.class, "LINE", "run this line; may be given several times")
            .auxiliaryTypes(String.class)
            .build();
    private final PositionalParamSpec labs = operands("0..*", Path.class, "LAB", "labs to play");
    private final Map<String, Supplier<CommandSpec>> subcommands = new LinkedHashMap<>();
    private final CommandSpec spec = command(this, "socklab", "A shell in which a line is a socket call.", lines, labs)
            .versionProvider(new VersionText());

    RootCommand() {
        subcommands.put("play", () -> new PlaySubcommand(this::options).spec());
        subcommands.put("step", () -> new StepSubcommand(this::text).spec());
        subcommands.put("check", () -> new CheckSubcommand(this::options).spec());
        subcommands.put("report", () -> new ReportSubcommand(this::text).spec());
        subcommands.put("import", () -> new ImportSubcommand(this::text).spec());
        subcommands.put("export", () -> new ExportSubcommand(this::text).spec());
        subcommands.put("handout", () -> new HandoutSubcommand(this::text).spec());
        subcommands.put("grade", () -> new GradeSubcommand(this::text).spec());
        subcommands.put("judge", () -> new JudgeSubcommand(this::text).spec());
        subcommands.put("serve", () -> new ServeSubcommand(this::text).spec());
        subcommands.put("relay", () -> new RelaySubcommand(this::text).spec());
    }

    /**
     * The command for a command line: with the subcommand that it begins with, or else with those that it names, for
     * each costs a millisecond. Before it tells of all that there are, {@link #declareAll}.
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
        spec.addSubcommand(name, CommandSpecs.line(subcommands.get(name).get()));
    }

    /** Declares all subcommands, those too that were named: they stand in their order. */
    void declareAll() {
        List.copyOf(spec.subcommands().keySet()).forEach(spec::removeSubcommand);
        subcommands.keySet().forEach(this::declare);
    }

    /** What was asked for, whichever command it stood with. */
    CliOptions options() {
        return common.given();
    }

    /** The options of a command that prints no events. */
    private CliOptions text() {
        CliOptions options = options();
        if (options.output() == CliOptions.Output.JSON) {
            throw new ParameterException(
                    spec.commandLine(), Messages.in(options.readersLanguage()).say("cli.error.json"));
        }
        return options;
    }

    @Override
    public Integer call() {
        List<String> given = all(lines);
        List<Path> files = all(labs);
        CliOptions options = options();
        if (!given.isEmpty()) {
            return new LineRunner(options).run(given);
        } else if (!files.isEmpty()) {
            meant(files.getFirst()).ifPresent(command -> {
                throw new ParameterException(
                        spec.commandLine(),
                        Messages.in(options.readersLanguage())
                                .say(
                                        "lab.noCommand",
                                        Escape.printable(files.getFirst().toString()),
                                        command));
            });
            return new LabPlayback(options, new TerminalTypeAhead()).play(files, LabPlayer.Pace.NONE);
        }
        return ConsoleStart.run(options);
    }

    /** The subcommand that the first word may have been meant to be, where it is no file. */
    private Optional<String> meant(Path first) {
        return Files.exists(first) ? Optional.empty() : DidYouMean.nearest(first.toString(), subcommands.keySet());
    }
}
