package socklab.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.lab.Expectation;
import socklab.lab.LabCommands;
import socklab.lab.LineResults;
import socklab.lang.Command;
import socklab.lang.SyntaxError;
import socklab.session.SandboxPolicy;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StateFolder;
import socklab.shell.StepResult;
import socklab.shell.StreamUi;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;

/** Lines run without a prompt: those of {@code -e}, or those on standard input. */
final class LineRunner {
    private final CliOptions options;

    LineRunner(CliOptions options) {
        this.options = options;
    }

    /** Runs given lines; 1 if one was in error. */
    int run(List<String> lines) {
        Iterator<String> iterator = lines.iterator();
        return run(
                Streams.front(options),
                _ -> {},
                () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty());
    }

    /** Runs the lines on standard input as they come. */
    int runStandardInput() {
        StreamUi front = Streams.front(options);
        return run(front, words -> words.remember(StateFolder.own().path()), front::next);
    }

    private interface Source {
        Optional<String> next();
    }

    private int run(StreamUi front, Consumer<LabCommands> memory, Source source) {
        Wrongs wrongs = new Wrongs(front, Messages.in(options.readersLanguage()));
        try (Shell bench = new Shell(options.kernelSoon(), options.streamed(), SandboxPolicy.TRUSTED, front)) {
            memory.accept(ShellAssembly.wire(bench, front));
            front.follow(bench.session());
            ScriptBuilder steps = new ScriptBuilder();
            boolean going = true;
            while (going) {
                Optional<String> line = source.next();
                line.ifPresent(l -> steps.add(l, 0));
                going = line.isPresent();
                if (!going || !steps.unfinished()) {
                    going &= !(bench.start(steps.take(), wrongs).await() instanceof StepResult.Exit);
                }
            }
        }
        wrongs.settle();
        return wrongs.any ? ExitCode.UNMET : ExitCode.WELL;
    }

    /** Goes on after a line in error, or a result that is not the one expected, and remembers that there was one. */
    private static final class Wrongs implements Interpreter.Observer {
        private final StreamUi front;
        private final Messages messages;
        private final List<String> expected = new ArrayList<>();
        private StepResult last = StepResult.DONE;
        private boolean any;

        Wrongs(StreamUi front, Messages messages) {
            this.front = front;
            this.messages = messages;
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult ran) {
            any |= ran instanceof StepResult.Wrong;
            switch (line.command()) {
                case Command.Expect e -> expected.add(e.result().text());
                case Command.Blank _, Command.Comment _ -> {}
                case Command.Invoke _, Command.Shell _, SyntaxError _ -> {
                    settle();
                    last = ran;
                    if (!line.expected().isEmpty()) { // no iterator for every turn of a /repeat
                        line.expected().forEach(e -> expected.add(e.result().text()));
                    }
                }
            }
            return true;
        }

        /** Compares the last result with all that would have done, once the last of these has been read. */
        void settle() {
            if (expected.isEmpty()) {
                return; // most often: a result that nobody expects is not even written down
            }
            Optional<String> result = LineResults.of(last);
            String actual = result.orElse("");
            if (expected.stream().noneMatch(e -> Expectation.met(e, actual))) {
                any = true;
                List<String> lines = new ArrayList<>(List.of(messages.say("error") + messages.say("check.differs")));
                expected.forEach(e -> lines.add(messages.say("check.expected", Escape.printable(e))));
                lines.add(messages.say("check.actual", result.orElseGet(() -> messages.say("check.noResult"))));
                front.say(lines.stream()
                        .map(l -> new OutputLine(OutputLine.Kind.ERROR, l))
                        .toList());
            }
            expected.clear();
        }
    }
}
