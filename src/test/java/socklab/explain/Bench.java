package socklab.explain;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import socklab.cli.Wiring;
import socklab.kernel.LibcKernel;
import socklab.session.Policy;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.StepBuilder;
import socklab.shell.StreamFront;
import socklab.shell.Workbench;
import socklab.text.Language;
import socklab.view.Colours;

/** A session on streams in memory: what is typed, and what the last line typed showed. */
public final class Bench implements AutoCloseable {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StreamFront front;
    private final Workbench bench;

    public Bench(Language language) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        front = new StreamFront(new BufferedReader(new StringReader("")), out, out, Colours.NONE);
        bench = new Workbench(new LibcKernel(), new Settings(Settings.Feedback.CONCISE, language, Settings.Names.LIBC), Policy.TRUSTED, front);
        Wiring.wire(bench, front);
        front.follow(bench.session());
    }

    public Session session() {
        return bench.session();
    }

    /** Runs a line as if typed; returns what it showed. */
    public String type(String line) {
        bytes.reset();
        StepBuilder steps = new StepBuilder();
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
