package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.WINSIZE;
import static socklab.kernel.ffm.StructFields.offset;

import java.lang.foreign.Arena;
import java.util.OptionalInt;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.ffm.StructFields;

/** The size of the terminal that standard output goes to. Source: ioctl_tty(2), TIOCGWINSZ. */
public final class TerminalWindow {
    private static final int STANDARD_OUTPUT = 1;
    private static final int TIOCGWINSZ = 0x5413;

    private TerminalWindow() {}

    /** The columns; empty if standard output is no terminal or the system is not Linux. */
    public static OptionalInt columns() {
        return size("ws_col");
    }

    /** The rows; empty as {@link #columns} is. */
    public static OptionalInt rows() {
        return size("ws_row");
    }

    private static OptionalInt size(String field) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return OptionalInt.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory winsize = NativeMemory.in(arena, StructFields.size(WINSIZE));
            Libc.State state = new Libc.State(arena);
            long result = Libc.call(Libc.function("ioctl"), state, STANDARD_OUTPUT, TIOCGWINSZ, winsize.address());
            int size = winsize.shortAt(offset(WINSIZE, field));
            return (int) result == 0 && size > 0 ? OptionalInt.of(size) : OptionalInt.empty();
        }
    }
}
