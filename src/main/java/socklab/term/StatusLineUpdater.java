package socklab.term;

import java.util.List;
import socklab.session.Appearance;
import socklab.shell.InfoCommands;
import socklab.shell.Shell;
import socklab.view.StatusView;

/** Keeps the bottom line telling the state, by looking at the kernel's tables now and then. */
final class StatusLineUpdater implements AutoCloseable {
    private static final long EVERY_MILLIS = 500;

    private final Console console;
    private final Shell shell;
    private final Thread thread;
    private volatile boolean closed;

    StatusLineUpdater(Console console, Shell shell) {
        this.console = console;
        this.shell = shell;
        this.thread = Thread.ofPlatform().daemon().name("state").unstarted(this::watch);
    }

    /** Looks from now on. */
    void start() {
        thread.start();
    }

    private void watch() {
        while (!closed) {
            console.errors().guard(this::refresh);
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Looks now. */
    void refresh() {
        Appearance look = shell.session().settings().look();
        console.bottom().state(look.status() && !look.plain() ? text() : "");
    }

    private String text() {
        long now = System.nanoTime();
        List<StatusView.Blocked> jobs = shell.jobs().background().stream()
                .map(j -> new StatusView.Blocked(j.number().orElse(0), j.title(), now - j.since()))
                .toList();
        if (jobs.isEmpty() && shell.session().sockets().isEmpty()) {
            return ""; // as at every start, when not even the words have been read
        }
        return StatusView.line(
                InfoCommands.seen(shell.session(), shell.kernel()),
                jobs,
                console.columns() - 2,
                console.in(shell.session().settings()));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
