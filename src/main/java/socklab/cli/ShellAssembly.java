package socklab.cli;

import socklab.help.ExplainCommand;
import socklab.help.TimelineCommand;
import socklab.help.why.WhyCommand;
import socklab.lab.LabCommands;
import socklab.page.ReportCommand;
import socklab.page.cast.RecordCommand;
import socklab.service.relay.RelayCommands;
import socklab.service.uppercase.ServerCommands;
import socklab.shell.Shell;
import socklab.shell.UserInterface;
import socklab.wire.WireCommands;

/** Gives a shell the words that packages above the shell bring. */
public final class ShellAssembly {
    private ShellAssembly() {}

    /** Wires all words; what it returns can remember the session. */
    public static LabCommands wire(Shell shell, UserInterface ui) {
        new ExplainCommand(shell.session(), ui).register(shell.interpreter());
        new TimelineCommand(shell.session(), ui).register(shell.interpreter());
        new WhyCommand(shell.session(), shell.kernel(), shell.jobs(), ui).register(shell.interpreter());
        new ServerCommands(shell, ui).register();
        new RelayCommands(shell, ui).register();
        new WireCommands(shell, ui).register();
        new RecordCommand(shell, ui).register();
        new ReportCommand(shell.session(), ui).register(shell.interpreter());
        return new LabCommands(shell, ui, ShellAssembly::wire).register();
    }
}
