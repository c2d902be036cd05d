package socklab.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import socklab.kernel.Kernel;
import socklab.kernel.KernelWithHosts;
import socklab.session.Appearance;
import socklab.session.Evaluator;
import socklab.session.Job;
import socklab.session.Jobs;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.session.Socket;
import socklab.session.TcpWatch;
import socklab.view.SocketsView;

/**
 * Runs lines: it has a session, an evaluator, jobs and shell words. Closing it ends all jobs and closes all
 * sockets.
 */
public final class Shell implements AutoCloseable {
    private final Kernel kernel;
    private final Session session;
    private final Jobs jobs;
    private final Evaluator evaluator;
    private final Interpreter interpreter;
    private final CoreCommands core;
    private final TcpWatch tcp;
    private final List<Runnable> ending = new CopyOnWriteArrayList<>();
    private final List<Runnable> wireEnding = new CopyOnWriteArrayList<>();

    public Shell(Kernel kernel, Settings settings, SandboxPolicy policy, UserInterface ui) {
        this.session = new Session(settings, policy);
        this.kernel = new KernelWithHosts(kernel, session::kernelOf);
        this.tcp = new TcpWatch(session, this.kernel);
        this.jobs = new Jobs(kernel);
        this.evaluator = new Evaluator(session, this.kernel, jobs);
        this.interpreter = new Interpreter(session, evaluator);
        this.core = new CoreCommands(session, evaluator, interpreter, jobs, ui);
        core.register();
        new InfoCommands(session, this.kernel, ui).register(interpreter);
        new SetCommand(session, ui).register(interpreter);
        new TimesCommand(session, ui).register(interpreter);
        new JobCommands(session, jobs, ui).register(interpreter);
    }

    public Kernel kernel() {
        return kernel;
    }

    public Session session() {
        return session;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Evaluator evaluator() {
        return evaluator;
    }

    public Interpreter interpreter() {
        return interpreter;
    }

    /** Runs an action when the session ends, and on /reset. */
    public void onClose(Runnable action) {
        core.onClose(action);
    }

    /** Runs an action before the hosts on the wire end: what runs in them ends first. */
    public void onWireEnd(Runnable action) {
        wireEnding.add(action);
    }

    /** Ends what runs in the hosts on the wire, apart from the session's own sockets. */
    public void endInHosts() {
        wireEnding.forEach(Runnable::run);
    }

    /** Runs an action when the shell is closed, after all else. */
    public void onEnd(Runnable action) {
        ending.add(action);
    }

    /** Starts steps on a thread of their own. */
    public Running start(List<ScriptStep> steps, Interpreter.Observer observer) {
        Running running = new Running();
        String title = steps.stream().findFirst().map(Shell::title).orElse("");
        running.job = jobs.start(title, job -> running.end(interpreter.run(steps, job, observer)));
        return running;
    }

    private static String title(ScriptStep step) {
        return switch (step) {
            case ScriptStep.Line line -> line.text();
            case ScriptStep.Repeat repeat -> repeat.head().text();
        };
    }

    /** Steps that run. */
    public static final class Running {
        private Job job;
        private Optional<StepResult> end = Optional.empty();

        private synchronized void end(StepResult result) {
            end = Optional.of(result);
        }

        /** The job that they run in. */
        public Job job() {
            return job;
        }

        /** How they ended; waits for it. */
        public StepResult await() {
            job.await();
            synchronized (this) {
                return end.orElseThrow();
            }
        }
    }

    /** The prompt, without its {@code "> "}: the current socket and its state, seen from outside. */
    public String prompt() {
        return prompt(session.current());
    }

    /** The prompt for a line that acts on a socket: it is about that one. */
    public String prompt(Optional<Socket> acting) {
        if (session.settings().look().prompt() == Appearance.PromptLength.SHORT) {
            return SocketsView.shortPrompt(acting);
        }
        return SocketsView.prompt(acting.map(s -> new SocketsView.Seen(s, tcp.status(s), Map.of(), true)));
    }

    /** Ends all jobs, closes all sockets and forgets everything, on a job's thread. */
    public void reset(Job job) {
        core.closeAll(job);
        session.clear();
    }

    @Override
    public void close() {
        jobs.start("", core::closeAll).await();
        jobs.close();
        ending.forEach(Runnable::run);
    }
}
