package socklab.lab;

import socklab.lang.Command;
import socklab.session.Job;
import socklab.shell.Interpreter;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;

/** Plays a lab: its prose, each line as if typed, and what comes of it. */
public final class LabPlayer {
    private final Shell bench;
    private final UserInterface front;
    private final Manner manner;

    public LabPlayer(Shell bench, UserInterface front, Manner manner) {
        this.bench = bench;
        this.front = front;
        this.manner = manner;
    }

    /**
     * How a lab is played.
     *
     * @param paceNanos how long to wait before each line
     * @param keyNanos how long each character takes to type; 0 shows the line at once
     */
    public record Manner(long paceNanos, long keyNanos) {
        /** Straight through. */
        public static final Manner PLAIN = new Manner(0, 0);
    }

    /** How playing went, and how many expectations were not met. */
    public record Played(StepResult ran, int unmet) {}

    /** Plays to the end on a job's thread, or until a line cannot be run or the job is cancelled. */
    public Played play(Lab lab, Job job) {
        Telling telling = new Telling(new LabPresenter(bench, front, lab), job);
        StepResult ran = bench.interpreter().run(lab.steps(), job, telling);
        telling.stage.prose();
        return new Played(ran, telling.unmet);
    }

    /** Shows prose and lines as they run. */
    private final class Telling implements Interpreter.Observer {
        private final LabPresenter stage;
        private final Job job;
        private int unmet;

        Telling(LabPresenter stage, Job job) {
            this.stage = stage;
            this.job = job;
        }

        @Override
        public boolean before(ScriptStep.Line line) {
            if (LabPresenter.isProse(line)) {
                stage.comment(line);
                return true;
            }
            stage.prose();
            if (stage.shows(line)) {
                type(line);
            }
            return true;
        }

        @Override
        public void entering(ScriptStep.Repeat repeat) {
            stage.prose();
            if (stage.shows(repeat.head())) {
                type(repeat.head());
            }
        }

        private void type(ScriptStep.Line line) {
            if (manner.paceNanos() > 0) {
                job.sleep(manner.paceNanos());
            }
            front.type(stage.typing(line), manner.keyNanos(), job);
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult ran) {
            boolean over = ran instanceof StepResult.Wrong || job.cancelled();
            if (!over && !(line.command() instanceof Command.Blank) && !stage.met(line, ran)) {
                unmet++;
            }
            return !(ran instanceof StepResult.Wrong);
        }
    }
}
