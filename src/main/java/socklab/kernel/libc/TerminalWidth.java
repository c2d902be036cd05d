package socklab.kernel.libc;

import java.lang.foreign.Arena;
import java.util.OptionalInt;

/** How wide the terminal is that standard output goes to. Source: ioctl_tty(2), TIOCGWINSZ. */
public final class TerminalWidth {
    private static final int STANDARD_OUTPUT = 1;
    private static final int TIOCGWINSZ = 0x5413;
    /** struct winsize: four of unsigned short, of which the second is ws_col. */
    private static final int SIZE = 8;

    private static final int WS_COL = 2;

    private TerminalWidth() {}

    /** Its columns; none where it is no terminal, does not know, or this is not Linux. */
    public static OptionalInt columns() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return OptionalInt.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory size = NativeMemory.in(arena, SIZE);
            Libc.State state = new Libc.State(arena);
            long result =
                    Libc.call(Libc.function("ioctl"), state, STANDARD_OUTPUT, TIOCGWINSZ, size.address(), 0, 0, 0);
            int columns = size.shortAt(WS_COL);
            return (int) result == 0 && columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
        }
    }
}
