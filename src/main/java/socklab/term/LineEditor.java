package socklab.term;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/**
 * JLine's line editor, with what is done otherwise here: lines are taken as typed, only the user's lines go
 * into the history, and what was pasted in several lines is run, and then shown, line by line.
 */
final class LineEditor extends LineReaderImpl {
    private static final int MOST_LISTED = 300;

    private boolean answering;
    private BooleanSupplier resizeConcerns = () -> false;
    private Runnable resize = () -> { };

    LineEditor(Terminal terminal) {
        super(terminal, "socklab", new HashMap<>());
        setParser((line, cursor, _) -> new Whole(line, cursor, cursor));
        setVariable(SECONDARY_PROMPT_PATTERN, "");
        setVariable(FEATURES_MAX_BUFFER_SIZE, 100_000);
        option(Option.DISABLE_EVENT_EXPANSION, true);
        option(Option.HISTORY_IGNORE_DUPS, true);
        option(Option.BRACKETED_PASTE, !Terminals.dumb(terminal));
        option(Option.INSERT_TAB, false);
    }

    /** A line of which one word counts: the one that is being completed. */
    private record Whole(String line, int start, int cursor) implements ParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(line);
        }
    }

    /** Has words completed: a candidate replaces what the completion says that it replaces. */
    void complete(Completion completion, BiFunction<String, Integer, List<Candidate>> candidates) {
        setParser((line, cursor, context) -> new Whole(line,
                context == org.jline.reader.Parser.ParseContext.COMPLETE ? completion.at(line, cursor).start() : cursor, cursor));
        setCompleter((_, line, found) -> found.addAll(answering ? List.of() : candidates.apply(line.line(), line.cursor())));
        option(Option.AUTO_MENU, false);
        option(Option.CASE_INSENSITIVE, true);
        setVariable(LIST_MAX, MOST_LISTED);
    }

    /** Takes the list of candidates off the screen. */
    void forgetList() {
        post = null;
    }

    /** How many columns the prompt takes. */
    int promptColumns() {
        return prompt.columnLength();
    }

    /** What reading came to. */
    sealed interface Read {
        /** A line, or several that were pasted. */
        record Lines(List<String> lines) implements Read {}

        /** Ctrl-C. */
        record Interrupted() implements Read {}

        /** Ctrl-D, or the terminal is gone. */
        record End() implements Read {}
    }

    /** Reads what the user types at a prompt. */
    Read read(AttributedString prompt) {
        try {
            return new Read.Lines(readLine(prompt.toAnsi(terminal).replace("%", "%%")).lines().toList());
        } catch (UserInterruptException e) {
            return new Read.Interrupted();
        } catch (EndOfFileException e) {
            return new Read.End();
        }
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

    @Override
    protected synchronized void handleSignal(Terminal.Signal signal) {
        if (signal != Terminal.Signal.WINCH || !resizeConcerns.getAsBoolean()) {
            super.handleSignal(signal);
            return;
        }
        exclusively(() -> {
            resize.run();
            size = terminal.getBufferSize();
            display = new Display(terminal, false);
            display.resize(size);
            display.setDelayLineWrap(isSet(Option.DELAY_LINE_WRAP));
            redisplay();
        });
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
