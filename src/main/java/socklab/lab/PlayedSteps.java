package socklab.lab;

import java.util.ArrayList;
import java.util.List;
import socklab.session.Evaluator.Evaluation;
import socklab.session.Session;
import socklab.shell.ScriptStep;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.Transcript;

/** The steps that were played, to be looked at again: a line and what came of it. A call is not made a second time. */
final class PlayedSteps {
    private static final int MOST = 200;

    private final Session session;
    private final UserInterface ui;
    private final List<List<OutputLine>> steps = new ArrayList<>();
    private int shown;

    PlayedSteps(Session session, UserInterface ui) {
        this.session = session;
        this.ui = ui;
    }

    /** A line was played. */
    void add(ScriptStep.Line line, StepResult result) {
        List<OutputLine> lines = new ArrayList<>();
        lines.add(new OutputLine(OutputLine.Kind.PRINTED, "> " + line.text().strip()));
        if (result instanceof StepResult.Call c && c.evaluation() instanceof Evaluation.Done d) {
            lines.addAll(Transcript.of(session).said(d.call()));
        }
        steps.add(lines);
        if (steps.size() > MOST) {
            steps.removeFirst();
        }
    }

    /** The lab goes on: looking back starts again from the newest. */
    void goOn() {
        shown = 0;
    }

    /** Shows the steps up to so many back, one after the other, the nearest first. */
    void back(int many) {
        Messages messages = Messages.in(session.settings().language());
        for (; shown < Math.min(many, steps.size()); shown++) {
            List<OutputLine> lines = new ArrayList<>();
            lines.add(new OutputLine(OutputLine.Kind.NOTE, messages.say("play.back", shown + 1)));
            lines.addAll(steps.get(steps.size() - 1 - shown));
            ui.say(lines);
        }
    }
}
