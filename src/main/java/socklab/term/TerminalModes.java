package socklab.term;

import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * The modes of a terminal as it was found, and those while lines run.
 *
 * <p>While lines run there is no echo, so that what is typed ahead does not appear in their output, and no line editing
 * of the terminal's own. Ctrl-\\ does nothing: the virtual machine would print a thread dump. Source: termios(3).
 */
final class TerminalModes {
    private final Terminal terminal;
    private final Attributes found;

    TerminalModes(Terminal terminal) {
        this.terminal = terminal;
        this.found = terminal.getAttributes();
    }

    /** The modes before this program changed them. */
    Attributes found() {
        return found;
    }

    /** Sets the modes for running lines. */
    void setForLines() {
        Attributes modes = new Attributes(found);
        modes.setLocalFlag(Attributes.LocalFlag.ECHO, false);
        if (!TerminalOpener.dumb(terminal)) {
            modes.setLocalFlag(Attributes.LocalFlag.ICANON, false);
            modes.setControlChar(Attributes.ControlChar.VMIN, 1);
            modes.setControlChar(Attributes.ControlChar.VTIME, 0);
        }
        modes.setControlChar(Attributes.ControlChar.VQUIT, 0);
        terminal.setAttributes(modes);
    }

    /** Sets the modes as they were found. */
    void restore() {
        terminal.setAttributes(found);
    }

    /** Clears what the terminal has echoed of lines typed ahead: the prompt shows them again. */
    void clearEcho() {
        if (!TerminalOpener.dumb(terminal)) {
            terminal.puts(Capability.carriage_return);
            terminal.puts(Capability.clr_eol);
        }
    }
}
