package socklab.term;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import socklab.session.Event;
import socklab.session.Job;
import socklab.shell.BlockedCallLine;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.view.OutputLine;
import socklab.view.WaitView;

/**
 * Looks after a line while it runs: Ctrl-C interrupts its call, Ctrl-Z sends it to the background, where it
 * stays on the same thread in the same system call, and a call that blocks is shown on the bottom line.
 */
final class ForegroundJob {
    private static final long TURN_NANOS = 25_000_000;
    private static final long AHEAD_AFTER_NANOS = 100_000_000;

    private final Console console;
    private final Shell shell;
    private final BlockedCallLine blocked;
    private final AtomicBoolean interrupt = new AtomicBoolean();
    private volatile boolean background;
    private boolean readAhead;
    private Optional<Job.InCall> told = Optional.empty();

    ForegroundJob(Console console, Shell shell) {
        this.console = console;
        this.shell = shell;
        this.blocked = new BlockedCallLine(shell, WaitView.Keys.CONSOLE);
    }

    /** Waits for a line; returns how it ended, or nothing if it went to the background. */
    Optional<StepResult> attend(Shell.Running running) {
        interrupt.set(false);
        background = false;
        readAhead = false;
        SignalHandler formerInt = console.handle(Signal.INT, _ -> interrupt.set(true));
        SignalHandler formerStop = console.handle(Signal.TSTP, _ -> background = true);
        if (console.takeInterrupt()) {
            interrupt.set(true); // Ctrl-C came after Enter and before this
        }
        try {
            while (!running.job().await(TURN_NANOS)) {
                Job front = running.job().front();
                // the editor's own handler may still deliver a Ctrl-C that came with Enter: it interrupts this thread
                if (interruptTypedAhead(front) | Thread.interrupted() | interrupt.getAndSet(false)) {
                    front.cancel();
                } else if (background) {
                    background = false;
                    if (toBackground(running.job(), front)) {
                        return Optional.empty();
                    }
                }
                show(front);
            }
            return Optional.of(running.await());
        } finally {
            console.handle(Signal.INT, formerInt);
            console.handle(Signal.TSTP, formerStop);
            console.bottom().live("");
            console.drained();
        }
    }

    /** Looks once, when a call has blocked for a while, whether the Ctrl-C against it still lies in the input. */
    private boolean interruptTypedAhead(Job job) {
        if (readAhead || console.editor().isReading()) {
            return false;
        }
        boolean blocks = job.call()
                .filter(c -> System.nanoTime() - c.since() > AHEAD_AFTER_NANOS)
                .isPresent();
        if (!blocks) {
            return false;
        }
        readAhead = true;
        return console.editor().interruptTypedAhead();
    }

    /** Sends a job away; a line that only waits for it then ends. */
    private boolean toBackground(Job own, Job front) {
        if (console.editor().isReading() || front.done()) {
            return false; // it asks the user for something, or it is just over
        }
        boolean away = console.loan().unlessTaken(() -> {
            int number = shell.jobs().toBackground(front);
            front.whileInCall(in -> shell.session()
                    .journal()
                    .append(new Event.Unfinished(System.nanoTime(), in.call(), in.since(), number)));
        });
        if (!away) {
            return false;
        }
        if (own != front) {
            own.cancel();
        }
        return true;
    }

    private void show(Job job) {
        Optional<String> line = console.editor().isReading()
                ? Optional.empty()
                : blocked.now(
                        job, console.columns() - 2, console.in(shell.session().settings()));
        console.bottom().live(line.orElse(""));
        Optional<Job.InCall> call = line.flatMap(_ -> job.call());
        if (call.isPresent() && !console.bottom().possible() && !told.equals(call)) {
            told = call; // where nothing can tick, it is said once
            console.say(List.of(new OutputLine(OutputLine.Kind.NOTE, line.orElseThrow())));
        }
    }
}
