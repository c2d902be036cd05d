package socklab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import socklab.cli.CommandLineParser;
import socklab.text.Messages;

/**
 * The benchmarks: {@code run.sh bench [--least] [--lang en|zh] [NAME...]}. Exit codes: 0; 2 for a wrong command line.
 */
public final class BenchProgram {
    /** What a shell tells of a program that SIGTERM has ended. */
    private static final int ENDED = 128 + 15;

    private final Messages messages;
    private final PrintStream out;
    private final OptionSpec least;
    private final PositionalParamSpec names;
    private final CommandLine line;

    BenchProgram(Messages messages, PrintStream out) {
        this.messages = messages;
        this.out = out;
        least = OptionSpec.builder("--least")
                .description(messages.say("bench.least"))
                .build();
        names = PositionalParamSpec.builder()
                .paramLabel("NAME")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(messages.say("bench.names", String.join(", ", Bench.words())))
                .build();
        CommandSpec spec = CommandSpec.create()
                .name("run.sh bench")
                .addOption(least)
                .addOption(OptionSpec.builder("--lang")
                        .paramLabel("en|zh")
                        .type(String.class)
                        .description(messages.say("bench.lang"))
                        .build())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description(messages.say("bench.help"))
                        .build())
                .addPositional(names);
        spec.usageMessage().description(messages.say("bench.description"));
        line = new CommandLine(spec).setExecutionStrategy(this::measure);
        CommandLineParser.localize(line, messages);
    }

    public static void main(String[] args) {
        System.exit(new BenchProgram(Messages.in(CommandLineParser.language(args)), System.out)
                .run(new PrintWriter(System.err, true), args));
    }

    /** Runs a command line; mistakes in it are written to {@code err}. */
    int run(PrintWriter err, String... args) {
        return line.setErr(err).execute(args);
    }

    private int measure(ParseResult parsed) {
        if (parsed.isUsageHelpRequested()) {
            line.usage(out);
            return 0;
        }
        List<Bench> benches = Optional.<List<String>>ofNullable(names.getValue()).orElse(List.of()).stream()
                .map(this::named)
                .toList();
        Effort effort = parsed.hasMatchedOption(least) ? Effort.LEAST : Effort.FULL;
        FiguresView view = new FiguresView(messages);
        out.println(view.head(MachineInfo.here()));
        for (Bench bench : benches.isEmpty() ? Arrays.asList(Bench.values()) : benches) {
            AtomicBoolean ended = new AtomicBoolean();
            try (BenchTools tools = new BenchTools()) {
                Thread end = new Thread(
                        () -> {
                            ended.set(true);
                            tools.close();
                        },
                        "bench-end");
                Runtime.getRuntime().addShutdownHook(end); // Ctrl-C leaves nothing behind
                bench.measure(tools, effort, figures -> view.lines(figures).forEach(out::println));
                Runtime.getRuntime().removeShutdownHook(end);
            } catch (IOException | RuntimeException e) {
                if (ended.get()) {
                    return ENDED; // what was measured has just been ended with the program
                }
                throw e instanceof RuntimeException fault ? fault : new UncheckedIOException((IOException) e);
            }
        }
        return 0;
    }

    private Bench named(String name) {
        return Bench.of(name)
                .orElseThrow(() -> new ParameterException(
                        line, messages.say("bench.unknown", name, String.join(", ", Bench.words()))));
    }
}
