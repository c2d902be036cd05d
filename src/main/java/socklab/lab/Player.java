package socklab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import socklab.shell.Front;
import socklab.lang.Command;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.Step;
import socklab.shell.Workbench;
import socklab.text.Language;
import socklab.text.Width;
import socklab.view.Escape;
import socklab.view.Said;

/** Plays a lab: its prose, each line as if typed, and what comes of it. */
public final class Player {
    private final Workbench bench;
    private final Front front;
    private final long paceNanos;

    public Player(Workbench bench, Front front, long paceNanos) {
        this.bench = bench;
        this.front = front;
        this.paceNanos = paceNanos;
    }

    /** Plays to the end, or until a line cannot be run. */
    public Ran play(Lab lab) {
        return bench.start(lab.steps(), new Telling()).await();
    }

    /** Shows prose and lines as they run. */
    private final class Telling implements Interpreter.Observer {
        private final List<Step.Line> block = new ArrayList<>();

        @Override
        public boolean before(Step.Line line) {
            if (line.command() instanceof Command.Comment) {
                block.add(line);
                return true;
            }
            prose();
            boolean silent = line.command() instanceof Command.Blank || line.command() instanceof Command.Expect;
            if (!silent && echoes(line)) {
                pause();
                front.say(List.of(new Said(Said.Kind.PRINTED, bench.prompt() + "> " + Escape.printable(line.text().strip()))));
            }
            return true;
        }

        /** Words that only talk to the user speak for themselves. */
        private static boolean echoes(Step.Line line) {
            return line.command() instanceof Command.Invoke;
        }

        private void prose() {
            Language language = bench.session().settings().language();
            List<Said> lines = new ArrayList<>();
            for (String text : LabProse.texts(block, language)) {
                Width.wrap(Escape.printable(text), front.columns()).forEach(l -> lines.add(new Said(Said.Kind.PROSE, l)));
            }
            block.clear();
            front.say(lines);
        }

        private void pause() {
            if (paceNanos > 0) {
                LockSupport.parkNanos(paceNanos);
            }
        }
    }
}
