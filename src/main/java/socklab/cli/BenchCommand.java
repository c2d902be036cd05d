package socklab.cli;

import static socklab.cli.Declared.command;
import static socklab.cli.Declared.flag;
import static socklab.cli.Declared.operands;

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
import socklab.bench.Effort;
import socklab.bench.FiguresView;
import socklab.bench.Kit;
import socklab.bench.Machine;
import socklab.shell.StreamFront;
import socklab.text.Messages;
import socklab.view.Said;

/** {@code bench}: what is fast and what is not, measured here and now against its neighbours. */
final class BenchCommand implements Callable<Integer> {
    private final Supplier<Options> options;
    private final OptionSpec least = flag("--least", "only so much that it shows whether everything works: the figures say nothing");
    private final PositionalParamSpec names = operands("0..*", String.class, "NAME",
            "start, first, memory, calls, server, relay, scale; all of them if none is given");
    private final CommandSpec spec = command(this, "bench", "Measure socklab against jshell, Python, C and socat, side by side on this machine.",
            least, names);

    BenchCommand(Supplier<Options> options) {
        this.options = options;
        spec.usageMessage().sortOptions(false);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        List<Bench> benches = new ArrayList<>();
        for (String name : Declared.<String>all(names)) {
            benches.add(Bench.of(name).orElseThrow(() ->
                    new ParameterException(spec.commandLine(), Messages.in(options.get().readersLanguage()).say("bench.unknown", name, String.join(", ", Bench.words())))));
        }
        measure(benches.isEmpty() ? List.of(Bench.values()) : benches, least.getValue() ? Effort.LEAST : Effort.FULL);
        return ExitCode.WELL;
    }

    private void measure(List<Bench> benches, Effort effort) {
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamFront front = Streams.front(options.get());
        FiguresView view = new FiguresView(messages);
        say(front, Said.Kind.PROSE, List.of(view.head(Machine.here())));
        for (Bench bench : benches) {
            try (Kit kit = new Kit()) {
                Thread end = new Thread(kit::close, "bench-end");
                Runtime.getRuntime().addShutdownHook(end); // Ctrl-C leaves nothing behind
                bench.measure(kit, effort, f -> say(front, Said.Kind.PRINTED, view.lines(f)));
                Runtime.getRuntime().removeShutdownHook(end);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void say(StreamFront front, Said.Kind kind, List<String> lines) {
        front.say(lines.stream().map(l -> new Said(kind, l)).toList());
    }
}
