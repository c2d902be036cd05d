package socklab.term;

import java.util.Map;
import java.util.stream.IntStream;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/**
 * Which key does what: all that is not listed here does nothing.
 *
 * <p><b>Why</b> not JLine's key map: some of its keys switch to modes of vi, or show texts of JLine's, and what it does
 * not know becomes text of the line.
 */
final class EditorKeys {
    static final String IGNORE = "socklab-ignore";
    static final String TAB = "socklab-tab";
    static final String TAKE = "socklab-take";
    static final String TAKE_WORD = "socklab-take-word";
    static final String TAKE_LINE = "socklab-take-line";
    static final String NEXT_PAGE = "socklab-next-page";
    static final String PREVIOUS_PAGE = "socklab-previous-page";
    static final String CSI = "socklab-csi";
    static final String SS3 = "socklab-ss3";
    static final String STRING = "socklab-string";

    /** How long a key that begins another one's sequence waits for the rest: Esc is no key here. */
    private static final long AMBIGUOUS_MILLIS = 300;

    private static final String ESC = "\033";
    private static final int FIRST_CONTROL = 1;
    private static final int DELETE = 0x7f;

    private static final Map<Character, String> CONTROL = Map.ofEntries(
            Map.entry('A', LineReader.BEGINNING_OF_LINE),
            Map.entry('B', LineReader.BACKWARD_CHAR),
            Map.entry('C', LineReader.INTERRUPT),
            Map.entry('D', LineReader.DELETE_CHAR),
            Map.entry('E', TAKE_LINE),
            Map.entry('F', TAKE),
            Map.entry('G', LineReader.SEND_BREAK),
            Map.entry('H', LineReader.BACKWARD_DELETE_CHAR),
            Map.entry('I', TAB),
            Map.entry('J', LineReader.ACCEPT_LINE),
            Map.entry('K', LineReader.KILL_LINE),
            Map.entry('L', LineReader.CLEAR_SCREEN),
            Map.entry('M', LineReader.ACCEPT_LINE),
            Map.entry('N', LineReader.DOWN_LINE_OR_HISTORY),
            Map.entry('P', LineReader.UP_LINE_OR_HISTORY),
            Map.entry('R', LineReader.HISTORY_INCREMENTAL_SEARCH_BACKWARD),
            Map.entry('S', LineReader.HISTORY_INCREMENTAL_SEARCH_FORWARD),
            Map.entry('T', LineReader.TRANSPOSE_CHARS),
            Map.entry('U', LineReader.KILL_WHOLE_LINE),
            Map.entry('W', LineReader.BACKWARD_KILL_WORD),
            Map.entry('Y', LineReader.YANK),
            Map.entry('_', LineReader.UNDO));

    private static final Map<Character, String> ALT = Map.ofEntries(
            Map.entry('<', LineReader.BEGINNING_OF_HISTORY),
            Map.entry('>', LineReader.END_OF_HISTORY),
            Map.entry('b', LineReader.BACKWARD_WORD),
            Map.entry('c', LineReader.CAPITALIZE_WORD),
            Map.entry('d', LineReader.KILL_WORD),
            Map.entry('f', TAKE_WORD),
            Map.entry('l', LineReader.DOWN_CASE_WORD),
            Map.entry('n', LineReader.HISTORY_SEARCH_FORWARD),
            Map.entry('p', LineReader.HISTORY_SEARCH_BACKWARD),
            Map.entry('t', LineReader.TRANSPOSE_WORDS),
            Map.entry('u', LineReader.UP_CASE_WORD),
            Map.entry('y', LineReader.YANK_POP),
            Map.entry('\b', LineReader.BACKWARD_KILL_WORD),
            Map.entry((char) DELETE, LineReader.BACKWARD_KILL_WORD));

    /** What comes after Ctrl-X. */
    private static final Map<Character, String> AFTER_CONTROL_X = Map.of(
            (char) 5, LineReader.EDIT_AND_EXECUTE_COMMAND,
            (char) 18, LineReader.REDO,
            (char) 21, LineReader.UNDO);

    private EditorKeys() {}

    /** The key map. */
    static KeyMap<Binding> map() {
        KeyMap<Binding> keys = new KeyMap<>();
        keys.setUnicode(new Reference(LineReader.SELF_INSERT));
        keys.setNomatch(new Reference(IGNORE));
        keys.setAmbiguousTimeout(AMBIGUOUS_MILLIS);
        IntStream.range(FIRST_CONTROL, DELETE + 1).forEach(c -> {
            String key = Character.toString(c);
            bind(keys, IGNORE, ESC + key, KeyMap.ctrl('X') + key);
            if (c >= ' ' && c < DELETE) {
                bind(keys, LineReader.SELF_INSERT, key);
            } else if (c != ESC.charAt(0) && c != KeyMap.ctrl('X').charAt(0)) {
                bind(keys, IGNORE, key);
            }
        });
        CONTROL.forEach((key, widget) -> bind(keys, widget, KeyMap.ctrl(key)));
        ALT.forEach((key, widget) -> bind(keys, widget, ESC + key));
        AFTER_CONTROL_X.forEach((key, widget) -> bind(keys, widget, KeyMap.ctrl('X') + key));
        bind(keys, LineReader.BACKWARD_DELETE_CHAR, Character.toString(DELETE));
        for (String alt : new String[] {"", ESC}) { // Alt puts an Esc before another key's sequence
            bind(keys, CSI, alt + ESC + "[");
            bind(keys, SS3, alt + ESC + "O");
            for (String introducer : new String[] {"]", "P", "X", "^", "_"}) {
                bind(keys, STRING, alt + ESC + introducer);
            }
        }
        return keys;
    }

    private static void bind(KeyMap<Binding> keys, String widget, String... sequences) {
        keys.bind(new Reference(widget), sequences);
    }
}
