package socklab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: labs run, and compared with what they expect. */
@Command(name = "check", description = "Run labs and compare what comes back with what they expect.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private Options options;

    @Option(names = "--timeout", paramLabel = "TIME", description = "interrupt a call that blocks longer; 10s if not given",
            converter = TimeOption.class, defaultValue = "10s")
    private long timeout;

    @Parameters(arity = "1..*", paramLabel = "LAB|DIR")
    private List<Path> labs;

    @Override
    public Integer call() {
        return new Labs(options).check(labs, timeout);
    }
}
