package socklab.lab;

import socklab.lang.Command;
import socklab.session.Job;
import socklab.shell.Front;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.Step;
import socklab.shell.Workbench;

/** Plays a lab: its prose, each line as if typed, and what comes of it. */
public final class Player {
    private final Workbench bench;
    private final Front front;
    private final Manner manner;

    public Player(Workbench bench, Front front, Manner manner) {
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
    public record Played(Ran ran, int unmet) {}

    /** Plays to the end on a job's thread, or until a line cannot be run or the job is cancelled. */
    public Played play(Lab lab, Job job) {
        Telling telling = new Telling(new Stage(bench, front, lab), job);
        Ran ran = bench.interpreter().run(lab.steps(), job, telling);
        telling.stage.prose();
        return new Played(ran, telling.unmet);
    }

    /** Shows prose and lines as they run. */
    private final class Telling implements Interpreter.Observer {
        private final Stage stage;
        private final Job job;
        private int unmet;

        Telling(Stage stage, Job job) {
            this.stage = stage;
            this.job = job;
        }

        @Override
        public boolean before(Step.Line line) {
            if (Stage.isProse(line)) {
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
        public void entering(Step.Repeat repeat) {
            stage.prose();
            if (stage.shows(repeat.head())) {
                type(repeat.head());
            }
        }

        private void type(Step.Line line) {
            if (manner.paceNanos() > 0) {
                job.sleep(manner.paceNanos());
            }
            front.type(stage.typing(line), manner.keyNanos(), job);
        }

        @Override
        public boolean after(Step.Line line, Ran ran) {
            boolean over = ran instanceof Ran.Wrong || job.cancelled();
            if (!over && !(line.command() instanceof Command.Blank) && !stage.met(line, ran)) {
                unmet++;
            }
            return !(ran instanceof Ran.Wrong);
        }
    }
}
