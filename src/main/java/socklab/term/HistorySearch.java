package socklab.term;

import java.io.IOError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Buffer;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.utils.AttributedString;
import socklab.text.DisplayWidth;
import socklab.text.Messages;

/** Ctrl-R: earlier lines that hold what is typed, the newest first; Ctrl-R again goes back further. */
final class HistorySearch {
    private final LineEditor editor;
    private final Supplier<Messages> messages;
    private final StringBuilder sought = new StringBuilder();
    private List<String> found = List.of();
    private int at;

    HistorySearch(LineEditor editor, Supplier<Messages> messages) {
        this.editor = editor;
        this.messages = messages;
    }

    /** Searches until a key does something else: that key then acts on the line found. */
    boolean run() {
        Buffer before = editor.getBuffer().copy();
        sought.setLength(0);
        look();
        try {
            while (true) {
                show(before);
                switch (editor.readBinding(editor.getKeys())) {
                    case Reference r
                    when r.name().equals(LineReader.HISTORY_INCREMENTAL_SEARCH_BACKWARD) ->
                        at = Math.min(at + 1, Math.max(0, found.size() - 1));
                    case Reference r
                    when r.name().equals(LineReader.HISTORY_INCREMENTAL_SEARCH_FORWARD) -> at = Math.max(0, at - 1);
                    case Reference r
                    when r.name().equals(LineReader.SELF_INSERT) -> {
                        sought.append(editor.getLastBinding());
                        look();
                    }
                    case Reference r
                    when r.name().equals(LineReader.BACKWARD_DELETE_CHAR) -> {
                        sought.setLength(sought.isEmpty() ? 0 : sought.offsetByCodePoints(sought.length(), -1));
                        look();
                    }
                    case Reference r
                    when r.name().equals(LineReader.SEND_BREAK) -> {
                        editor.getBuffer().copyFrom(before);
                        return true;
                    }
                    case null, default -> {
                        editor.getBuffer().cursor(editor.getBuffer().length());
                        editor.again();
                        return true;
                    }
                }
            }
        } catch (IOError interrupted) { // Ctrl-C
            editor.getBuffer().copyFrom(before);
            return true;
        } finally {
            editor.clearBelow();
        }
    }

    /** Upper case counts only if some was typed. */
    private void look() {
        String text = sought.toString();
        boolean exact = !text.equals(text.toLowerCase(Locale.ROOT));
        Set<String> lines = new LinkedHashSet<>();
        for (History.Entry entry : (Iterable<History.Entry>) editor.getHistory()::reverseIterator) {
            if ((exact ? entry.line() : entry.line().toLowerCase(Locale.ROOT)).contains(text)) {
                lines.add(entry.line());
            }
        }
        found = text.isEmpty() ? List.of() : new ArrayList<>(lines);
        at = 0;
    }

    private void show(Buffer before) {
        if (found.isEmpty()) {
            editor.getBuffer().copyFrom(before);
        } else {
            editor.getBuffer().clear();
            editor.getBuffer().write(found.get(at));
        }
        String text = sought.isEmpty()
                ? messages.get().say("search.start")
                : found.isEmpty()
                        ? messages.get().say("search.none", sought)
                        : messages.get().say("search.found", sought, at + 1, found.size());
        editor.below(() -> new AttributedString(DisplayWidth.cut(text, editor.columns() - 1)));
        editor.redisplay();
    }
}
