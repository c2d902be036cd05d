package socklab.cli;

import socklab.help.ExplainCommand;
import socklab.help.TimelineCommand;
import socklab.help.why.WhyCommand;
import socklab.lab.LabCommands;
import socklab.service.relay.RelayCommands;
import socklab.service.uppercase.ServerCommands;
import socklab.shell.Shell;
import socklab.shell.UserInterface;

/** Gives a shell the words that packages above the shell bring. */
public final class ShellAssembly {
    private ShellAssembly() {}

    /** Wires all words; what it returns can remember the session. */
    public static LabCommands wire(Shell bench, UserInterface front) {
        new ExplainCommand(bench.session(), front).register(bench.interpreter());
        new TimelineCommand(bench.session(), front).register(bench.interpreter());
        new WhyCommand(bench.session(), bench.kernel(), bench.jobs(), front).register(bench.interpreter());
        new ServerCommands(bench, front).register();
        new RelayCommands(bench, front).register();
        return new LabCommands(bench, front).register();
    }
}
