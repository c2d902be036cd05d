package socklab.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import socklab.lab.Lab;
import socklab.lab.LabChecker;
import socklab.lab.LabNetwork;
import socklab.session.Job;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Language;
import socklab.view.OutputLine;

/** Runs a lab silently, in a session of its own, and notes all that happens. */
public final class LabRun {
    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BiConsumer<Shell, UserInterface> words;
    private final Language language;

    /** @param words gives a shell its words */
    public LabRun(BiConsumer<Shell, UserInterface> words, Language language) {
        this.words = words;
        this.language = language;
    }

    /** Runs a lab in a network that the caller closes. */
    public WhatHappened run(Lab lab, LabNetwork network, boolean outside) {
        Notes notes = new Notes();
        Settings settings = new Settings(Settings.Feedback.VERBOSE, language, Settings.Names.LIBC);
        try (Shell shell = new Shell(network.kernel(), settings, SandboxPolicy.lab(lab.folder(), outside), notes)) {
            words.accept(shell, notes);
            shell.session().journal().listen(e -> notes.add(new Moment.Told(e)));
            await(shell.jobs().start(lab.file().toString(), job -> {
                Watch watch = new Watch(notes);
                shell.interpreter().run(lab.steps(), job, watch);
            }));
            return new WhatHappened(notes.all(), shell.session().tables().all(), System.nanoTime());
        }
    }

    /** A line that takes too long is interrupted, a lab that does is ended. */
    private static void await(Job job) {
        long start = System.nanoTime();
        while (!job.await(POLL.toNanos())) {
            if (System.nanoTime() - start > LabChecker.Rules.LAB_LIMIT.toNanos()) {
                job.cancel();
                job.await(PATIENCE.toNanos());
                return;
            }
        }
    }

    /** Takes down lines before they run. */
    private record Watch(Notes notes) implements Interpreter.Observer {
        @Override
        public boolean before(ScriptStep.Line line) {
            notes.add(new Moment.Run(
                    line.text(),
                    line.expected().stream().map(e -> e.result().text()).toList()));
            return true;
        }

        @Override
        public void entering(ScriptStep.Repeat repeat) {
            notes.add(new Moment.Run(repeat.head().text(), List.of()));
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult result) {
            return !(result instanceof StepResult.Wrong);
        }
    }

    /** Keeps what is said. Questions get no answer. */
    private static final class Notes implements UserInterface {
        private final List<Moment> moments = new ArrayList<>();

        synchronized void add(Moment moment) {
            moments.add(moment);
        }

        synchronized List<Moment> all() {
            return List.copyOf(moments);
        }

        @Override
        public void say(List<OutputLine> lines) {
            lines.forEach(l -> add(new Moment.Answered(l)));
        }

        @Override
        public void follow(Session session) {}

        @Override
        public Optional<String> ask(String prompt) {
            return Optional.empty();
        }

        @Override
        public int columns() {
            return 100;
        }
    }
}
