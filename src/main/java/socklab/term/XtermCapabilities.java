package socklab.term;

import java.util.Map;
import java.util.Set;
import org.jline.utils.InfoCmp.Capability;

/**
 * What an xterm with 256 colours, and nearly every terminal of today, understands.
 *
 * <p>The line editor could read it from its own description, which takes a tenth of the start. Here is as much of that
 * as a line editor asks for, in the same notation; a test holds the two together. Source: terminfo(5).
 */
final class XtermCapabilities {
    /** The names of this kind of terminal in TERM; one that calls itself xterm has had its 256 colours for long. */
    static final Set<String> TYPES = Set.of("xterm-256color", "xterm");

    private static final int COLOURS = 256;

    private XtermCapabilities() {}

    /** Adds what it does by itself, its figures and its sequences. */
    static void describe(Set<Capability> bools, Map<Capability, Integer> ints, Map<Capability, String> strings) {
        bools.addAll(Set.of(
                Capability.auto_right_margin,
                Capability.back_color_erase,
                Capability.can_change,
                Capability.eat_newline_glitch,
                Capability.has_meta_key,
                Capability.move_insert_mode,
                Capability.move_standout_mode,
                Capability.no_pad_char));
        ints.put(Capability.max_colors, COLOURS);
        strings.put(Capability.back_tab, "\\E[Z");
        strings.put(Capability.bell, "^G");
        strings.put(Capability.carriage_return, "^M");
        strings.put(Capability.change_scroll_region, "\\E[%i%p1%d;%p2%dr");
        strings.put(Capability.clear_screen, "\\E[H\\E[2J");
        strings.put(Capability.clr_bol, "\\E[1K");
        strings.put(Capability.clr_eol, "\\E[K");
        strings.put(Capability.clr_eos, "\\E[J");
        strings.put(Capability.cursor_address, "\\E[%i%p1%d;%p2%dH");
        strings.put(Capability.cursor_down, "^J");
        strings.put(Capability.cursor_home, "\\E[H");
        strings.put(Capability.cursor_invisible, "\\E[?25l");
        strings.put(Capability.cursor_left, "^H");
        strings.put(Capability.cursor_normal, "\\E[?12l\\E[?25h");
        strings.put(Capability.cursor_right, "\\E[C");
        strings.put(Capability.cursor_up, "\\E[A");
        strings.put(Capability.delete_character, "\\E[P");
        strings.put(Capability.delete_line, "\\E[M");
        strings.put(Capability.enter_alt_charset_mode, "\\E(0");
        strings.put(Capability.enter_bold_mode, "\\E[1m");
        strings.put(Capability.enter_ca_mode, "\\E[?1049h");
        strings.put(Capability.enter_insert_mode, "\\E[4h");
        strings.put(Capability.enter_reverse_mode, "\\E[7m");
        strings.put(Capability.enter_standout_mode, "\\E[7m");
        strings.put(Capability.enter_underline_mode, "\\E[4m");
        strings.put(Capability.erase_chars, "\\E[%p1%dX");
        strings.put(Capability.exit_alt_charset_mode, "\\E(B");
        strings.put(Capability.exit_attribute_mode, "\\E(B\\E[m");
        strings.put(Capability.exit_ca_mode, "\\E[?1049l");
        strings.put(Capability.exit_insert_mode, "\\E[4l");
        strings.put(Capability.exit_standout_mode, "\\E[27m");
        strings.put(Capability.exit_underline_mode, "\\E[24m");
        strings.put(Capability.insert_line, "\\E[L");
        strings.put(Capability.key_backspace, "^H");
        strings.put(Capability.key_btab, "\\E[Z");
        strings.put(Capability.key_dc, "\\E[3~");
        strings.put(Capability.key_down, "\\EOB");
        strings.put(Capability.key_end, "\\EOF");
        strings.put(Capability.key_home, "\\EOH");
        strings.put(Capability.key_ic, "\\E[2~");
        strings.put(Capability.key_left, "\\EOD");
        strings.put(Capability.key_npage, "\\E[6~");
        strings.put(Capability.key_ppage, "\\E[5~");
        strings.put(Capability.key_right, "\\EOC");
        strings.put(Capability.key_up, "\\EOA");
        strings.put(Capability.keypad_local, "\\E[?1l\\E>");
        strings.put(Capability.keypad_xmit, "\\E[?1h\\E=");
        strings.put(Capability.parm_dch, "\\E[%p1%dP");
        strings.put(Capability.parm_delete_line, "\\E[%p1%dM");
        strings.put(Capability.parm_down_cursor, "\\E[%p1%dB");
        strings.put(Capability.parm_ich, "\\E[%p1%d@");
        strings.put(Capability.parm_index, "\\E[%p1%dS");
        strings.put(Capability.parm_insert_line, "\\E[%p1%dL");
        strings.put(Capability.parm_left_cursor, "\\E[%p1%dD");
        strings.put(Capability.parm_right_cursor, "\\E[%p1%dC");
        strings.put(Capability.parm_rindex, "\\E[%p1%dT");
        strings.put(Capability.parm_up_cursor, "\\E[%p1%dA");
        strings.put(Capability.restore_cursor, "\\E8");
        strings.put(Capability.save_cursor, "\\E7");
        strings.put(Capability.tab, "^I");
        strings.put(Capability.set_a_background, "\\E[%?%p1%{8}%<%t4%p1%d%e%p1%{16}%<%t10%p1%{8}%-%d%e48;5;%p1%d%;m");
        strings.put(Capability.set_a_foreground, "\\E[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m");
    }
}
