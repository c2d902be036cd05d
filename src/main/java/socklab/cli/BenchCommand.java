package socklab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import socklab.bench.Bench;
import socklab.bench.Effort;
import socklab.bench.FiguresView;
import socklab.bench.Kit;
import socklab.bench.Machine;
import socklab.shell.StreamFront;
import socklab.text.Messages;
import socklab.view.Said;

/** {@code bench}: what is fast and what is not, measured here and now against its neighbours. */
@Command(name = "bench", description = "Measure socklab against jshell, Python, C and socat, side by side on this machine.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class BenchCommand implements Callable<Integer> {
    @ParentCommand
    private SocklabCommand socklab;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--least", description = "only so much that it shows whether everything works: the figures say nothing")
    private boolean least;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "start, first, memory, calls, server, relay, scale; all of them if none is given")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        List<Bench> benches = new ArrayList<>();
        for (String name : names) {
            benches.add(Bench.of(name).orElseThrow(() ->
                    new CommandLine.ParameterException(spec.commandLine(), Messages.in(socklab.options().streamed().language()).say("bench.unknown", name, String.join(", ", Bench.words())))));
        }
        measure(benches.isEmpty() ? List.of(Bench.values()) : benches, least ? Effort.LEAST : Effort.FULL);
        return ExitCode.WELL;
    }

    private void measure(List<Bench> benches, Effort effort) {
        Messages messages = Messages.in(socklab.options().streamed().language());
        StreamFront front = Streams.front(socklab.options());
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
