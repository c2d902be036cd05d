package socklab.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.DurationParser;
import socklab.lang.Parser;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Evaluator.Evaluation;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Jobs;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.TextTable;

/** The words for calls that block in the background: list them, wait for them, interrupt them. */
public final class JobCommands {
    private static final long NANOS = 1_000_000_000;

    private final Session session;
    private final Jobs jobs;
    private final UserInterface ui;

    public JobCommands(Session session, Jobs jobs, UserInterface ui) {
        this.session = session;
        this.jobs = jobs;
        this.ui = ui;
    }

    /** Gives the words to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.JOBS, (_, _) -> list());
        interpreter.handle(ShellWord.KILL, (c, _) -> kill(c));
        interpreter.handle(ShellWord.WAIT, this::await);
        interpreter.handle(ShellWord.FG, this::foreground);
    }

    private StepResult list() {
        Messages messages = Messages.in(session.settings().language());
        List<List<String>> rows = new ArrayList<>();
        for (Job job : jobs.background()) {
            String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - job.since()) / (double) NANOS);
            rows.add(
                    List.of(" ", "[" + job.number().orElse(0) + "]", job.title().strip(), seconds));
        }
        List<String> lines = rows.isEmpty() ? List.of(messages.say("jobs.none")) : TextTable.lines(rows, ui.room());
        ui.say(lines.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
        return StepResult.DONE;
    }

    /**
     * The job in the background that is meant: by number, by the name that its result will have or the socket that
     * it is
     * made on, or the newest.
     */
    private Optional<Job> job(Command.Shell command, Optional<Token> which) throws ShellWordError {
        List<Job> all = jobs.background();
        if (which.isEmpty()) {
            return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
        }
        String typed = which.get().text();
        Optional<Job> found = typed.matches("\\d{1,9}")
                ? jobs.numbered(Integer.parseInt(typed))
                : all.reversed().stream().filter(j -> named(j, typed)).findFirst();
        if (found.isEmpty() && last(typed).isEmpty()) {
            throw ShellWordError.at(command, which.get(), Message.of("fault.job", typed), Message.of("cure.job"));
        }
        return found;
    }

    private static boolean named(Job job, String name) {
        return Parser.parse(job.title()).command() instanceof Command.Invoke c
                && (c.names().stream().anyMatch(n -> n.text().equals(name))
                        || c.socket().filter(n -> n.text().equals(name)).isPresent());
    }

    /** The last call that returned in a job, by the job's number, the result's name or the socket's. */
    private Optional<Event.Finished> last(String which) {
        return session.journal().events().reversed().stream()
                .filter(Event.Finished.class::isInstance)
                .map(Event.Finished.class::cast)
                .filter(f -> f.job().isPresent() && isMeant(f, which))
                .findFirst();
    }

    private static boolean isMeant(Event.Finished call, String which) {
        return call.job().get().toString().equals(which)
                || call.name().equals(Optional.of(which))
                || call.made().contains(which)
                || call.socket().map(Socket::name).equals(Optional.of(which));
    }

    private StepResult kill(Command.Shell command) throws ShellWordError {
        Optional<Job> job = job(command, command.args().stream().findFirst());
        if (job.isEmpty()) {
            throw ShellWordError.at(command, command.name(), Message.of("fault.noJob"), Message.of("cure.job"));
        }
        job.get().cancel();
        return StepResult.DONE;
    }

    private StepResult await(Command.Shell command, Job self) throws ShellWordError {
        List<Token> args = new ArrayList<>(command.args());
        long nanos = Long.MAX_VALUE;
        if (!args.isEmpty() && DurationParser.read(args.getLast().text()) instanceof DurationParser.Time.Of t) {
            nanos = t.nanos();
            args.removeLast();
        }
        Optional<Token> which = args.stream().findFirst();
        Optional<Job> job = which.isEmpty() ? jobs.newest() : job(command, which);
        if (job.isEmpty()) {
            return which.flatMap(w -> last(w.text()))
                    .<StepResult>map(f -> new StepResult.Call(new Evaluation.Done(f)))
                    .orElse(StepResult.DONE);
        }
        if (!awaitOrCancelled(job.get(), self, nanos)) {
            return self.cancelled() ? StepResult.CANCELLED : blocked(job.get());
        }
        String number = job.get().number().orElse(0).toString();
        return last(number)
                .<StepResult>map(f -> new StepResult.Call(new Evaluation.Done(f)))
                .orElse(StepResult.DONE);
    }

    /** Brings a job to the foreground: Ctrl-C and Ctrl-Z act on the job, not on this line. */
    private StepResult foreground(Command.Shell command, Job self) throws ShellWordError {
        Optional<Token> which = command.args().stream().findFirst();
        Optional<Job> job = job(command, which);
        if (job.isEmpty() && which.isEmpty()) {
            throw ShellWordError.at(command, command.name(), Message.of("fault.noJob"), Message.of("cure.job"));
        } else if (job.isEmpty()) {
            return which.flatMap(w -> last(w.text()))
                    .<StepResult>map(f -> new StepResult.Call(new Evaluation.Done(f)))
                    .orElse(StepResult.DONE);
        }
        jobs.toForeground(job.get());
        self.follow(job.get());
        try {
            awaitOrCancelled(job.get(), self, Long.MAX_VALUE);
        } finally {
            self.unfollow();
        }
        return job.get().done()
                ? last(job.get().number().orElse(0).toString())
                        .<StepResult>map(f -> new StepResult.Call(new Evaluation.Done(f)))
                        .orElse(StepResult.DONE)
                : StepResult.CANCELLED;
    }

    private static StepResult blocked(Job job) {
        return job.call()
                .<StepResult>map(c -> new StepResult.Call(new Evaluation.Blocks(c.call(), job)))
                .orElse(StepResult.DONE);
    }

    /** Waits in short intervals, so that the wait can be cancelled. */
    private static boolean awaitOrCancelled(Job job, Job self, long nanos) {
        long end = System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 4);
        while (!job.done() && !self.cancelled() && end - System.nanoTime() > 0) {
            job.await(Math.min(end - System.nanoTime(), 20_000_000));
        }
        return job.done();
    }
}
