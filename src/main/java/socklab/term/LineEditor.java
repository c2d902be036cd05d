package socklab.term;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * JLine's line editor, with what is done otherwise here: lines are taken as typed, only the user's lines go
 * into the history, and what was pasted in several lines is run, and then shown, line by line.
 */
final class LineEditor extends LineReaderImpl {
    private boolean answering;

    LineEditor(Terminal terminal) {
        super(terminal, "socklab", new HashMap<>());
        setParser((line, cursor, _) -> new Whole(line, cursor));
        setVariable(SECONDARY_PROMPT_PATTERN, "");
        setVariable(FEATURES_MAX_BUFFER_SIZE, 100_000);
        option(Option.DISABLE_EVENT_EXPANSION, true);
        option(Option.HISTORY_IGNORE_DUPS, true);
        option(Option.BRACKETED_PASTE, !Terminals.dumb(terminal));
        option(Option.INSERT_TAB, false);
    }

    /** A line taken as one word. */
    private record Whole(String line, int cursor) implements ParsedLine {
        @Override
        public String word() {
            return line.substring(0, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor;
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
