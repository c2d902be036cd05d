package socklab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import socklab.lab.Player;

/** {@code play}: labs straight through. */
@Command(name = "play", description = "Play labs straight through, prose and all.", mixinStandardHelpOptions = true)
final class PlayCommand implements Callable<Integer> {
    private static final long KEY_NANOS = 35_000_000;

    @ParentCommand
    private SocklabCommand socklab;

    @Option(names = "--pace", paramLabel = "TIME", description = "wait so long before each line", converter = TimeOption.class)
    private long pace;

    @Option(names = "--type", description = "type each line out as if by hand")
    private boolean type;

    @Parameters(arity = "1..*", paramLabel = "LAB")
    private List<Path> labs;

    @Override
    public Integer call() {
        return new Plays(socklab.options()).play(labs, new Player.Manner(pace, type ? KEY_NANOS : 0));
    }
}
