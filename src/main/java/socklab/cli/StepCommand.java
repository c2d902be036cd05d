package socklab.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code step}: a lab, Enter by Enter. */
@Command(name = "step", description = "Step through a lab: Enter runs the next line, p predicts, s skips, e explains, b is a prompt, q quits.",
        mixinStandardHelpOptions = true)
final class StepCommand implements Callable<Integer> {
    @Mixin
    private Options options;

    @Parameters(paramLabel = "LAB")
    private Path lab;

    @Override
    public Integer call() {
        return new Plays(options).step(lab);
    }
}
