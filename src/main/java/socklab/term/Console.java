package socklab.term;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;
import org.jline.utils.ShutdownHooks;
import org.jline.utils.Signals;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.shell.ScreenSize;
import socklab.shell.ScreenTap;
import socklab.shell.StateFolder;
import socklab.shell.Ticker;
import socklab.shell.UserInterface;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.Theme;
import socklab.view.Transcript;
import socklab.view.ladder.Drawing;

/**
 * The one writer to the terminal.
 *
 * <p>Output is written in order by a thread of its own: above the prompt while one is open, so that a half-typed line
 * stays as it was. Closing the console restores the terminal as it was found.
 */
public final class Console implements UserInterface, AutoCloseable {
    private static final int COLUMNS = 80;

    private final Terminal terminal;
    private final TerminalModes modes;
    private final LineEditor editor;
    private final ConsoleTheme theme;
    private final BottomLine bottom;
    private final ErrorLog errors;
    private final OutputQueue output;
    private final TerminalLoan loan;
    private boolean endedFromOutside;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private volatile Optional<Pager> pager = Optional.empty();
    private volatile Optional<TerminalRestorer> restorer = Optional.empty();
    private volatile Language language = Language.EN;
    private volatile boolean plain;
    private Optional<Messages> messages = Optional.empty();

    /** Takes over a terminal, with colours if it has them unless the user sets something else. */
    public Console(Terminal terminal, boolean coloured, StateFolder folder) {
        TerminalOpener.linesAsText();
        this.terminal = terminal;
        this.theme = new ConsoleTheme(ConsoleTheme.depth(terminal), coloured);
        this.errors = new ErrorLog(folder, this::say, () -> messages(language));
        this.output = new OutputQueue(errors::guard);
        this.modes = new TerminalModes(terminal);
        modes.setForLines();
        modes.clearEcho();
        this.editor = new LineEditor(terminal);
        this.bottom = new BottomLine(terminal, editor, theme);
        this.loan = new TerminalLoan(terminal, modes, editor, bottom, output, this::lent);
        editor.onError(errors::report);
        editor.onResize(bottom::shown, bottom::resized);
        editor.onClear(bottom::cleared);
        editor.onAnyResize(this::tellSize);
        handle(Signal.TSTP, _ -> {}); // a stopped console would leave the terminal in its modes
        handle(Signal.INT, _ -> interrupted.set(true));
        handle(Signal.CONT, _ -> modes.setForLines());
        terminal.handle(Signal.WINCH, _ -> errors.guard(this::resized));
    }

    private void resized() {
        tellSize();
        bottom.resized();
    }

    private void tellSize() {
        if (terminal instanceof ProcessTerminal process) {
            process.copy().resized(screenSize());
        }
    }

    /** Takes over the terminal that the program was started in. */
    public static Console open(boolean coloured, StateFolder folder) throws IOException {
        RestoreAtExit atExit = new RestoreAtExit();
        ShutdownHooks.add(atExit); // before the terminal's own, which closes it: they run in this order
        Console console = new Console(TerminalOpener.open(), coloured, folder);
        atExit.console = Optional.of(console);
        console.restorer = Optional.of(new TerminalRestorer(console.modes.found()))
                .filter(_ -> !TerminalOpener.dumb(console.terminal));
        return console;
    }

    /** Restores the terminal when the program is ended from outside. */
    private static final class RestoreAtExit implements ShutdownHooks.Task {
        private volatile Optional<Console> console = Optional.empty();

        @Override
        public void run() {
            Thread.setDefaultUncaughtExceptionHandler(
                    (_, _) -> {}); // threads that still write find the terminal closed
            console.ifPresent(Console::giveBack);
        }
    }

    /** Scrolls what is bigger than the screen; while a line is being typed, it is printed above the line. */
    @Override
    public void show(Drawing drawing, Job job) {
        if (TerminalOpener.dumb(terminal) || editor.isReading()) {
            UserInterface.super.show(drawing, job);
            return;
        }
        Pager scroll = new Pager(terminal, theme, drawing);
        if (!scroll.needed() || !loan.take(job)) {
            UserInterface.super.show(drawing, job);
            return;
        }
        loan.hold();
        pager = Optional.of(scroll);
        restorer.ifPresent(TerminalRestorer::otherScreen);
        SignalHandler formerStop = handle(Signal.TSTP, _ -> {});
        SignalHandler formerContinue = handle(Signal.CONT, _ -> errors.guard(scroll::resumed));
        try {
            scroll.run(job::cancelled);
        } finally {
            handle(Signal.TSTP, formerStop);
            handle(Signal.CONT, formerContinue);
            modes.setForLines();
            restorer.ifPresent(TerminalRestorer::ownScreen);
            pager = Optional.empty();
            loan.release();
            loan.giveUp();
        }
    }

    /** The recording begins on a clear screen: what is on the real one stands where a player has nothing. */
    @Override
    public Optional<ScreenTap.Connection> tap(ScreenTap tap) {
        if (!(terminal instanceof ProcessTerminal process)) {
            return Optional.empty();
        }
        loan.hold();
        try {
            process.copy().tap(tap);
            terminal.puts(InfoCmp.Capability.clear_screen);
            terminal.flush();
        } finally {
            loan.release();
        }
        return Optional.of(
                new ScreenTap.Connection(screenSize(), () -> process.copy().untap(tap)));
    }

    private ScreenSize screenSize() {
        return new ScreenSize(columns(), terminal.getSize().getRows());
    }

    @Override
    public void type(Typing line, Duration pause, Job job) {
        if (terminal instanceof ProcessTerminal process) {
            drained();
            process.copy().step(line.text());
        }
        UserInterface.super.type(line, pause, job);
    }

    /** Scrolls what is longer than the screen; where there shall be text alone it is printed. */
    @Override
    public void page(List<OutputLine> lines, Job job) {
        boolean fits = lines.stream().flatMap(l -> l.fitting(columns())).count() < terminal.getRows() - 1;
        if (fits || plain || editor.isReading()) {
            say(lines);
        } else {
            show(new TextPage(lines, messages(language)), job);
        }
    }

    /** Starts the process that restores the terminal even if this process is killed. */
    void guard() {
        restorer.ifPresent(r -> Thread.ofPlatform().daemon().name("restorer").start(r::start));
    }

    /** Ctrl-Z stops the other program and this one together, as the shell expects of one job. */
    private void lent(TerminalLoan.Use use) throws IOException {
        SignalHandler formerStop = handle(Signal.TSTP, _ -> errors.guard(ProcessStop::stopSelf));
        SignalHandler formerContinue = handle(Signal.CONT, _ -> {});
        try {
            use.run();
        } finally {
            handle(Signal.TSTP, formerStop);
            handle(Signal.CONT, formerContinue);
        }
    }

    /** Sets what a signal does; returns what it did before. A dumb terminal of JLine's delivers none by itself. */
    SignalHandler handle(Signal signal, SignalHandler handler) {
        if (TerminalOpener.dumb(terminal)) {
            Signals.register(signal.name(), () -> handler.handle(signal));
        }
        return terminal.handle(signal, handler);
    }

    /** Takes in a Ctrl-C that came after Enter and before the line began to run. */
    void interrupt() {
        interrupted.set(true);
    }

    /** Whether Ctrl-C came since this was asked last. */
    boolean takeInterrupt() {
        return interrupted.getAndSet(false);
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

    /** Lends the terminal to other programs. */
    TerminalLoan loan() {
        return loan;
    }

    BottomLine bottom() {
        return bottom;
    }

    ErrorLog errors() {
        return errors;
    }

    /** Shows every event of a session as it happens. */
    @Override
    public void follow(Session session) {
        language = session.settings().language();
        plain = session.settings().look().plain();
        session.journal().listen(event -> {
            Settings settings = session.settings();
            language = settings.language();
            plain = settings.look().plain();
            if (Transcript.tells(settings, event)) { // a /repeat would wait for the writer in every turn
                output.put(() -> write(new Transcript(settings, in(settings), session.journal()::events).said(event)));
            }
        });
    }

    /** The texts of the language set. */
    Messages in(Settings settings) {
        return messages(settings.language());
    }

    private synchronized Messages messages(Language wanted) {
        if (messages.filter(m -> m.language() == wanted).isEmpty()) {
            messages = Optional.of(Messages.in(wanted));
        }
        return messages.get();
    }

    @Override
    public void say(List<OutputLine> lines) {
        output.put(() -> write(lines));
    }

    /** Shows a line as if it had been typed at a prompt. */
    void echo(AttributedString line) {
        output.put(() -> editor.printAbove(line));
    }

    @Override
    public Optional<String> ask(String prompt) {
        drained();
        return editor.isReading() ? Optional.empty() : editor.answer(Escape.printable(prompt));
    }

    /** The bottom line shows what changes. */
    @Override
    public Optional<String> ask(String prompt, Supplier<String> meanwhile) {
        try (Ticker _ = new Ticker(meanwhile, bottom::asked)) {
            return ask(prompt);
        } finally {
            bottom.asked("");
        }
    }

    @Override
    public int columns() {
        return terminal.getSize().getColumns() > 0 ? terminal.getSize().getColumns() : COLUMNS;
    }

    @Override
    public int room() {
        return columns();
    }

    /** Waits until all output so far is on the screen. */
    public void drained() {
        output.drained();
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

    /** Escapes once more: nothing else stands between this and the terminal. */
    private String styled(OutputLine line) {
        return theme.ansi(Escape.printable(line.text()), Theme.Meaning.of(line.kind()));
    }

    /** Restores the terminal because the program is ended from outside; what wants to write to it from now on fails. */
    public void giveBack() {
        synchronized (this) {
            endedFromOutside |= !output.closed(); // before any thread finds the terminal closed
        }
        restore();
    }

    /** Whether the program is ended from outside: a failure then has no other cause. */
    public synchronized boolean givenBack() {
        return endedFromOutside;
    }

    /** Restores the terminal once, on whichever thread ends the program. */
    private void restore() {
        synchronized (this) {
            if (output.closed()) {
                return;
            }
            pager.ifPresent(Pager::leave);
            output.close();
        }
        bottom.clear();
        if (editor.isReading()) {
            terminal.writer().print(LineEditor.BRACKETED_PASTE_OFF + "\n");
        }
        modes.restore();
        terminal.flush();
        restorer.ifPresent(TerminalRestorer::dismiss);
    }

    @Override
    public void close() {
        drained();
        restore();
        if (givenBack()) {
            return; // the shutdown closes the terminal too
        }
        try {
            terminal.close();
        } catch (IOException e) {
            // the terminal is gone: there is nothing to restore
        }
    }
}
