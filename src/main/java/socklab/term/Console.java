package socklab.term;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;
import org.jline.utils.Signals;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.shell.UserInterface;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.Theme;
import socklab.view.Transcript;
import socklab.view.ladder.Drawing;

/**
 * The one writer to the terminal.
 *
 * <p>What is said is written in order by a thread of its own: above the prompt while one is open, which leaves
 * a half-typed line as it was. Closing it gives the terminal back as it was found.
 */
public final class Console implements UserInterface, AutoCloseable {
    private static final int COLUMNS = 80;

    private final Terminal terminal;
    private final Attributes original;
    private final LineEditor editor;
    private final ConsoleTheme theme;
    private final BottomLine bottom;
    private final Thread writer;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean held;
    private boolean closed;
    private boolean givenBack;
    private volatile Optional<Pager> pager = Optional.empty();
    private volatile Optional<TerminalRestorer> guardian = Optional.empty();
    private Optional<Messages> messages = Optional.empty();

    /** Takes over a terminal, to write to it in colours, if it has them, or without unless something else is set. */
    public Console(Terminal terminal, boolean coloured) {
        TerminalOpener.linesAsText();
        this.terminal = terminal;
        this.theme = new ConsoleTheme(ConsoleTheme.depth(terminal), coloured);
        this.original = quiet(terminal);
        this.editor = new LineEditor(terminal);
        this.bottom = new BottomLine(terminal, editor, theme);
        editor.onResize(bottom::shown, bottom::resized);
        handle(Signal.TSTP, _ -> {}); // a stopped shell would leave the terminal in its own mode
        handle(Signal.INT, _ -> {});
        terminal.handle(Signal.WINCH, _ -> bottom.resized());
        writer = Thread.ofPlatform().daemon().name("console").start(this::write);
    }

    /** Takes over the terminal that the program was started in. */
    public static Console open(boolean coloured) throws IOException {
        Ending ending = new Ending();
        ShutdownHooks.add(ending); // before the terminal's own, which closes it: they run in this order
        Console console = new Console(TerminalOpener.open(), coloured);
        ending.console = Optional.of(console);
        console.guardian =
                Optional.of(new TerminalRestorer(console.original)).filter(_ -> !TerminalOpener.dumb(console.terminal));
        return console;
    }

    /** Gives the terminal back when the program is ended from outside. */
    private static final class Ending implements ShutdownHooks.Task {
        private volatile Optional<Console> console = Optional.empty();

        @Override
        public void run() {
            Thread.setDefaultUncaughtExceptionHandler(
                    (_, _) -> {}); // who was writing finds the terminal closed, and has nobody to tell
            console.ifPresent(Console::giveBack);
        }
    }

    /**
     * What is typed while a line runs shall not be echoed into its output, and stay as it is until somebody reads it:
     * a terminal that edits lines of its own makes nothing of Ctrl-D. Ctrl-\ is not for the virtual machine.
     */
    private static Attributes quiet(Terminal terminal) {
        Attributes before = terminal.getAttributes();
        setQuiet(terminal, before);
        if (!TerminalOpener.dumb(terminal)) {
            terminal.puts(Capability.carriage_return); // what was typed ahead was echoed: the prompt will show it
            terminal.puts(Capability.clr_eol);
        }
        return before;
    }

    private static void setQuiet(Terminal terminal, Attributes before) {
        Attributes ours = new Attributes(before);
        ours.setLocalFlag(Attributes.LocalFlag.ECHO, false);
        if (!TerminalOpener.dumb(terminal)) {
            ours.setLocalFlag(Attributes.LocalFlag.ICANON, false);
            ours.setControlChar(Attributes.ControlChar.VMIN, 1);
            ours.setControlChar(Attributes.ControlChar.VTIME, 0);
        }
        ours.setControlChar(Attributes.ControlChar.VQUIT, 0);
        terminal.setAttributes(ours);
    }

    /** Something that needs the terminal as it was found. */
    interface Guest {
        void run() throws IOException;
    }

    /** Lends the terminal to another program; what is said meanwhile waits. */
    void lend(Guest guest) throws IOException {
        hold();
        terminal.setAttributes(original);
        try {
            guest.run();
        } finally {
            setQuiet(terminal, original);
            release();
        }
    }

    private void hold() {
        drained();
        synchronized (this) {
            held = true;
        }
        editor.exclusively(bottom::clear);
    }

    private void release() {
        bottom.restore();
        synchronized (this) {
            held = false;
            notifyAll();
        }
    }

    /** Scrolls what is bigger than the screen; while somebody types a line, it is printed above. */
    @Override
    public void show(Drawing drawing, Job job) {
        if (TerminalOpener.dumb(terminal) || editor.isReading()) {
            UserInterface.super.show(drawing, job);
            return;
        }
        Pager scroll = new Pager(terminal, theme, drawing);
        if (!scroll.needed()) {
            UserInterface.super.show(drawing, job);
            return;
        }
        hold();
        pager = Optional.of(scroll);
        guardian.ifPresent(TerminalRestorer::otherScreen);
        try {
            scroll.run(job::cancelled);
        } finally {
            guardian.ifPresent(TerminalRestorer::ownScreen);
            pager = Optional.empty();
            release();
        }
    }

    /** Has the terminal given back even if this process is killed. */
    void guard() {
        guardian.ifPresent(g -> Thread.ofPlatform().daemon().name("guardian").start(g::start));
    }

    /** From now on a signal does that; returns what it did before. A dumb terminal of JLine's hears of none by itself. */
    SignalHandler handle(Signal signal, SignalHandler handler) {
        if (TerminalOpener.dumb(terminal)) {
            Signals.register(signal.name(), () -> handler.handle(signal));
        }
        return terminal.handle(signal, handler);
    }

    Terminal terminal() {
        return terminal;
    }

    LineEditor editor() {
        return editor;
    }

    ConsoleTheme theme() {
        return theme;
    }

    BottomLine bottom() {
        return bottom;
    }

    /** Tells of every event of a session as it happens. */
    @Override
    public void follow(Session session) {
        session.journal().listen(event -> {
            Settings settings = session.settings();
            if (Transcript.tells(
                    settings,
                    event)) { // or else not even the writer is woken: a /repeat would wait for it in every turn
                put(() -> write(new Transcript(settings, in(settings), session.journal()::events).said(event)));
            }
        });
    }

    /** The words of the language set. */
    synchronized Messages in(Settings settings) {
        if (messages.filter(m -> m.language() == settings.language()).isEmpty()) {
            messages = Optional.of(Messages.in(settings.language()));
        }
        return messages.get();
    }

    @Override
    public void say(List<OutputLine> lines) {
        put(() -> write(lines));
    }

    /** Shows a line as if it had been typed at a prompt. */
    void echo(AttributedString line) {
        put(() -> editor.printAbove(line));
    }

    @Override
    public Optional<String> ask(String prompt) {
        drained();
        return editor.isReading() ? Optional.empty() : editor.answer(Escape.printable(prompt));
    }

    @Override
    public int columns() {
        return terminal.getSize().getColumns() > 0 ? terminal.getSize().getColumns() : COLUMNS;
    }

    @Override
    public int room() {
        return columns();
    }

    private synchronized void put(Runnable output) {
        waiting.addLast(output);
        notifyAll();
    }

    private void write() {
        for (Optional<Runnable> next = take(); next.isPresent(); next = take()) {
            next.get().run();
        }
    }

    private synchronized Optional<Runnable> take() {
        writing = false;
        notifyAll();
        while ((waiting.isEmpty() || held) && !closed) {
            await();
        }
        writing = !waiting.isEmpty();
        return Optional.ofNullable(waiting.pollFirst());
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            // Ctrl-C interrupts the thread that reads; here there is nothing to give up
        }
    }

    /** Waits until all that was said is on the screen. */
    public synchronized void drained() {
        while ((writing || !waiting.isEmpty()) && writer.isAlive() && Thread.currentThread() != writer) {
            await();
        }
    }

    private void write(List<OutputLine> lines) {
        if (!lines.isEmpty()) {
            editor.printAbove(lines.stream()
                            .flatMap(l -> l.fitting(columns()))
                            .map(this::styled)
                            .collect(Collectors.joining("\n"))
                    + "\n");
        }
    }

    /** Escaped once more, though whoever says something has done so: this is the last door before the terminal. */
    private String styled(OutputLine said) {
        return theme.ansi(Escape.printable(said.text()), Theme.Meaning.of(said.kind()));
    }

    /** Gives the terminal back because the program is ended from outside; what wants to write to it from now on fails. */
    public void giveBack() {
        synchronized (this) {
            givenBack |= !closed; // before anybody finds the terminal closed
        }
        restore();
    }

    /** Whether it was given back so: whoever closes it is left nothing to do, and a failure has no other cause. */
    public synchronized boolean givenBack() {
        return givenBack;
    }

    /** Gives the terminal back once, from whichever thread ends the program. */
    private void restore() {
        synchronized (this) {
            if (closed) {
                return;
            }
            pager.ifPresent(Pager::leave);
            closed = true;
            notifyAll();
        }
        bottom.clear();
        if (editor.isReading()) { // ended from outside
            terminal.writer().print(LineEditor.BRACKETED_PASTE_OFF + "\n");
        }
        terminal.setAttributes(original);
        terminal.flush();
        guardian.ifPresent(TerminalRestorer::dismiss);
    }

    @Override
    public void close() {
        drained();
        restore();
        if (givenBack()) {
            return; // whoever ends the program closes the terminal too
        }
        try {
            terminal.close();
        } catch (IOException e) {
            // the terminal is gone already: nothing to give back
        }
    }
}
