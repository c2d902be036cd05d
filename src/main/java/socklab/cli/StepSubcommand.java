package socklab.cli;

import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operand;
import static socklab.cli.CommandSpecs.option;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.page.live.ClassRoom;
import socklab.service.Reach;
import socklab.term.TerminalTypeAhead;

/** {@code step}: a lab, Enter by Enter. */
final class StepSubcommand implements Callable<Integer> {
    private final Supplier<CliOptions> options;
    private final OptionSpec score = option(
                    "--score", Path.class, "FILE", "add question, answer, what came and right or wrong to this file")
            .build();
    private final OptionSpec page = option(
                    "--page",
                    Path.class,
                    "FILE",
                    "make a report, a page, of it at the end, with what the room predicted")
            .build();
    private final OptionSpec room = flag("--class", "show it to everyone in the room, who predict from their phones");
    private final OptionSpec any = flag("--any", "with --class: for all networks, not for this machine only");
    private final OptionSpec port = option(
                    "--port", int.class, "PORT", "with --class: default 8080; 0 lets the kernel choose")
            .initialValue(ClassRoom.USUAL_PORT)
            .build();
    private final PositionalParamSpec lab = operand("0", "1", Path.class, "LAB").build();

    StepSubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(
                this,
                "step",
                "Step through a lab: Enter runs the next line, ? tells the keys. At the end comes a review.",
                score,
                page,
                room,
                any,
                port,
                lab);
    }

    @Override
    public Integer call() {
        LabPlayback playback = new LabPlayback(options.get(), new TerminalTypeAhead());
        LabPlayback.Keep keep =
                new LabPlayback.Keep(Optional.ofNullable(score.getValue()), Optional.ofNullable(page.getValue()));
        return room.<Boolean>getValue()
                ? playback.step(
                        lab.getValue(), keep, any.<Boolean>getValue() ? Reach.ANY : Reach.LOOPBACK, port.getValue())
                : playback.step(lab.getValue(), keep);
    }
}
