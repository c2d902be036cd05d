package socklab.service.uppercase;

import java.util.List;
import socklab.kernel.Kernel;
import socklab.lang.ShellWord;
import socklab.service.ArgumentError;
import socklab.service.JournalListener;
import socklab.service.Service;
import socklab.service.ServiceCommands;
import socklab.service.ServiceListener;
import socklab.service.ServicePlace;
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
    protected UppercaseConfig config(ServicePlace place, Job job) throws ArgumentError {
        return UppercaseConfig.read(place.command().args(), List.of("stop"), place.usualAddress());
    }

    @Override
    protected void checkAllowed(UppercaseConfig config, ServicePlace place) {
        // it only answers, to where a request came from
    }

    @Override
    protected Service.Start<UppercaseServer> start(Kernel kernel, UppercaseConfig config, ServiceListener listener) {
        return UppercaseServer.start(kernel, config, listener);
    }
}
