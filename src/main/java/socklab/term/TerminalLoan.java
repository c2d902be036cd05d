package socklab.term;

import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import socklab.session.Job;

/**
 * Lends the terminal to a pager, an editor or another program, one at a time; output waits meanwhile.
 *
 * <p>The other program finds the terminal as the user's shell left it. A job that is in the background is lent nothing.
 */
final class TerminalLoan {
    private final Terminal terminal;
    private final TerminalModes modes;
    private final LineEditor editor;
    private final BottomLine bottom;
    private final OutputQueue output;
    private final Frame frame;

    /** Held while the terminal is taken, and while a job is sent to the background. */
    private final Object taking = new Object();

    private boolean taken;

    /** A program that needs the terminal as it was found. */
    interface Use {
        void run() throws IOException;
    }

    /** Sets the signals' handlers around a use. */
    interface Frame {
        void around(Use use) throws IOException;
    }

    TerminalLoan(
            Terminal terminal,
            TerminalModes modes,
            LineEditor editor,
            BottomLine bottom,
            OutputQueue output,
            Frame frame) {
        this.terminal = terminal;
        this.modes = modes;
        this.editor = editor;
        this.bottom = bottom;
        this.output = output;
        this.frame = frame;
    }

    /** Lends the terminal while a line runs. */
    void lend(Use use, Job job) throws IOException {
        if (!take(job)) {
            throw new IOException("the line runs in the background");
        }
        try {
            lend(use);
        } finally {
            giveUp();
        }
    }

    /** Lends the terminal between two lines. */
    void lend(Use use) throws IOException {
        hold();
        try {
            lendNow(use);
        } finally {
            modes.setForLines();
            release();
        }
    }

    /** Lends the terminal while a line is being typed; the thread that reads keys calls this. */
    void lendWhileReading(Use use) throws IOException {
        output.hold();
        bottom.clear();
        Attributes reading = terminal.getAttributes();
        editor.suspend();
        try {
            lendNow(use);
        } finally {
            terminal.setAttributes(reading);
            editor.resume();
            release();
        }
    }

    private void lendNow(Use use) throws IOException {
        frame.around(() -> {
            modes.restore();
            terminal.flush();
            use.run();
        });
    }

    /** Takes the terminal for a job in the foreground; none can take it for a job that is in the background. */
    boolean take(Job job) {
        synchronized (taking) {
            taken = job.number().isEmpty();
            return taken;
        }
    }

    /** Ends what {@link #take} began. */
    void giveUp() {
        synchronized (taking) {
            taken = false;
        }
    }

    /** Does something unless a job has the terminal; returns whether it was done. */
    boolean unlessTaken(Runnable action) {
        synchronized (taking) {
            if (!taken) {
                action.run();
            }
            return !taken;
        }
    }

    /** Clears the bottom line, and lets output wait from now on. */
    void hold() {
        output.drained();
        output.hold();
        editor.exclusively(bottom::clear);
    }

    /** Ends what {@link #hold} began. */
    void release() {
        bottom.restore();
        output.release();
    }
}
