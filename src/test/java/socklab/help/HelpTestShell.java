package socklab.help;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.StreamUi;
import socklab.text.Language;
import socklab.view.Theme;

/** A session on streams in memory: what is typed, and what the last line typed showed. */
public final class HelpTestShell implements AutoCloseable {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StreamUi front;
    private final Shell bench;

    public HelpTestShell(Language language) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        front = new StreamUi(new BufferedReader(new StringReader("")), out, out, Theme.PLAIN);
        bench = new Shell(
                new LibcKernel(),
                new Settings(Settings.Feedback.CONCISE, language, Settings.Names.LIBC),
                SandboxPolicy.TRUSTED,
                front);
        ShellAssembly.wire(bench, front);
        front.follow(bench.session());
    }

    public Session session() {
        return bench.session();
    }

    /** Runs a line as if typed; returns what it showed. */
    public String type(String line) {
        bytes.reset();
        ScriptBuilder steps = new ScriptBuilder();
        steps.add(line, 0);
        bench.start(steps.take(), Interpreter.Observer.NONE).await();
        front.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Runs lines; returns what the last one showed, its line breaks taken for blanks. */
    public String flat(String... lines) {
        String shown = "";
        for (String line : lines) {
            shown = type(line);
        }
        return shown.replaceAll("\\s+", " ");
    }

    @Override
    public void close() {
        bench.close();
    }
}
