package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.WINSIZE;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.lang.foreign.Arena;
import java.util.OptionalInt;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;

/** The width of the terminal that standard output goes to. Source: ioctl_tty(2), TIOCGWINSZ. */
public final class TerminalWidth {
    private static final int STANDARD_OUTPUT = 1;
    private static final int TIOCGWINSZ = 0x5413;

    private TerminalWidth() {}

    /** The columns; empty if standard output is no terminal or the system is not Linux. */
    public static OptionalInt columns() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return OptionalInt.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory winsize = NativeMemory.in(arena, size(WINSIZE));
            Libc.State state = new Libc.State(arena);
            long result = Libc.call(Libc.function("ioctl"), state, STANDARD_OUTPUT, TIOCGWINSZ, winsize.address());
            int columns = winsize.shortAt(offset(WINSIZE, "ws_col"));
            return (int) result == 0 && columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
        }
    }
}
