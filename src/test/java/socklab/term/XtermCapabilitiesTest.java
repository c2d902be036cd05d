package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;
import org.junit.jupiter.api.Test;
import socklab.view.Theme;

/** The short description of an xterm says what the line editor's whole one says. */
class XtermCapabilitiesTest {
    /** What a line editor or a pager asks for. */
    private static final Set<Capability> ASKED = EnumSet.of(
            Capability.cursor_address,
            Capability.carriage_return,
            Capability.save_cursor,
            Capability.restore_cursor,
            Capability.clr_eol,
            Capability.clr_eos,
            Capability.change_scroll_region,
            Capability.cursor_down,
            Capability.cursor_up,
            Capability.cursor_left,
            Capability.cursor_right,
            Capability.key_up,
            Capability.key_down,
            Capability.key_left,
            Capability.key_right,
            Capability.key_home,
            Capability.key_end,
            Capability.key_ic,
            Capability.key_dc,
            Capability.key_npage,
            Capability.key_ppage,
            Capability.keypad_xmit,
            Capability.keypad_local,
            Capability.insert_line,
            Capability.delete_line,
            Capability.parm_insert_line,
            Capability.parm_delete_line,
            Capability.parm_right_cursor,
            Capability.parm_left_cursor,
            Capability.parm_up_cursor,
            Capability.parm_down_cursor,
            Capability.parm_ich,
            Capability.parm_dch,
            Capability.clear_screen,
            Capability.bell,
            Capability.delete_character,
            Capability.back_tab,
            Capability.enter_ca_mode,
            Capability.exit_ca_mode,
            Capability.cursor_invisible,
            Capability.cursor_normal,
            Capability.cursor_home);

    @Test
    void saysWhatTheWholeDescriptionSays() {
        Set<Capability> bools = EnumSet.noneOf(Capability.class);
        Map<Capability, Integer> ints = new EnumMap<>(Capability.class);
        Map<Capability, String> strings = new EnumMap<>(Capability.class);
        InfoCmp.parseInfoCmp(InfoCmp.getDefaultInfoCmp("xterm-256color"), bools, ints, strings);
        Set<Capability> ourBools = EnumSet.noneOf(Capability.class);
        Map<Capability, Integer> ourInts = new EnumMap<>(Capability.class);
        Map<Capability, String> ourStrings = new EnumMap<>(Capability.class);
        XtermCapabilities.describe(ourBools, ourInts, ourStrings);

        assertThat(bools).containsAll(ourBools);
        assertThat(ints).containsAllEntriesOf(ourInts);
        assertThat(strings).containsAllEntriesOf(ourStrings);
        assertThat(ourStrings.keySet()).containsAll(ASKED);
        assertThat(ourBools).contains(Capability.auto_right_margin, Capability.eat_newline_glitch);
    }

    @Test
    void theEarlyPromptLooksLikeTheFirst() {
        assertThat(EarlyPrompt.TEXT)
                .isEqualTo(Prompt.of("socklab", 80, new ConsoleTheme(Theme.Depth.COLOURS_256, true))
                        .toAnsi()
                        .replace("\u001b[0m", "\u001b[m"));
    }
}
