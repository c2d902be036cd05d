package socklab.cli;

import java.util.ArrayList;
import java.util.List;
import socklab.lab.Lab;
import socklab.text.Messages;
import socklab.view.ProblemView;
import socklab.view.Said;

/** The mistakes of a lab's file, all of them, each with its place. */
final class Mistakes {
    private Mistakes() {}

    static List<Said> said(Lab lab, Messages messages) {
        List<Said> lines = new ArrayList<>();
        for (Lab.Mistake m : lab.mistakes()) {
            String place = lab.file() + ":" + m.number() + ":" + (m.error().span().start() + 1) + ": ";
            ProblemView.lines(m.error(), place, messages).forEach(l -> lines.add(new Said(Said.Kind.ERROR, l)));
        }
        return lines;
    }
}
