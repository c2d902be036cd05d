package socklab.service.uppercase;

import java.util.List;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.service.ArgumentError;
import socklab.service.JournalListener;
import socklab.service.Service;
import socklab.service.ServiceCommands;
import socklab.service.ServiceListener;
import socklab.session.Job;
import socklab.shell.Shell;
import socklab.shell.UserInterface;

/** {@code /server}: uppercase servers in the background of a session. */
public final class ServerCommands extends ServiceCommands<UppercaseConfig, UppercaseServer> {

    public ServerCommands(Shell shell, UserInterface ui) {
        super(shell, ui, "server", JournalListener.Detail.LINES_AND_CALLS);
    }

    /** Registers {@code /server}. */
    public void register() {
        register(ShellWord.SERVER);
    }

    @Override
    protected UppercaseConfig config(Command.Shell command, Job job) throws ArgumentError {
        return UppercaseConfig.read(command.args(), List.of("stop"));
    }

    @Override
    protected void checkAllowed(UppercaseConfig config, Command.Shell command) {
        // it only answers, to where a request came from
    }

    @Override
    protected Service.Start<UppercaseServer> start(UppercaseConfig config, ServiceListener listener) {
        return UppercaseServer.start(shell().kernel(), config, listener);
    }
}
