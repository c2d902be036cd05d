package socklab.term;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.Theme;
import socklab.view.ladder.Drawing;
import socklab.view.ladder.ScrollView;

/**
 * A picture scrolled in window, on the terminal's other screen, which costs nothing of what scrolls away.
 *
 * <p>Drawn by the thread that reads the keys, and by whichever brings a signal: one at a time.
 */
final class Pager {
    private static final long LOOK_MILLIS = 100;
    /** How long what follows an Esc may take to come: the beginning of a key's sequence is no Esc. */
    private static final long ESCAPE_MILLIS = 150;

    private final Terminal terminal;
    private final ConsoleTheme theme;
    private final Drawing drawing;
    private final Messages messages;
    private Window window;
    private final List<String> drawn = new ArrayList<>();
    private boolean open;

    /** A key's meaning. */
    private enum Key {
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        FIRST,
        LAST,
        LEFT,
        RIGHT,
        QUIT,
        NONE
    }

    /** What of a sheet is seen: a row and a lane stand first. */
    private record Window(ScrollView sheet, int columns, int rows, int top, int lane) {
        /** So many rows are scrolled; one is the status line's. */
        int room() {
            return Math.max(1, rows - sheet.head().size() - 1);
        }

        int lastTop() {
            return Math.max(0, sheet.length() - room());
        }

        Window at(int newTop, int newLane) {
            return new Window(
                    sheet,
                    columns,
                    rows,
                    Math.clamp(newTop, 0, lastTop()),
                    Math.clamp(newLane, 0, sheet.lastLane(columns)));
        }

        Window after(Key key) {
            return switch (key) {
                case UP -> at(top - 1, lane);
                case DOWN -> at(top + 1, lane);
                case PAGE_UP -> at(top - Math.max(1, room() - 1), lane);
                case PAGE_DOWN -> at(top + Math.max(1, room() - 1), lane);
                case FIRST -> at(0, lane);
                case LAST -> at(lastTop(), lane);
                case LEFT -> at(top, lane - 1);
                case RIGHT -> at(top, lane + 1);
                case QUIT, NONE -> this;
            };
        }

        List<String> seen() {
            List<String> seen = new ArrayList<>(sheet.head(lane, columns));
            for (int i = top; i < Math.min(top + room(), sheet.length()); i++) {
                seen.add(sheet.row(i, lane, columns));
            }
            while (seen.size() < rows - 1) {
                seen.add("");
            }
            return seen.subList(0, Math.max(0, rows - 1));
        }
    }

    Pager(Terminal terminal, ConsoleTheme theme, Drawing drawing) {
        this.terminal = terminal;
        this.theme = theme;
        this.drawing = drawing;
        this.messages = drawing.messages();
        Window start =
                new Window(drawing.sheet(terminal.getColumns()), terminal.getColumns(), terminal.getRows(), 0, 0);
        this.window = drawing.newestLast() ? start.after(Key.LAST) : start;
    }

    /** Whether there is anything to scroll. */
    boolean needed() {
        return window.sheet().length() + window.sheet().head().size() > window.rows() - 2
                || window.sheet().columns() > window.columns();
    }

    /** Shows it until the user quits or the job is cancelled; the caller sets the terminal's modes afterwards. */
    void run(BooleanSupplier cancelled) {
        SignalHandler formerResize = terminal.handle(Signal.WINCH, _ -> resized());
        setModes();
        enter();
        try {
            read(cancelled);
        } finally {
            leave();
            terminal.handle(Signal.WINCH, formerResize);
        }
    }

    /** Ctrl-C and Ctrl-Z are keys here. */
    private void setModes() {
        Attributes keys = new Attributes(terminal.getAttributes());
        keys.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        keys.setLocalFlag(Attributes.LocalFlag.ICANON, false);
        keys.setLocalFlag(Attributes.LocalFlag.ECHO, false);
        terminal.setAttributes(keys);
    }

    /** The process was stopped and is continued: a shell has had the terminal meanwhile. */
    synchronized void resumed() {
        if (open) {
            setModes();
            drawn.clear();
            enter();
        }
    }

    private void read(BooleanSupplier cancelled) {
        BindingReader reader = new BindingReader(terminal.reader());
        KeyMap<Key> keys = keys();
        try {
            for (Key key = Key.NONE; key != Key.QUIT && !cancelled.getAsBoolean(); ) {
                if (reader.getCurrentBuffer().isEmpty()
                        && reader.peekCharacter(LOOK_MILLIS) == NonBlockingReader.READ_EXPIRED) {
                    continue;
                }
                Key read = reader.readBinding(keys);
                key = read == null ? Key.QUIT : read; // the terminal is gone
                move(key);
            }
        } catch (EndOfFileException e) {
            // the terminal is gone: there is nobody to look
        }
    }

    private KeyMap<Key> keys() {
        KeyMap<Key> keys = new KeyMap<>();
        keys.setNomatch(Key.NONE);
        keys.setUnicode(Key.NONE);
        keys.setAmbiguousTimeout(ESCAPE_MILLIS);
        // as cursor keys come in either mode of a terminal
        keys.bind(Key.UP, "\033[A", "\033OA", "k", "y", KeyMap.ctrl('P'));
        keys.bind(Key.DOWN, "\033[B", "\033OB", "j", "e", "\r", "\n", KeyMap.ctrl('N'));
        keys.bind(Key.RIGHT, "\033[C", "\033OC", "l");
        keys.bind(Key.LEFT, "\033[D", "\033OD", "h");
        keys.bind(Key.PAGE_UP, "\033[5~", "b", KeyMap.ctrl('B'));
        keys.bind(Key.PAGE_DOWN, "\033[6~", " ", "f", KeyMap.ctrl('F'));
        keys.bind(Key.FIRST, "\033[H", "\033OH", "\033[1~", "\033[7~", "g", "<");
        keys.bind(Key.LAST, "\033[F", "\033OF", "\033[4~", "\033[8~", "G", ">");
        keys.bind(Key.QUIT, "q", "Q", "\033", KeyMap.ctrl('C'), KeyMap.ctrl('D'));
        return keys;
    }

    private synchronized void enter() {
        open = true;
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.writer().write(TerminalOpener.WRAP_OFF);
        draw();
    }

    /** Gives the screen back; once more does nothing. */
    synchronized void leave() {
        if (open) {
            open = false;
            terminal.writer().write(TerminalOpener.WRAP_ON);
            terminal.puts(Capability.cursor_normal);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
        }
    }

    private synchronized void move(Key key) {
        window = window.after(key);
        draw();
    }

    /** The screen has another size: the picture is drawn for it, and what was seen is about where it was. */
    private synchronized void resized() {
        int columns = Math.max(1, terminal.getColumns());
        boolean atEnd = window.top() == window.lastTop();
        double share = window.top() / (double) Math.max(1, window.sheet().length());
        Window now = new Window(drawing.sheet(columns), columns, Math.max(2, terminal.getRows()), 0, 0);
        window = now.at(
                atEnd ? now.lastTop() : (int) Math.round(share * now.sheet().length()), window.lane());
        drawn.clear();
        draw();
    }

    private void draw() {
        if (!open) {
            return;
        }
        List<String> rows = window.seen();
        for (int i = 0; i < rows.size(); i++) {
            row(i, rows.get(i), i < window.sheet().head().size() ? Theme.Meaning.PROSE : Theme.Meaning.PRINTED);
        }
        row(rows.size(), status(), Theme.Meaning.STATUS_LINE);
        terminal.flush();
    }

    /** Writes a row, if it differs from what is there. */
    private void row(int index, String row, Theme.Meaning meaning) {
        String text = Escape.printable(row);
        if (index == drawn.size()) {
            drawn.add(text);
        } else if (drawn.set(index, text).equals(text)) {
            return;
        }
        terminal.puts(Capability.cursor_address, index, 0);
        terminal.writer().write(theme.ansi(text, meaning));
        if (DisplayWidth.of(text)
                < window.columns()) { // behind the last column there is none to clear, and it would be the last that
            // goes
            terminal.puts(Capability.clr_eol);
        }
    }

    /** Where one is, and which keys there are: as much of it as there is room for. */
    private String status() {
        ScrollView sheet = window.sheet();
        String rows = messages.say(
                "pager.rows", window.top() + 1, Math.min(window.top() + window.room(), sheet.length()), sheet.length());
        boolean sideways = sheet.lastLane(window.columns()) > 0;
        String lanes = sideways
                ? messages.say(
                        "pager.lanes",
                        window.lane() + 1,
                        window.lane() + sheet.lanes(window.lane(), window.columns()),
                        sheet.stops().size())
                : "";
        String quit = messages.say("pager.quit");
        String keys = messages.say(sideways ? "pager.keysSideways" : "pager.keys");
        String few = messages.say(sideways ? "pager.fewKeysSideways" : "pager.fewKeys");
        for (String middle : List.of(lanes + keys, lanes + few, lanes, few)) {
            String line = " " + rows + middle + quit;
            // one column stays free: a terminal may draw an arrow wider than it is counted
            if (DisplayWidth.of(line) < window.columns()) {
                return DisplayWidth.pad(line, window.columns() - 1);
            }
        }
        return DisplayWidth.pad(DisplayWidth.cut(" " + rows + quit, window.columns() - 1), window.columns() - 1);
    }
}
