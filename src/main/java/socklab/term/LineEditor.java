package socklab.term;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.completer.ArgumentCompleter;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Status;
import socklab.text.DisplayWidth;
import socklab.view.Escape;

/**
 * JLine's line editor, with what is done otherwise here: lines are taken as typed, only the user's lines go
 * into the history, and what was pasted in several lines is run, and then shown, line by line.
 */
final class LineEditor extends LineReaderImpl {
    private static final String CTRL_C = "\u0003";

    /** A bound only: what is read has come already. */
    private static final long READ_MILLIS = 500;
    /** A character that comes this soon after another was pasted, or typed ahead. */
    private static final long NEXT_CHARACTER_MILLIS = 1;

    private static final int MOST_AT_ONCE = 4096;
    private static final int DELETE = 0x7f;

    private volatile boolean suspended;
    private Consumer<Throwable> onError = _ -> {};
    private boolean answering;
    private Supplier<AttributedString> below = () -> AttributedString.EMPTY;
    private String belowLine = "";
    private int belowCursor;
    private BooleanSupplier resizeConcerns = () -> false;
    private Runnable resize = () -> {};
    private Runnable anyResize = () -> {};
    private Runnable whenShown = () -> {};
    private Runnable whenCleared = () -> {};
    /** What stood before the cursor when the line was drawn last. */
    private String drawn = "";

    LineEditor(Terminal terminal) {
        super(terminal, "socklab", new HashMap<>());
        setParser((line, cursor, _) -> new ArgumentCompleter.ArgumentLine(line, cursor)); // lines are taken as typed
        setVariable(SECONDARY_PROMPT_PATTERN, "");
        setVariable(FEATURES_MAX_BUFFER_SIZE, 100_000);
        option(Option.DISABLE_EVENT_EXPANSION, true);
        option(Option.HISTORY_IGNORE_DUPS, true);
        option(Option.BRACKETED_PASTE, !TerminalOpener.dumb(terminal));
        option(Option.INSERT_TAB, false);
        option(Option.HISTORY_IGNORE_SPACE, false);
        option(Option.HISTORY_REDUCE_BLANKS, false);
        if (!TerminalOpener.dumb(terminal)) {
            bindKeys();
        }
    }

    private void bindKeys() {
        ControlSequences sequences = new ControlSequences(bindingReader);
        getKeyMaps().put(MAIN, EditorKeys.map());
        getWidgets().put(EditorKeys.IGNORE, () -> true);
        getWidgets().put(SELF_INSERT, this::insertTyped);
        getWidgets().put(EditorKeys.CSI, () -> {
            sequences.csi().ifPresent(this::apply);
            return true;
        });
        getWidgets().put(EditorKeys.SS3, () -> {
            sequences.ss3().ifPresent(key -> {
                putString(key.text());
                if (key.text().isEmpty()) {
                    apply(key.widget());
                }
            });
            return true;
        });
        getWidgets().put(EditorKeys.STRING, () -> {
            sequences.string();
            return true;
        });
    }

    private void apply(String widget) {
        getWidgets().get(widget).apply();
    }

    /** Inserts a character, and those that have arrived after it: a line is drawn once for all of them. */
    private boolean insertTyped() {
        StringBuilder typed = new StringBuilder(getLastBinding());
        while (typed.length() < MOST_AT_ONCE && bindingReader.peekCharacter(NEXT_CHARACTER_MILLIS) >= ' ') {
            int c = bindingReader.readCharacter();
            if (c == DELETE) {
                runMacro(Character.toString(c));
                break;
            }
            typed.appendCodePoint(c);
        }
        putString(typed.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
        return true;
    }

    /** Says what takes in an exception of a key; the line is read on. */
    void onError(Consumer<Throwable> action) {
        onError = action;
    }

    @Override
    protected Widget getWidget(Object binding) {
        Widget widget = super.getWidget(binding);
        return () -> {
            try {
                return widget.apply();
            } catch (UserInterruptException | EndOfFileException e) {
                throw e; // these end the line
            } catch (RuntimeException | StackOverflowError e) {
                onError.accept(e);
                return true;
            }
        };
    }

    /** Shows something below the line until the line changes. */
    void below(Supplier<AttributedString> text) {
        belowLine = buf.toString();
        belowCursor = buf.cursor();
        below = text;
        post = text;
    }

    /** Whether something is still shown below the line. */
    boolean hasBelow() {
        return post != null && post == below && belowCursor == buf.cursor() && belowLine.equals(buf.toString());
    }

    /** Takes what is below the line off the screen. */
    void clearBelow() {
        post = null;
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
        if (post != null && post == below && !hasBelow()) {
            clearBelow();
        }
        return super.getDisplayedBufferWithPrompts(secondaryPrompts);
    }

    /** How many rows there are for something below the line, as long as it is. */
    int rowsBelow() {
        int line = promptColumns() + new AttributedString(buf.toString()).columnLength(terminal);
        int status = Optional.ofNullable(Status.getStatus(terminal, false))
                .map(Status::size)
                .orElse(0);
        return Math.max(1, size.getRows() - status - 1 - line / columns());
    }

    /**
     * How many rows of the line that is typed stand above the cursor, at least; none while no line is typed. A terminal
     * that has got wider may have joined rows: what stands above the line must not be taken for a part of it.
     */
    int rowsAboveCursor() {
        if (!reading) {
            return 0;
        }
        int columns = Math.max(columns(), terminal.getSize().getColumns());
        String[] lines = drawn.split("\n", -1);
        int rows = lines.length - 1 + (promptColumns() + DisplayWidth.of(lines[0])) / columns;
        for (int i = 1; i < lines.length; i++) {
            rows += DisplayWidth.of(lines[i]) / columns;
        }
        return rows;
    }

    /** How many columns there are. */
    int columns() {
        return Math.max(1, size.getColumns());
    }

    /** How many columns the prompt takes. */
    int promptColumns() {
        return prompt.columnLength(terminal);
    }

    /** What reading came to. */
    sealed interface Read {
        /** A line, or several that were pasted; {@code interrupted} if Ctrl-C came after Enter. */
        record Lines(List<String> lines, boolean interrupted) implements Read {}

        /** Ctrl-C. */
        record Interrupted() implements Read {}

        /** Ctrl-D, or the terminal is gone. */
        record End() implements Read {}
    }

    /** Reads what the user types at a prompt. */
    Read read(AttributedString prompt) {
        int interrupts = interrupts();
        try {
            String text = readLine(prompt.toAnsi(terminal).replace("%", "%%"));
            // a Ctrl-C that did not end the reading came after Enter; the thread's own flag may have been taken by
            // whatever waited meanwhile
            boolean interrupted = Thread.interrupted() | interrupts() != interrupts;
            return new Read.Lines(text.lines().toList(), interrupted);
        } catch (UserInterruptException e) {
            return new Read.Interrupted();
        } catch (EndOfFileException e) {
            return new Read.End();
        } finally {
            Thread.interrupted(); // JLine's way to deliver Ctrl-C: nothing else here waits for an interruption
        }
    }

    /**
     * Whether Ctrl-C was typed so soon after Enter that the terminal still gave it as a character: no signal comes, and
     * JLine raises one only when it reads it. What else was typed ahead is typed at the next prompt. For the thread
     * that reads lines, while it does not.
     */
    boolean interruptTypedAhead() {
        StringBuilder ahead = new StringBuilder();
        try {
            while (terminal instanceof ProcessTerminal process && process.typedAhead()) {
                int typed = terminal.reader().read(READ_MILLIS);
                if (typed < 0) {
                    break; // the end of the input, or a part of a character: the next read takes it
                }
                ahead.append((char) typed);
            }
        } catch (IOException e) {
            return false; // the terminal is gone: the next read says so
        }
        int interrupt = ahead.lastIndexOf(CTRL_C);
        runMacro(ahead.substring(interrupt + 1));
        return interrupt >= 0;
    }

    private int interrupts() {
        return terminal instanceof ProcessTerminal process ? process.interrupts() : 0;
    }

    /** Reads an answer: no colours, no completion; none if the user would rather not. */
    Optional<String> answer(String prompt) {
        answering = true;
        try {
            return Optional.of(readLine(prompt.replace("%", "%%")));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        } finally {
            answering = false;
        }
    }

    /** Does something once, when the first prompt is on the screen: whatever is not needed until somebody types. */
    void whenShown(Runnable action) {
        whenShown = action;
    }

    @Override
    public Binding readBinding(KeyMap<Binding> keys, KeyMap<Binding> local) {
        Runnable now = whenShown;
        whenShown = () -> {};
        now.run();
        return super.readBinding(keys, local);
    }

    /** Whether it reads an answer rather than a line to run. */
    boolean answering() {
        return answering;
    }

    /** Whether what is typed has been accepted or given up. */
    boolean finishing() {
        return state != State.NORMAL;
    }

    /** Does something while nobody else writes to the terminal. */
    void exclusively(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Says what to do when the screen has another size while something is below the line. */
    void onResize(BooleanSupplier concerned, Runnable redraw) {
        resizeConcerns = concerned;
        resize = redraw;
    }

    /** Says what to do when the screen has been cleared. */
    void onClear(Runnable action) {
        whenCleared = action;
    }

    /** Says what to do first when the screen has another size. */
    void onAnyResize(Runnable action) {
        anyResize = action;
    }

    /** Another program has the terminal from now on. */
    void suspend() {
        suspended = true;
        terminal.puts(Capability.keypad_local);
        terminal.writer().write(BRACKETED_PASTE_OFF + "\r\n");
    }

    /** The terminal is the editor's again: the line is drawn on a new row. */
    void resume() {
        suspended = false;
        size = terminal.getBufferSize();
        display.resize(size);
        terminal.puts(Capability.keypad_xmit);
        terminal.writer().write(BRACKETED_PASTE_ON);
        redrawLine();
    }

    @Override
    protected synchronized void handleSignal(Terminal.Signal signal) {
        if (suspended) {
            return;
        }
        if (signal == Terminal.Signal.CONT) {
            exclusively(() -> {
                if (reading) { // else the line has ended meanwhile, and raw mode would stay while it runs
                    super.handleSignal(signal);
                }
            });
            return;
        }
        if (signal == Terminal.Signal.WINCH) {
            anyResize.run();
        }
        if (signal != Terminal.Signal.WINCH || !resizeConcerns.getAsBoolean()) {
            super.handleSignal(signal);
            return;
        }
        exclusively(() -> {
            if (knowsSize()) {
                resize.run();
            } else {
                takeSize();
                redisplay();
            }
        });
    }

    /** Whether the line was drawn by the size that the screen has now. */
    boolean knowsSize() {
        return terminal.getBufferSize().equals(size);
    }

    /** Takes in the size that the screen has now, and forgets where on it the line was drawn. */
    private void takeSize() {
        resize.run();
        size = terminal.getBufferSize();
        display = new Display(terminal, false);
        display.resize(size);
        display.setDelayLineWrap(isSet(Option.DELAY_LINE_WRAP));
    }

    /** A key may come before the signal that tells of another size: the line must not be drawn by the old one. */
    @Override
    protected void redisplay(boolean flush) {
        exclusively(() -> {
            if (reading && !suspended && resizeConcerns.getAsBoolean() && !knowsSize()) {
                takeSize();
            }
            super.redisplay(flush);
            drawn = buf.upToCursor();
        });
    }

    /** What a clipboard holds is not always what was seen when it was filled: what is not printable is written out. */
    @Override
    public boolean beginPaste() {
        String pasted =
                doReadStringUntil(BRACKETED_PASTE_END).replace("\r\n", "\n").replace('\r', '\n');
        regionActive = RegionType.PASTE;
        regionMark = getBuffer().cursor();
        getBuffer().write(Escape.printable(pasted));
        return true;
    }

    @Override
    public boolean clearScreen() {
        boolean cleared = super.clearScreen();
        whenCleared.run();
        return cleared;
    }

    /** Leaves the history alone: what goes into it is decided by whoever reads. */
    @Override
    protected String finish(String line) {
        return line;
    }

    /** Pasted lines vanish from the prompt: each is shown again where it runs. */
    @Override
    protected void cleanup() {
        option(Option.ERASE_LINE_ON_FINISH, buf.toString().indexOf('\n') >= 0 && !answering);
        super.cleanup();
    }
}
