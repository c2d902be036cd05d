package socklab.lab.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import socklab.kernel.Kernel;
import socklab.lab.FixedAddresses;
import socklab.lab.Lab;
import socklab.lab.LabNetwork;
import socklab.lab.LabReader;
import socklab.lab.SilentUi;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;

/**
 * Runs the lines of a key, with a student's lines in place of the solution of at most one open task, and notes what the
 * kernel answered. It goes on after every line, also after a line that failed.
 */
final class KeyRun {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Lines of a student have numbers from here on. */
    private static final int STUDENT = 1_000_000_000;

    private final Kernel kernel;
    private final Settings settings;
    private final BiConsumer<Shell, UserInterface> words;
    private final Limits limits;
    private final BooleanSupplier stopped;
    private final FixedAddresses addresses = new FixedAddresses();

    /** How long a line and the whole run may take. */
    record Limits(Duration line, Duration run) {}

    KeyRun(
            Kernel kernel,
            Settings settings,
            BiConsumer<Shell, UserInterface> words,
            Limits limits,
            BooleanSupplier stopped) {
        this.kernel = kernel;
        this.settings = settings;
        this.words = words;
        this.limits = limits;
        this.stopped = stopped;
    }

    /** Runs the key as it is: the results by the numbers of their lines. */
    Map<Integer, String> run(AnswerKey key) {
        return run(key, Optional.empty(), List.of());
    }

    /** Runs the key with a student's lines for one task. */
    Map<Integer, String> run(AnswerKey key, int task, List<String> student) {
        return run(key, Optional.of(task), student);
    }

    /** Whether a student's lines parse by themselves: an open /repeat would swallow the key's lines after them. */
    static boolean parses(List<String> student) {
        ScriptBuilder builder = new ScriptBuilder();
        student.forEach(line -> builder.add(line, 0));
        boolean unfinished = builder.unfinished();
        builder.build();
        return !unfinished && builder.mistakes().isEmpty();
    }

    private Map<Integer, String> run(AnswerKey key, Optional<Integer> task, List<String> student) {
        try {
            Path nothing = Files.createTempDirectory("socklab-grade");
            try {
                return run(steps(key, task, student), key.lab(), nothing);
            } finally {
                Files.delete(nothing);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ScriptStep> steps(AnswerKey key, Optional<Integer> task, List<String> student) {
        ScriptBuilder builder = new ScriptBuilder();
        for (LabReader.Source line : key.lines()) {
            Optional<Integer> at = key.taskAt(line.number());
            if (at.isEmpty() || !at.equals(task)) {
                builder.add(line.text(), line.number());
            } else if (line.number() == key.tasks().get(at.get()).first()) {
                for (int i = 0; i < student.size(); i++) {
                    builder.add(student.get(i), STUDENT + i);
                }
            }
        }
        return builder.build();
    }

    /** Runs in a network of its own, or when no other run binds the same address. */
    private Map<Integer, String> run(List<ScriptStep> steps, Lab lab, Path nothing) {
        LabNetwork network = LabNetwork.open(kernel, lab, false);
        if (network.kernel().isolated()) {
            return run(steps, lab, nothing, network);
        }
        try (FixedAddresses.Held _ = addresses.hold(steps, stopped)) {
            return run(steps, lab, nothing, network);
        }
    }

    private Map<Integer, String> run(List<ScriptStep> steps, Lab lab, Path nothing, LabNetwork network) {
        SilentUi ui = new SilentUi();
        SandboxPolicy teachers = SandboxPolicy.lab(lab.folder(), false);
        SandboxPolicy students = SandboxPolicy.lab(nothing, false);
        Shell shell = new Shell(network.kernel(), settings, teachers, ui);
        words.accept(shell, ui);
        Recorder recorder = new Recorder(shell, teachers, students);
        boolean over = await(shell.start(steps, recorder), recorder);
        if (over) {
            close(shell, network);
        } else {
            Thread.ofPlatform().daemon().name("close").start(() -> close(shell, network));
        }
        return recorder.results();
    }

    private static void close(Shell shell, LabNetwork network) {
        shell.close();
        network.close();
    }

    /** Waits for the end; a line over its limit is interrupted and the run goes on, a run over its limit ends. */
    private boolean await(Shell.Running running, Recorder recorder) {
        long start = System.nanoTime();
        while (!running.job().await(POLL.toNanos())) {
            if (stopped.getAsBoolean()
                    || System.nanoTime() - start > limits.run().toNanos()) {
                running.job().cancel();
                return running.job().await(PATIENCE.toNanos());
            } else if (recorder.lineTime().compareTo(limits.line()) > 0) {
                running.job().interruptCall();
            }
        }
        return true;
    }

    /** Notes results, and gives a student's lines a sandbox without files. */
    private static final class Recorder implements Interpreter.Observer {
        private final Shell shell;
        private final SandboxPolicy teachers;
        private final SandboxPolicy students;
        private final Map<Integer, String> results = new HashMap<>();
        private Optional<Long> lineStart = Optional.empty();

        Recorder(Shell shell, SandboxPolicy teachers, SandboxPolicy students) {
            this.shell = shell;
            this.teachers = teachers;
            this.students = students;
        }

        synchronized Duration lineTime() {
            return lineStart.map(s -> Duration.ofNanos(System.nanoTime() - s)).orElse(Duration.ZERO);
        }

        synchronized Map<Integer, String> results() {
            return Map.copyOf(results);
        }

        @Override
        public synchronized boolean before(ScriptStep.Line line) {
            shell.session().policy(line.number() >= STUDENT ? students : teachers);
            lineStart = Optional.of(System.nanoTime());
            return true;
        }

        @Override
        public synchronized boolean after(ScriptStep.Line line, StepResult result) {
            lineStart = Optional.empty();
            result.canonical().ifPresent(actual -> results.put(line.number(), actual));
            return true;
        }
    }
}
