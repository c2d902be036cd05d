package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.lab.PastedLabChecker;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.shell.Shell;
import socklab.shell.StateFolder;
import socklab.text.Language;
import socklab.text.Messages;

/** A console on a screen in memory, with somebody to type. */
final class TestConsole implements AutoCloseable {
    private static final long CAP_SECONDS = Integer.getInteger("cap", 30);
    static final char CTRL_C = 3;
    static final char CTRL_D = 4;
    static final char CTRL_Z = 26;

    final ScreenTerminal.VirtualTerminal virtual;
    final Console console;
    final Shell shell;
    private final Thread reader;

    TestConsole(Path state, int columns, int rows, Language language) throws IOException {
        virtual = ScreenTerminal.withTerminal("desk", "xterm-256color", columns, rows);
        console = new Console(virtual.terminal(), true, new StateFolder(ReturningUser.state(state)));
        Settings settings = new Settings(Settings.Feedback.NORMAL, language, Settings.Names.LIBC);
        shell = new Shell(new LibcKernel(), settings, SandboxPolicy.TRUSTED, console);
        ShellAssembly.wire(shell, console);
        console.follow(shell.session());
        PastedLabChecker compare = new PastedLabChecker(
                console, () -> Messages.in(shell.session().settings().language()));
        Repl repl = new Repl(console, shell, compare, new StateFolder(state));
        reader = Thread.ofPlatform().daemon().name("desk").start(() -> repl.run(() -> {}));
        sees("socklab>");
    }

    TestConsole(Path state) throws IOException {
        this(state, 120, 30, Language.EN);
    }

    /** What is on the screen, blanks at the ends of lines and empty lines left out. */
    String screen() {
        return virtual.screen()
                .toString()
                .lines()
                .map(String::stripTrailing)
                .filter(l -> !l.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** The lowest line that is not empty, the bottom line aside. */
    String lastLine() {
        java.util.List<String> rows = virtual.screen()
                .toString()
                .lines()
                .map(String::stripTrailing)
                .filter(l -> !l.isEmpty())
                .toList();
        int below = console.bottom().shown() ? 1 : 0;
        return rows.size() <= below ? "" : rows.get(rows.size() - 1 - below);
    }

    TestConsole keys(String keys) {
        write(keys);
        return this;
    }

    private void write(String keys) {
        try {
            virtual.terminal().processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Types a line and waits for the next prompt. */
    TestConsole line(String line) {
        long before = ran();
        write(line + "\r");
        until(() -> ran() > before && console.editor().isReading(), line);
        return this;
    }

    /** How many lines were run: counted in the journal, because a screen scrolls. */
    private long ran() {
        return shell.session().journal().events().stream()
                .filter(e -> e.lineTyped().isPresent())
                .count();
    }

    TestConsole sees(String text) {
        until(() -> screen().contains(text), text);
        return this;
    }

    TestConsole ends(String text) {
        until(() -> lastLine().endsWith(text), text);
        return this;
    }

    TestConsole until(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waiting for: " + what + "\n" + screen())
                    .isLessThan(end);
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return this;
    }

    void resize(int columns, int rows) {
        virtual.screen().setSize(Size.of(columns, rows));
        virtual.terminal().setSize(Size.of(columns, rows));
        virtual.terminal().raise(org.jline.terminal.Terminal.Signal.WINCH);
    }

    /** Waits until the console was left. */
    boolean left() {
        try {
            reader.join(TimeUnit.SECONDS.toMillis(CAP_SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return !reader.isAlive();
    }

    @Override
    public void close() {
        until(
                () -> {
                    write(reader.isAlive() ? CTRL_C + "" : "");
                    return !reader.isAlive() || console.editor().isReading();
                },
                "a prompt");
        if (reader.isAlive()) {
            write("/exit\r");
        }
        assertThat(left()).as("the reader ends").isTrue();
        shell.close();
        console.close();
    }
}
