package socklab.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.kernel.Kernel;
import socklab.kernel.libc.LibcKernel;
import socklab.session.Evaluator.Evaluation;
import socklab.session.Event;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.text.Language;
import socklab.view.OutputLine;
import socklab.view.ResultView;
import socklab.view.Transcript;

/** A shell for tests: lines in, and what a reader is told. */
public final class TestShell implements AutoCloseable {
    private final List<String> said = new ArrayList<>();
    private final Ear ear = new Ear();
    private final Shell shell;

    /** With as much feedback as there is. */
    public TestShell(Language language) {
        this(language, new LibcKernel());
    }

    /** With a kernel of the test's own. */
    public TestShell(Language language, Kernel kernel) {
        shell = new Shell(
                kernel,
                new Settings(Settings.Feedback.VERBOSE, language, Settings.Names.LIBC),
                SandboxPolicy.TRUSTED,
                ear);
        shell.session()
                .journal()
                .listen(e -> hear(Transcript.of(shell.session()).said(e)));
    }

    public TestShell() {
        this(Language.EN);
    }

    private final class Ear implements UserInterface {
        @Override
        public void say(List<OutputLine> lines) {
            hear(lines);
        }

        @Override
        public void follow(Session session) {}

        @Override
        public Optional<String> ask(String prompt) {
            return Optional.empty();
        }

        @Override
        public int columns() {
            return 80;
        }
    }

    private void hear(List<OutputLine> lines) {
        synchronized (said) {
            lines.forEach(l -> said.add(l.text()));
        }
    }

    /** What a reader is told by. */
    public UserInterface ui() {
        return ear;
    }

    public Shell shell() {
        return shell;
    }

    /** A line as a session runs it. */
    public static List<ScriptStep> steps(String line) {
        ScriptBuilder steps = new ScriptBuilder();
        steps.add(line, 0);
        return steps.build();
    }

    /** Runs a line; its result, {@code blocks}, or nothing. */
    public String run(String line) {
        List<String> results = new ArrayList<>();
        shell.start(steps(line), new Interpreter.Observer() {
                    @Override
                    public boolean after(ScriptStep.Line done, StepResult result) {
                        if (result instanceof StepResult.Call c) {
                            results.add(
                                    switch (c.evaluation()) {
                                        case Evaluation.Done d -> ResultView.result(d.call());
                                        case Evaluation.Blocks _ -> ResultView.BLOCKS;
                                        case Evaluation.Wrong _ -> "";
                                    });
                        }
                        return true;
                    }
                })
                .await();
        return String.join("\n", results);
    }

    /** Runs lines; the last one's result. */
    public String run(String... lines) {
        String last = "";
        for (String line : lines) {
            last = run(line);
        }
        return last;
    }

    /** What was told since the last time it was asked. */
    public String told() {
        synchronized (said) {
            String all = String.join("\n", said);
            said.clear();
            return all;
        }
    }

    /** Runs a line, and returns all that was told meanwhile. */
    public String tells(String line) {
        told();
        run(line);
        return told();
    }

    /** The ends of all calls so far. */
    public List<Event.Finished> finished() {
        return shell.session().journal().events().stream()
                .filter(Event.Finished.class::isInstance)
                .map(Event.Finished.class::cast)
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        shell.close();
    }
}
