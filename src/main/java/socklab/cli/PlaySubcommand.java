package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operands;
import static socklab.cli.CommandSpecs.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.lab.LabPlayer;
import socklab.page.cast.CastFormat;
import socklab.shell.TypeAhead;
import socklab.term.TerminalTypeAhead;

/** {@code play}: labs straight through. */
final class PlaySubcommand implements Callable<Integer> {
    private static final Duration TYPING_PAUSE = Duration.ofMillis(35);

    private final Supplier<CliOptions> options;
    private final OptionSpec pace = option("--pace", Duration.class, "TIME", "wait so long before each line")
            .converters(new DurationConverter())
            .initialValue(Duration.ZERO)
            .build();
    private final OptionSpec type = flag("--type", "type each line out as if by hand");
    private final OptionSpec record = option("--record", Path.class, "FILE", "record what is shown, as an asciicast")
            .build();
    private final OptionSpec v3 = flag("--v3", "with --record: in asciicast's version 3");
    private final PositionalParamSpec labs = operands("1..*", Path.class, "LAB");

    PlaySubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(this, "play", "Play labs straight through, prose and all.", pace, type, record, v3, labs);
    }

    @Override
    public Integer call() {
        LabPlayer.Pace speed = speed();
        TypeAhead typeAhead = speed.equals(LabPlayer.Pace.NONE) ? new TerminalTypeAhead() : TypeAhead.KEPT; // keys
        LabPlayback playback = new LabPlayback(options.get(), typeAhead);
        Path file = record.getValue();
        return file == null
                ? play(playback)
                : playback.recorded(
                        file, v3.<Boolean>getValue() ? CastFormat.V3 : CastFormat.V2, title(), () -> play(playback));
    }

    private String title() {
        return "socklab play "
                + CommandSpecs.<Path>all(labs).stream().map(Path::toString).collect(Collectors.joining(" "));
    }

    private LabPlayer.Pace speed() {
        return new LabPlayer.Pace(pace.getValue(), type.getValue() ? TYPING_PAUSE : Duration.ZERO);
    }

    private int play(LabPlayback playback) {
        return playback.play(all(labs), speed());
    }
}
