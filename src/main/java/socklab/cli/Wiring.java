package socklab.cli;

import socklab.explain.ExplainWord;
import socklab.explain.TimelineWord;
import socklab.lab.LabWords;
import socklab.shell.Front;
import socklab.shell.Workbench;

/** Gives a workbench the words that packages above the shell bring. */
public final class Wiring {
    private Wiring() {}

    public static void wire(Workbench bench, Front front) {
        new LabWords(bench, front).register();
        new ExplainWord(bench.session(), front).register(bench.interpreter());
        new TimelineWord(bench.session(), front).register(bench.interpreter());
    }
}
