package socklab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.shell.Shell;
import socklab.shell.UserInterface;
import socklab.text.Message;

/** Runs labs, each in a session of its own, and compares what comes back with what they expect. */
public final class LabChecker {
    private static final long LOOK_NANOS = 10_000_000;

    private final Kernel kernel;
    private final Settings settings;
    private final boolean network;
    private final long timeoutNanos;
    private final Words words;

    /** Gives a shell its words. */
    public interface Words {
        void give(Shell bench, UserInterface front);
    }

    /** The same with the words of this package only. */
    public LabChecker(Kernel kernel, Settings settings, boolean network, long timeoutNanos) {
        this(kernel, settings, network, timeoutNanos, (bench, front) -> new LabCommands(bench, front).register());
    }

    /** Runs labs on a kernel; {@code network} lets them off this machine, {@code timeoutNanos} is how long a line may take. */
    public LabChecker(Kernel kernel, Settings settings, boolean network, long timeoutNanos, Words words) {
        this.kernel = kernel;
        this.settings = settings;
        this.network = network;
        this.timeoutNanos = timeoutNanos;
        this.words = words;
    }

    /**
     * A lab that was checked.
     *
     * @param nanos how long it took
     */
    public record Checked(Path file, String title, Verdict verdict, long nanos) {}

    /** Checks a file. */
    public Checked check(Path file) {
        return check(file, lab -> run(lab, ExpectationChecker.Misses.NONE));
    }

    /** Checks a file, and writes into it what came back where that is not what it expects. */
    public Checked update(Path file) {
        return check(file, lab -> {
            ExpectationUpdater updater = new ExpectationUpdater();
            Verdict verdict = run(lab, updater);
            try {
                if (verdict instanceof Verdict.Passed) {
                    updater.write(file);
                }
                return verdict;
            } catch (IOException e) {
                return new Verdict.Unreadable(Message.of("fault.notWritten", file));
            }
        });
    }

    private interface Runner {
        Verdict run(Lab lab);
    }

    private Checked check(Path file, Runner runner) {
        long start = System.nanoTime();
        try {
            Lab lab = LabReader.read(file);
            return new Checked(file, lab.title(settings.language()), verdict(lab, runner), System.nanoTime() - start);
        } catch (IOException e) {
            return new Checked(
                    file,
                    file.toString(),
                    new Verdict.Unreadable(Message.of("lab.unreadable", file)),
                    System.nanoTime() - start);
        }
    }

    private Verdict verdict(Lab lab, Runner runner) {
        if (!lab.mistakes().isEmpty()) {
            return new Verdict.Unparsed(lab.mistakes());
        }
        Optional<Message> lacking = Requirements.lacking(lab, kernel).or(() -> Requirements.company(lab, network));
        return lacking.isPresent() ? new Verdict.Skipped(lacking.get()) : runner.run(lab);
    }

    private Verdict run(Lab lab, ExpectationChecker.Misses misses) {
        NullUi front = new NullUi();
        try (Shell bench = new Shell(kernel, settings, SandboxPolicy.lab(lab.folder(), network), front)) {
            words.give(bench, front);
            ExpectationChecker watch = new ExpectationChecker(settings, misses);
            bench.session().journal().listen(watch::event);
            Shell.Running running = bench.start(lab.steps(), watch);
            while (!running.job().await(LOOK_NANOS)) {
                if (watch.running() > timeoutNanos) {
                    watch.timeout(timeoutNanos);
                    running.job().cancel();
                }
            }
            return watch.verdict();
        }
    }
}
