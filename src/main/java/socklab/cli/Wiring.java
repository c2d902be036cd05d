package socklab.cli;

import socklab.explain.ExplainWord;
import socklab.explain.TimelineWord;
import socklab.lab.LabWords;
import socklab.relay.RelayWords;
import socklab.server.ServerWords;
import socklab.shell.Front;
import socklab.shell.Workbench;
import socklab.why.WhyWord;

/** Gives a workbench the words that packages above the shell bring. */
public final class Wiring {
    private Wiring() {}

    /** Wires all words; what it returns can remember the session. */
    public static LabWords wire(Workbench bench, Front front) {
        new ExplainWord(bench.session(), front).register(bench.interpreter());
        new TimelineWord(bench.session(), front).register(bench.interpreter());
        new WhyWord(bench.session(), bench.kernel(), bench.jobs(), front).register(bench.interpreter());
        new ServerWords(bench, front).register();
        new RelayWords(bench, front).register();
        new ExplainWord(bench.session(), front).register(bench.interpreter());
        return new LabWords(bench, front).register();
    }
}
