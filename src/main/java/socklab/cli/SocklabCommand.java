package socklab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import socklab.lang.Times;

/** {@code run.sh}: the console, or lines, or a subcommand. */
@Command(name = "socklab", description = "A shell in which a line is a socket call.", mixinStandardHelpOptions = true,
        version = "socklab 1.0", sortOptions = false,
        subcommands = {SocklabCommand.Play.class, SocklabCommand.Check.class, Serve.class, RelayCommand.class})
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
            return new Labs(options).play(labs, 0);
        } else if (System.console() == null || !System.console().isTerminal()) {
            return new Lines(options).runStandardInput();
        }
        return ConsoleStart.run(options);
    }

    /** A time option: {@code 1s}. */
    private static long nanos(String time, CommandLine.Model.CommandSpec spec) {
        return switch (Times.read(time)) {
            case Times.Time.Of t -> t.nanos();
            case Times.Time.Wrong _ -> throw new CommandLine.ParameterException(spec.commandLine(), time + " is no time: 500ms, 2s");
        };
    }

    @Command(name = "play", description = "Play labs straight through, prose and all.", mixinStandardHelpOptions = true)
    static final class Play implements Callable<Integer> {
        @Mixin
        private Options options;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Option(names = "--pace", paramLabel = "TIME", description = "wait so long before each line")
        private String pace = "0s";

        @Parameters(arity = "1..*", paramLabel = "LAB")
        private List<Path> labs;

        @Override
        public Integer call() {
            return new Labs(options).play(labs, nanos(pace, spec));
        }
    }

    @Command(name = "check", description = "Run labs and compare what comes back with what they expect.", mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        private Options options;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Option(names = "--timeout", paramLabel = "TIME", description = "interrupt a call that blocks longer; 10s if not given")
        private String timeout = "10s";

        @Parameters(arity = "1..*", paramLabel = "LAB|DIR")
        private List<Path> labs;

        @Override
        public Integer call() {
            return new Labs(options).check(labs, nanos(timeout, spec));
        }
    }
}
