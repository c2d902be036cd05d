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

/**
 * Ctrl-R: earlier lines that contain what is typed, the newest first; Ctrl-S: the oldest first. Either key again goes
 * one line further its way.
 */
final class HistorySearch {
    private final LineEditor editor;
    private final Supplier<Messages> messages;
    private final StringBuilder sought = new StringBuilder();
    private List<String> found = List.of();
    private int at;
    private Direction direction = Direction.OLDER;
    private boolean cancelled;

    HistorySearch(LineEditor editor, Supplier<Messages> messages) {
        this.editor = editor;
        this.messages = messages;
    }

    /** Which way a key goes through the lines found. */
    enum Direction {
        OLDER,
        NEWER
    }

    /** Searches until a key does something else: that key then acts on the line found. */
    boolean run(Direction first) {
        Buffer before = editor.getBuffer().copy();
        sought.setLength(0);
        direction = first;
        find();
        try {
            while (true) {
                show(before);
                if (!(editor.readBinding(editor.getKeys()) instanceof Reference key) || !take(key.name())) {
                    return true;
                }
                if (cancelled) {
                    editor.getBuffer().copyFrom(before);
                    return true;
                }
            }
        } catch (IOError interrupted) { // Ctrl-C
            editor.getBuffer().copyFrom(before);
            return true;
        } finally {
            cancelled = false;
            editor.clearBelow();
        }
    }

    /** Takes in a key; returns whether the search goes on. */
    private boolean take(String key) {
        switch (key) {
            case LineReader.HISTORY_INCREMENTAL_SEARCH_BACKWARD -> move(Direction.OLDER);
            case LineReader.HISTORY_INCREMENTAL_SEARCH_FORWARD -> move(Direction.NEWER);
            case LineReader.SELF_INSERT -> {
                sought.append(editor.getLastBinding());
                find();
            }
            case LineReader.BACKWARD_DELETE_CHAR -> {
                sought.setLength(sought.isEmpty() ? 0 : sought.offsetByCodePoints(sought.length(), -1));
                find();
            }
            case LineReader.SEND_BREAK -> cancelled = true;
            case EditorKeys.IGNORE, EditorKeys.STRING -> {}
            default -> {
                editor.getBuffer().cursor(editor.getBuffer().length());
                editor.getWidget(new Reference(key)).apply();
                return false;
            }
        }
        return true;
    }

    private void move(Direction next) {
        direction = next;
        int last = Math.max(0, found.size() - 1);
        at = Math.clamp(next == Direction.OLDER ? at + 1 : at - 1, 0, last);
    }

    /** Upper case counts only if some was typed. */
    private void find() {
        String text = sought.toString();
        boolean exact = !text.equals(text.toLowerCase(Locale.ROOT));
        Set<String> lines = new LinkedHashSet<>();
        for (History.Entry entry : (Iterable<History.Entry>) editor.getHistory()::reverseIterator) {
            if ((exact ? entry.line() : entry.line().toLowerCase(Locale.ROOT)).contains(text)) {
                lines.add(entry.line());
            }
        }
        found = text.isEmpty() ? List.of() : new ArrayList<>(lines);
        at = direction == Direction.OLDER ? 0 : Math.max(0, found.size() - 1);
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
