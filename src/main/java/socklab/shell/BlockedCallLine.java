package socklab.shell;

import java.util.Optional;
import socklab.kernel.SocketStatus;
import socklab.session.Job;
import socklab.text.Messages;
import socklab.view.StraceView;
import socklab.view.WaitView;

/** The line that says which call of a job blocks, for how long and for what. It looks at the kernel's tables. */
public final class BlockedCallLine {
    private static final long SHOWN_AFTER_NANOS = 300_000_000;
    private static final long LOOK_EVERY_NANOS = 500_000_000;

    private final Shell shell;
    private final WaitView.Keys keys;
    private Optional<SocketStatus> status = Optional.empty();
    private Optional<Job.InCall> seen = Optional.empty();
    private long lookedAt;

    /** @param keys what the user can do meanwhile */
    public BlockedCallLine(Shell shell, WaitView.Keys keys) {
        this.shell = shell;
        this.keys = keys;
    }

    /** The line now, in at most so many columns; empty if no call of the job has blocked for a while. */
    public Optional<String> now(Job job, int columns, Messages messages) {
        long now = System.nanoTime();
        Optional<Job.InCall> call = job.call().filter(c -> now - c.since() > SHOWN_AFTER_NANOS);
        call.filter(c -> now - lookedAt > LOOK_EVERY_NANOS || !call.equals(seen))
                .ifPresent(c -> {
                    lookedAt = now;
                    status = c.call().socket().flatMap(s -> shell.kernel().observe(s.fd()));
                });
        seen = call;
        return call.map(c -> WaitView.line(
                c.call(),
                new StraceView(shell.session().settings().names())
                        .opening(c.call().invocation()),
                status,
                now - c.since(),
                columns,
                keys,
                messages));
    }
}
