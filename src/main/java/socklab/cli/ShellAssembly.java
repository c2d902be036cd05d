package socklab.cli;

import socklab.export.ExportCommand;
import socklab.help.ExplainCommand;
import socklab.help.TimelineCommand;
import socklab.help.why.WhyCommand;
import socklab.lab.LabCommands;
import socklab.page.ReportCommand;
import socklab.page.cast.RecordCommand;
import socklab.page.live.ClassCommand;
import socklab.page.live.ClassRoom;
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
        ClassRoom room = new ClassRoom(shell);
        shell.onEnd(room::close);
        return wire(shell, ui, room);
    }

    /** Wires all words of a shell that a room may look at. */
    static LabCommands wire(Shell shell, UserInterface ui, ClassRoom room) {
        new ExplainCommand(shell.session(), ui).register(shell.interpreter());
        new TimelineCommand(shell.session(), shell.kernel(), ui).register(shell.interpreter());
        new WhyCommand(shell.session(), shell.kernel(), shell.jobs(), ui).register(shell.interpreter());
        new ServerCommands(shell, ui).register();
        new RelayCommands(shell, ui).register();
        new WireCommands(shell, ui).register();
        new RecordCommand(shell, ui).register();
        new ReportCommand(shell.session(), ui).register(shell.interpreter());
        new ClassCommand(shell, ui, room).register();
        LabCommands labs =
                new LabCommands(shell, ui, (labShell, labUi) -> wire(labShell, labUi, room), room).register();
        new ExportCommand(shell, ui, labs::recorded).register();
        return labs;
    }
}
