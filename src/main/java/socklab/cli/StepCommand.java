package socklab.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code step}: a lab, Enter by Enter. */
@Command(name = "step", description = "Step through a lab: Enter runs the next line, p predicts, s skips, e explains, b is a prompt, q quits.",
        mixinStandardHelpOptions = true)
final class StepCommand implements Callable<Integer> {
    @ParentCommand
    private SocklabCommand socklab;

    @Parameters(paramLabel = "LAB")
    private Path lab;

    @Override
    public Integer call() {
        return new Plays(socklab.options()).step(lab);
    }
}
