package socklab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.lab.ExpectationChecker;
import socklab.lab.LabCommands;
import socklab.lang.Command;
import socklab.lang.SyntaxError;
import socklab.session.SandboxPolicy;
import socklab.shell.Interpreter;
import socklab.shell.LineUi;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StateFolder;
import socklab.shell.StepResult;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** Lines run without a prompt: those of {@code -e}, or those on standard input. */
final class LineRunner {
    /** The text of EBADF in Java's exceptions. */
    private static final String EBADF = "Bad file descriptor";

    private final CliOptions options;

    LineRunner(CliOptions options) {
        this.options = options;
    }

    /** Runs given lines; 1 if one was in error. */
    int run(List<String> lines) {
        Iterator<String> iterator = lines.iterator();
        return run(
                Streams.lines(options),
                _ -> {},
                () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty());
    }

    /** Runs the lines on standard input as they come. */
    int runStandardInput() {
        LineUi ui = Streams.lines(options);
        try {
            return run(ui, words -> words.rememberPiped(StateFolder.own().path()), ui::next);
        } catch (UncheckedIOException e) {
            return withoutInput(e.getCause());
        }
    }

    /** A closed standard input has no lines, which is no error. */
    private int withoutInput(IOException why) {
        Messages messages = Messages.in(options.readersLanguage());
        System.err.println("socklab: " + messages.say("cannot.input", String.valueOf(why.getMessage())));
        return EBADF.equals(why.getMessage()) ? ExitCode.WELL : ExitCode.CANNOT_RUN;
    }

    private interface Source {
        Optional<String> next();
    }

    private int run(LineUi ui, Consumer<LabCommands> memory, Source source) {
        LineErrors errors = new LineErrors(ui, Messages.in(options.readersLanguage()));
        try (Shell shell = new Shell(options.kernelSoon(), options.streamed(), SandboxPolicy.TRUSTED, ui)) {
            memory.accept(ShellAssembly.wire(shell, ui));
            ui.follow(shell.session());
            ScriptBuilder steps = new ScriptBuilder();
            boolean going = true;
            while (going) {
                Optional<String> line = source.next();
                line.ifPresent(l -> steps.add(l, 0));
                going = line.isPresent();
                if (!going || !steps.unfinished()) {
                    going &= !(shell.start(steps.take(), errors).await() instanceof StepResult.Exit);
                }
            }
        }
        errors.compareLast();
        return errors.found ? ExitCode.UNMET : ExitCode.WELL;
    }

    /** Goes on after a line in error or an unmet expectation, and remembers that there was one. */
    private static final class LineErrors implements Interpreter.Observer {
        private final LineUi ui;
        private final Messages messages;
        private final List<String> expected = new ArrayList<>();
        private StepResult last = StepResult.DONE;
        private boolean found;

        LineErrors(LineUi ui, Messages messages) {
            this.ui = ui;
            this.messages = messages;
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult result) {
            found |= result instanceof StepResult.Wrong;
            switch (line.command()) {
                case Command.Expect e -> expected.add(e.result().text());
                case Command.Blank _, Command.Comment _ -> {}
                case Command.Invoke _, Command.Shell _, SyntaxError _ -> {
                    compareLast();
                    last = result;
                    line.expected().forEach(e -> expected.add(e.result().text()));
                }
            }
            return true;
        }

        /** Compares the last result with all its alternatives, once the last of these has been read. */
        void compareLast() {
            if (expected.isEmpty()) {
                return;
            }
            ExpectationChecker.Comparison comparison =
                    new ExpectationChecker.Comparison(List.copyOf(expected), last.canonical());
            if (!comparison.met()) {
                found = true;
                List<OutputLine> lines = new ArrayList<>();
                lines.add(new OutputLine(OutputLine.Kind.ERROR, messages.say("error") + messages.say("check.differs")));
                lines.addAll(comparison.difference(messages));
                ui.say(lines);
            }
            expected.clear();
        }
    }
}
