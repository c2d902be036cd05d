package socklab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.session.Policy;
import socklab.session.Settings;
import socklab.shell.Front;
import socklab.shell.Workbench;
import socklab.text.Msg;

/** Runs labs, each in a session of its own, and compares what comes back with what they expect. */
public final class Checker {
    private static final long LOOK_NANOS = 10_000_000;

    private final Kernel kernel;
    private final Settings settings;
    private final boolean network;
    private final long timeoutNanos;
    private final Words words;

    /** Gives a workbench its words. */
    public interface Words {
        void give(Workbench bench, Front front);
    }

    /** The same with the words of this package only. */
    public Checker(Kernel kernel, Settings settings, boolean network, long timeoutNanos) {
        this(kernel, settings, network, timeoutNanos, (bench, front) -> new LabWords(bench, front).register());
    }

    /** Runs labs on a kernel; {@code network} lets them off this machine, {@code timeoutNanos} is how long a line may take. */
    public Checker(Kernel kernel, Settings settings, boolean network, long timeoutNanos, Words words) {
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
        return check(file, lab -> run(lab, Watch.Misses.NONE));
    }

    /** Checks a file, and writes into it what came back where that is not what it expects. */
    public Checked update(Path file) {
        return check(file, lab -> {
            Updater updater = new Updater();
            Verdict verdict = run(lab, updater);
            try {
                if (verdict instanceof Verdict.Passed) {
                    updater.write(file);
                }
                return verdict;
            } catch (IOException e) {
                return new Verdict.Unreadable(Msg.of("fault.notWritten", file));
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
            return new Checked(file, file.toString(), new Verdict.Unreadable(Msg.of("lab.unreadable", file)), System.nanoTime() - start);
        }
    }

    private Verdict verdict(Lab lab, Runner runner) {
        if (!lab.mistakes().isEmpty()) {
            return new Verdict.Unparsed(lab.mistakes());
        }
        Optional<Msg> lacking = Needs.lacking(lab, kernel).or(() -> Needs.company(lab, network));
        return lacking.isPresent() ? new Verdict.Skipped(lacking.get()) : runner.run(lab);
    }

    private Verdict run(Lab lab, Watch.Misses misses) {
        Silent front = new Silent();
        try (Workbench bench = new Workbench(kernel, settings, Policy.lab(lab.folder(), network), front)) {
            words.give(bench, front);
            Watch watch = new Watch(settings, misses);
            bench.session().journal().listen(watch::event);
            Workbench.Running running = bench.start(lab.steps(), watch);
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
