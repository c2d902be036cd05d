package socklab.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Span;
import socklab.lang.Token;
import socklab.session.Job;
import socklab.session.WireHost;
import socklab.shell.Interpreter;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.text.Message;

/**
 * {@code ->}: waits for a frame that should come. Frames are met in their order; others may come between them, until
 * {@code -> only} says that none may but those that only find neighbours, routers or groups.
 *
 * <p><b>Why</b> it waits: a lab states which frames come and in which order, not when; so its check does not depend on
 * the load of the machine.
 */
final class FrameCommand {
    private static final long LONGEST_WAIT_NANOS = 10_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final Supplier<Optional<Wire>> laid;
    private Optional<Wire> current = Optional.empty();

    /** How many frames of the current wire were met or passed over. */
    private long seen;

    /** Whether no other frame may come between. */
    private boolean only;

    FrameCommand(Supplier<Optional<Wire>> laid) {
        this.laid = laid;
    }

    void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.FRAME, this::frame);
    }

    private StepResult frame(Command.Shell command, Job job) throws ShellWordError {
        Wire wire = laid.get()
                .orElseThrow(() -> ShellWordError.at(
                        command, command.name(), Message.of("wire.fault.wireFirst"), Message.of("wire.cure.noWire")));
        if (!current.equals(Optional.of(wire))) {
            current = Optional.of(wire);
            seen = 0;
            only = false;
        }
        if (command.args().size() == 1 && command.args().getFirst().text().equals("only")) {
            only = true;
            return StepResult.DONE;
        }
        FrameExpectation expected = FrameExpectation.read(
                command, wire.hosts().stream().map(WireHost::name).toList());
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (!met(command, wire, expected)) {
            if (System.nanoTime() - end > 0 || !job.sleep(LOOK_AGAIN_NANOS)) {
                throw ShellWordError.at(
                        command,
                        new Token(command.rest().text(), span(command)),
                        Message.of("wire.fault.noFrame"),
                        Message.of("wire.cure.frame"));
            }
        }
        return StepResult.DONE;
    }

    private static Span span(Command.Shell command) {
        return new Span(
                command.args().getFirst().span().start(),
                command.args().getLast().span().end());
    }

    private boolean met(Command.Shell command, Wire wire, FrameExpectation expected) throws ShellWordError {
        long first = Math.max(seen, wire.log().gone());
        List<RecordedFrame> frames = wire.log().frames(first);
        for (int i = 0; i < frames.size(); i++) {
            if (expected.met(frames.get(i))) {
                seen = first + i + 1;
                return true;
            }
            if (only && !frames.get(i).frame().housekeeping()) {
                throw ShellWordError.at(
                        command,
                        new Token(command.rest().text(), span(command)),
                        Message.of(
                                "wire.fault.otherFrame",
                                "#" + frames.get(i).frame().number()),
                        Message.of("wire.cure.otherFrame", frames.get(i).text()));
            }
        }
        return false;
    }
}
