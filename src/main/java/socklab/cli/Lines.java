package socklab.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.lab.LabWords;
import socklab.session.Policy;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.StateFolder;
import socklab.shell.Step;
import socklab.shell.StepBuilder;
import socklab.shell.StreamFront;
import socklab.shell.Workbench;

/** Lines run without a prompt: those of {@code -e}, or those on standard input. */
final class Lines {
    private final Options options;

    Lines(Options options) {
        this.options = options;
    }

    /** Runs given lines; 1 if one was in error. */
    int run(List<String> lines) {
        Iterator<String> iterator = lines.iterator();
        return run(Streams.front(options.coloured()), _ -> { }, () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty());
    }

    /** Runs the lines on standard input as they come. */
    int runStandardInput() {
        StreamFront front = Streams.front(options.coloured());
        return run(front, words -> words.remember(StateFolder.own().path()), front::next);
    }

    private interface Source {
        Optional<String> next();
    }

    private int run(StreamFront front, Consumer<LabWords> memory, Source source) {
        Wrongs wrongs = new Wrongs();
        try (Workbench bench = new Workbench(options.kernel(), options.settings(), Policy.TRUSTED, front)) {
            memory.accept(Wiring.wire(bench, front));
            front.follow(bench.session());
            StepBuilder steps = new StepBuilder();
            boolean going = true;
            while (going) {
                Optional<String> line = source.next();
                line.ifPresent(l -> steps.add(l, 0));
                going = line.isPresent();
                if (!going || !steps.unfinished()) {
                    going &= !(bench.start(steps.take(), wrongs).await() instanceof Ran.Exit);
                }
            }
        }
        return wrongs.any ? 1 : 0;
    }

    /** Goes on after a line in error, and remembers that there was one. */
    private static final class Wrongs implements Interpreter.Observer {
        private boolean any;

        @Override
        public boolean after(Step.Line line, Ran ran) {
            any |= ran instanceof Ran.Wrong;
            return true;
        }
    }
}
