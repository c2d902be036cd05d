package socklab.lab;

import java.time.Duration;
import socklab.lang.Command;
import socklab.session.Job;
import socklab.shell.Interpreter;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;

/** Plays a lab straight through: its prose, each line as if typed, and its results. */
public final class LabPlayer {
    private static final long LOOK_NANOS = 50_000_000;

    private final Shell shell;
    private final UserInterface ui;
    private final Pace pace;
    private final PlayControls controls;

    public LabPlayer(Shell shell, UserInterface ui, Pace pace) {
        this(shell, ui, pace, PlayControls.NONE);
    }

    /** A player whose viewer can make it wait before a line, and look back meanwhile. */
    public LabPlayer(Shell shell, UserInterface ui, Pace pace, PlayControls controls) {
        this.shell = shell;
        this.ui = ui;
        this.pace = pace;
        this.controls = controls;
    }

    /**
     * How fast a lab is played.
     *
     * @param line the pause before each line
     * @param key the time that each character takes to type; zero shows the whole line at once
     */
    public record Pace(Duration line, Duration key) {
        /** No pause anywhere. */
        public static final Pace NONE = new Pace(Duration.ZERO, Duration.ZERO);
    }

    /** How playing ended, and how many expectations were not met. */
    public record Played(StepResult result, int unmet) {}

    /** Plays on the thread of a job, to the end or until a line cannot be run or the job is cancelled. */
    public Played play(Lab lab, Job job) {
        Performance performance = new Performance(new LabPresenter(shell, ui, lab), job);
        StepResult result = shell.interpreter().run(lab.steps(), job, performance);
        performance.presenter.prose();
        return new Played(result, performance.unmet);
    }

    /** Shows prose and lines as they run, and counts unmet expectations. */
    private final class Performance implements Interpreter.Observer {
        private final LabPresenter presenter;
        private final Job job;
        private final PlayedSteps past = new PlayedSteps(shell.session(), ui);
        private int unmet;

        Performance(LabPresenter presenter, Job job) {
            this.presenter = presenter;
            this.job = job;
        }

        @Override
        public boolean before(ScriptStep.Line line) {
            if (LabPresenter.isProse(line)) {
                presenter.comment(line);
                return true;
            }
            presenter.prose().question().ifPresent(presenter::pose);
            type(line);
            return true;
        }

        @Override
        public void entering(ScriptStep.Repeat repeat) {
            presenter.prose().question().ifPresent(presenter::pose);
            type(repeat.head());
        }

        private void type(ScriptStep.Line line) {
            if (presenter.shows(line)) {
                job.sleep(pace.line().toNanos());
                while (controls.paused() && job.sleep(LOOK_NANOS)) {
                    past.back(controls.backs());
                }
                past.goOn();
                ui.type(presenter.typing(line), pace.key(), job);
            }
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult result) {
            if (presenter.shows(line)) {
                past.add(line, result);
            }
            boolean wrong = result instanceof StepResult.Wrong;
            boolean compares = !wrong && !job.cancelled() && !(line.command() instanceof Command.Blank);
            if (compares && !presenter.met(line, result)) {
                unmet++;
            }
            return !wrong;
        }
    }
}
