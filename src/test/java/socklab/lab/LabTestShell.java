package socklab.lab;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.session.Job;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.StreamUi;
import socklab.text.Language;
import socklab.view.Theme;

/** A shell on streams in memory: what is typed, and what is shown with descriptors, ports and times left open. */
final class LabTestShell implements AutoCloseable {
    static final Settings SETTINGS = new Settings(Settings.Feedback.CONCISE, Language.EN, Settings.Names.LIBC);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Shell shell;
    private final StreamUi ui;
    private final LabCommands words;

    private LabTestShell(String answers, Settings settings, SandboxPolicy policy) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ui = new StreamUi(new BufferedReader(new StringReader(answers)), out, out, Theme.PLAIN);
        shell = new Shell(new LibcKernel(), settings, policy, ui);
        words = new LabCommands(shell, ui).register();
        ui.follow(shell.session());
    }

    /** A user's own session; {@code answers} are what the user types when asked. */
    static LabTestShell trusted(String answers) {
        return new LabTestShell(answers, SETTINGS, SandboxPolicy.TRUSTED);
    }

    /** A session held to what a lab in a folder may do. */
    static LabTestShell lab(Path folder, Settings settings, String answers) {
        return new LabTestShell(answers, settings, SandboxPolicy.lab(folder, false));
    }

    /** A checker with a limit for each line, in milliseconds. */
    static LabChecker checker(long timeoutMillis) {
        return checker(LabChecker.Rules.usual(SETTINGS).withLineLimit(Duration.ofMillis(timeoutMillis)));
    }

    /** A checker with rules. */
    static LabChecker checker(LabChecker.Rules rules) {
        return new LabChecker(new LibcKernel(), rules, ShellAssembly::wire);
    }

    Shell shell() {
        return shell;
    }

    LabCommands words() {
        return words;
    }

    /** Runs lines as if typed. */
    LabTestShell type(String... lines) {
        for (String line : lines) {
            ScriptBuilder steps = new ScriptBuilder();
            line.lines().forEach(l -> steps.add(l, 0));
            shell.start(steps.take(), Interpreter.Observer.NONE).await();
        }
        return this;
    }

    /** Does something with a lab on a job's thread. */
    LabPlayer.Played with(Path lab, BiFunction<Lab, Job, LabPlayer.Played> show) {
        try {
            Lab read = LabReader.read(lab);
            CompletableFuture<LabPlayer.Played> end = new CompletableFuture<>();
            Job job = shell.jobs().start("", j -> end.complete(show.apply(read, j)));
            if (!job.await(30_000_000_000L)) {
                job.cancel();
                throw new AssertionError("it blocks: " + shown());
            }
            return end.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LabPlayer.Played play(Path lab) {
        return with(lab, (l, j) -> new LabPlayer(shell, ui, LabPlayer.Pace.NONE).play(l, j));
    }

    LabPlayer.Played step(Path lab) {
        return with(lab, (l, j) -> new StepThrough(shell, ui).step(l, j));
    }

    /** All that was shown. */
    String shown() {
        ui.flush();
        return open(bytes.toString(StandardCharsets.UTF_8));
    }

    /** A text with what differs from run to run left open. */
    static String open(String text) {
        return text.replaceAll("(<|&lt;)\\d+\\.\\d+(>|&gt;)", "$1[..]$2")
                .replaceAll("(?<=[.\\d*]:)\\d{4,5}\\b", "[..]")
                .replaceAll("htons\\(\\d{4,}\\)", "htons([..])")
                .replaceAll(
                        "\\b(bind|sendto|recvfrom|recv|send|connect|listen|accept|close|getsockname|getsockopt|setsockopt)\\(\\d+",
                        "$1([..]")
                .replaceAll("0x[0-9a-f]{6,}", "0x[..]")
                // the padding depends on how many digits the descriptor has
                .replaceAll("\\) += (?=[-\\d\\[])", ") = ")
                .replaceAll("(?m)= \\d+ (?=<|&lt;)", "= [..] ")
                .replaceAll("(time|execution_time|seconds)(=\"|\": )[\\d.]+", "$1$2[..]");
    }

    @Override
    public void close() {
        shell.close();
    }
}
