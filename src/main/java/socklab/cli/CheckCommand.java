package socklab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import socklab.text.Messages;
import picocli.CommandLine;

/** {@code check}: labs run, and compared with what they expect. */
@Command(name = "check", description = "Run labs and compare what comes back with what they expect.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final int MOST_AT_ONCE = 64;

    @ParentCommand
    private SocklabCommand socklab;

    @Option(names = "--timeout", paramLabel = "TIME", description = "interrupt a call that blocks longer; 10s if not given",
            converter = TimeOption.class, defaultValue = "10s")
    private long timeout;

    @Option(names = "-j", paramLabel = "N", description = "check so many labs side by side", defaultValue = "1")
    private int atOnce;

    @Option(names = "--update", description = "write what came back into the labs, where it is not what they expect")
    private boolean update;

    @Option(names = "--report", paramLabel = "junit|tap|json=FILE", description = "write a report too; json serves as Gradescope's results.json")
    private Map<Checks.Format, Path> reports = Map.of();

    @Parameters(arity = "1..*", paramLabel = "LAB|DIR")
    private List<Path> labs;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new CommandLine.ParameterException(spec.commandLine(), Messages.in(socklab.options().streamed().language()).say("cli.error.jobs", MOST_AT_ONCE));
        }
        return new Checks(socklab.options()).check(new Checks.Wish(labs, timeout, atOnce, update, reports));
    }
}
