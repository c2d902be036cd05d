package socklab.shell;

import socklab.lang.Command;
import socklab.session.Job;

/** What a shell word does. */
public interface ShellWordHandler {

    /** Runs the word on a job's thread; a mistake in its arguments is a {@link ShellWordError}. */
    StepResult run(Command.Shell command, Job job) throws ShellWordError;
}
