package socklab.cli;

import java.util.ArrayList;
import java.util.List;
import socklab.lab.Lab;
import socklab.text.Messages;
import socklab.view.ProblemView;
import socklab.view.Said;

/** The mistakes of a lab's file, all of them, each with its place. */
final class Mistakes {
    private static final int MOST = 100;

    private Mistakes() {}

    static List<Said> said(Lab lab, Messages messages) {
        List<Said> lines = new ArrayList<>();
        for (Lab.Mistake m : lab.mistakes().subList(0, Math.min(MOST, lab.mistakes().size()))) {
            String place = lab.file() + ":" + m.number() + ":" + m.column() + ": ";
            ProblemView.lines(m.error(), place, messages).forEach(l -> lines.add(new Said(Said.Kind.ERROR, l)));
        }
        if (lab.mistakes().size() > MOST) {
            lines.add(new Said(Said.Kind.ERROR, messages.say("lab.moreMistakes", lab.mistakes().size() - MOST)));
        }
        return lines;
    }
}
