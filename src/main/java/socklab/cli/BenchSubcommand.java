package socklab.cli;

import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.bench.Bench;
import socklab.bench.BenchTools;
import socklab.bench.Effort;
import socklab.bench.FiguresView;
import socklab.bench.MachineInfo;
import socklab.shell.StreamUi;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** {@code bench}: what is fast and what is not, measured here and now against its neighbours. */
final class BenchSubcommand implements Callable<Integer> {
    private final Supplier<CliOptions> options;
    private final OptionSpec least =
            flag("--least", "only so much that it shows whether everything works: the figures say nothing");
    private final PositionalParamSpec names = operands(
            "0..*",
            String.class,
            "NAME",
            "start, first, memory, calls, server, relay, scale; all of them if none is given");
    private final CommandSpec spec = command(
            this,
            "bench",
            "Measure socklab against jshell, Python, C and socat, side by side on this machine.",
            least,
            names);

    BenchSubcommand(Supplier<CliOptions> options) {
        this.options = options;
        spec.usageMessage().sortOptions(false);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        List<Bench> benches = new ArrayList<>();
        for (String name : CommandSpecs.<String>all(names)) {
            benches.add(Bench.of(name)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            Messages.in(options.get().readersLanguage())
                                    .say("bench.unknown", name, String.join(", ", Bench.words())))));
        }
        measure(benches.isEmpty() ? List.of(Bench.values()) : benches, least.getValue() ? Effort.LEAST : Effort.FULL);
        return ExitCode.WELL;
    }

    private void measure(List<Bench> benches, Effort effort) {
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamUi front = Streams.front(options.get());
        FiguresView view = new FiguresView(messages);
        say(front, OutputLine.Kind.PROSE, List.of(view.head(MachineInfo.here())));
        for (Bench bench : benches) {
            try (BenchTools kit = new BenchTools()) {
                Thread end = new Thread(kit::close, "bench-end");
                Runtime.getRuntime().addShutdownHook(end); // Ctrl-C leaves nothing behind
                bench.measure(kit, effort, f -> say(front, OutputLine.Kind.PRINTED, view.lines(f)));
                Runtime.getRuntime().removeShutdownHook(end);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void say(StreamUi front, OutputLine.Kind kind, List<String> lines) {
        front.say(lines.stream().map(l -> new OutputLine(kind, l)).toList());
    }
}
