package socklab.shell;

import socklab.lang.Command;
import socklab.session.Job;

/** What a shell word does. */
public interface Handler {

    /** Runs the word on a job's thread; a mistake in its arguments is a {@link WordError}. */
    Ran run(Command.Shell command, Job job) throws WordError;
}
