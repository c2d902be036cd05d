package socklab.lab;

import java.util.List;
import socklab.session.Job;
import socklab.session.SandboxPolicy;
import socklab.shell.Interpreter;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;

/** Lines that a reader types in the session of a lab: the sandbox of the lab does not hold for them. */
final class ReadersLines {
    private ReadersLines() {}

    /** Runs them; returns whether one leaves the shell. */
    static boolean leave(Shell shell, List<ScriptStep> steps, Job job) {
        SandboxPolicy sandbox = shell.session().policy();
        shell.session().policy(SandboxPolicy.TRUSTED);
        try {
            return shell.interpreter().run(steps, job, Interpreter.Observer.NONE) instanceof StepResult.Exit;
        } finally {
            shell.session().policy(sandbox);
        }
    }
}
