package socklab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import socklab.kernel.Kernel;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.shell.Shell;
import socklab.shell.UserInterface;
import socklab.text.Message;

/** Runs labs, each in a session of its own, and compares the results with what the labs expect. */
public final class LabChecker {
    private static final Duration POLL = Duration.ofMillis(10);
    /** A line that does not end within this time after it was cancelled is left to its own thread. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Kernel kernel;
    private final Rules rules;
    private final BiConsumer<Shell, UserInterface> words;
    private final BiConsumer<Path, Session> watcher;
    private final FixedAddresses addresses = new FixedAddresses();
    private volatile boolean stopped;

    /**
     * The rules of a check.
     *
     * @param network whether labs may send off this machine
     * @param strictness whether a lab that expects nothing fails
     * @param line how long one line may take
     * @param lab how long all lines of a lab may take together
     */
    public record Rules(Settings settings, boolean network, Strictness strictness, Duration line, Duration lab) {
        /** The limit of a lab where none is given. */
        public static final Duration LAB_LIMIT = Duration.ofSeconds(60);

        /** The limit of a line where none is given. */
        public static final Duration LINE_LIMIT = Duration.ofSeconds(10);

        /** The usual rules: no network, not strict, the usual limits. */
        public static Rules usual(Settings settings) {
            return new Rules(settings, false, Strictness.LENIENT, LINE_LIMIT, LAB_LIMIT);
        }

        /** The same with another limit of a line. */
        public Rules withLineLimit(Duration limit) {
            return new Rules(settings, network, strictness, limit, lab);
        }

        /** The same with another limit of a lab. */
        public Rules withLabLimit(Duration limit) {
            return new Rules(settings, network, strictness, line, limit);
        }

        /** The same with another strictness. */
        public Rules with(Strictness other) {
            return new Rules(settings, network, other, line, lab);
        }

        /** The same with or without the network. */
        public Rules withNetwork(boolean allowed) {
            return new Rules(settings, allowed, strictness, line, lab);
        }
    }

    /** What becomes of a lab that expects nothing. */
    public enum Strictness {
        /** It passes, with a warning. */
        LENIENT,
        /** It fails. */
        STRICT
    }

    /** A checker whose labs have the shell words of this package only. */
    public LabChecker(Kernel kernel, Rules rules) {
        this(kernel, rules, (shell, ui) -> new LabCommands(shell, ui).register());
    }

    /** A checker on a kernel; {@code words} gives the shell of each lab its words. */
    public LabChecker(Kernel kernel, Rules rules, BiConsumer<Shell, UserInterface> words) {
        this(kernel, rules, words, (_, _) -> {});
    }

    private LabChecker(
            Kernel kernel, Rules rules, BiConsumer<Shell, UserInterface> words, BiConsumer<Path, Session> watcher) {
        this.kernel = kernel;
        this.rules = rules;
        this.words = words;
        this.watcher = watcher;
    }

    /** The same, with a watcher that is told each lab's session before the lab runs; several at once if labs do. */
    public LabChecker watchedBy(BiConsumer<Path, Session> other) {
        return new LabChecker(kernel, rules, words, other);
    }

    /** A checked lab, and how long the check took. */
    public record Checked(Path file, String title, Verdict verdict, Duration time) {}

    /** Checks a file. */
    public Checked check(Path file) {
        return check(file, (lab, network) -> run(lab, network, ExpectationTracker.Misses.NONE));
    }

    /** Checks a file, and writes the results into it where they differ from what it expects. */
    public Checked update(Path file) {
        return check(file, (lab, network) -> {
            ExpectationUpdater updater = new ExpectationUpdater();
            Verdict verdict = run(lab, network, updater);
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

    /** Stops all checks: labs that run are interrupted, and labs not yet begun are not run. */
    public void stop() {
        stopped = true;
    }

    private interface Runner {
        /** Runs a lab and closes its network. */
        Verdict run(Lab lab, LabNetwork network);
    }

    private Checked check(Path file, Runner runner) {
        long start = System.nanoTime();
        String title = String.valueOf(file.getFileName());
        Verdict verdict;
        try {
            if (stopped) {
                verdict = new Verdict.Stopped();
            } else {
                Lab lab = LabReader.read(file);
                title = lab.title(rules.settings().language());
                verdict = verdict(lab, runner);
            }
        } catch (IOException e) {
            verdict = new Verdict.Unreadable(Message.of("lab.unreadable", file));
        } catch (OutOfMemoryError | StackOverflowError e) { // the next lab goes on
            verdict = new Verdict.Unreadable(Message.of("lab.tooMuch", file));
        }
        return new Checked(file, title, verdict, Duration.ofNanos(System.nanoTime() - start));
    }

    private Verdict verdict(Lab lab, Runner runner) {
        if (!lab.mistakes().isEmpty()) {
            return new Verdict.Unparsed(lab.mistakes());
        }
        LabNetwork network = LabNetwork.open(kernel, lab, rules.network());
        Optional<Message> lacking =
                Requirements.lacking(lab, network.kernel()).or(() -> Requirements.company(lab, rules.network()));
        if (lacking.isPresent()) {
            network.close();
            return new Verdict.Skipped(lacking.get());
        }
        Verdict verdict = apart(lab, network, runner);
        return verdict instanceof Verdict.Passed(Verdict.Score score)
                        && score.expectations() == 0
                        && rules.strictness() == Strictness.STRICT
                ? new Verdict.Failed(LabFailure.EXPECTS_NOTHING, score)
                : verdict;
    }

    /** Runs a lab apart from others: in a network of its own, or when no other binds the same address. */
    private Verdict apart(Lab lab, LabNetwork network, Runner runner) {
        if (network.kernel().isolated()) {
            return runner.run(lab, network);
        }
        try (FixedAddresses.Held _ = addresses.hold(lab.steps(), () -> stopped)) {
            return runner.run(lab, network);
        }
    }

    private Verdict run(Lab lab, LabNetwork network, ExpectationTracker.Misses misses) {
        SilentUi ui = new SilentUi();
        Shell shell = new Shell(
                network.kernel(), unseen(rules.settings()), SandboxPolicy.lab(lab.folder(), rules.network()), ui);
        words.accept(shell, ui);
        watcher.accept(lab.file(), shell.session());
        ExpectationTracker tracker = new ExpectationTracker(lab.steps(), rules.settings(), misses);
        shell.session().journal().listen(tracker::event);
        boolean over = await(shell.start(lab.steps(), tracker), tracker);
        if (over) {
            close(shell, network);
        } else {
            Thread.ofPlatform().daemon().name("close").start(() -> close(shell, network));
        }
        return stopped ? new Verdict.Stopped() : tracker.verdict();
    }

    private static void close(Shell shell, LabNetwork network) {
        shell.close();
        network.close();
    }

    /**
     * No one sees the session of a lab that is checked: TCP states are not looked up for a reader, unless changes are
     * wanted.
     */
    private static Settings unseen(Settings settings) {
        return settings.feedback() == Settings.Feedback.VERBOSE ? settings : settings.with(Settings.Feedback.SILENT);
    }

    /** Waits for the end of a lab, and interrupts it at its limits; returns whether it has ended. */
    private boolean await(Shell.Running running, ExpectationTracker tracker) {
        long start = System.nanoTime();
        while (!running.job().await(POLL.toNanos())) {
            if (tracker.lineTime().compareTo(rules.line()) > 0) {
                tracker.timeout(ExpectationTracker.Scope.LINE, rules.line());
            } else if (System.nanoTime() - start > rules.lab().toNanos()) {
                tracker.timeout(ExpectationTracker.Scope.LAB, rules.lab());
            } else if (!stopped) {
                continue;
            }
            running.job().cancel();
            return running.job().await(PATIENCE.toNanos());
        }
        return true;
    }
}
