package socklab.term;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import socklab.lab.PlayControls;

/**
 * The keys while a lab plays: Enter and the space bar stop it before its next line, and let it go on; {@code b} or the
 * left arrow stops it and looks one step back. Nothing that is typed appears among the lines. Closing it sets the
 * terminal's modes as they were found.
 */
public final class PlayKeys implements PlayControls, AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final int ESCAPE = 27;

    private final Terminal terminal;
    private final TerminalModes modes;
    private final Thread reader;
    private final AtomicInteger backs = new AtomicInteger();
    private volatile boolean paused;
    private volatile boolean closed;

    private PlayKeys(Terminal terminal) {
        this.terminal = terminal;
        this.modes = new TerminalModes(terminal);
        modes.setForLines();
        this.reader = Thread.ofPlatform().daemon().name("keys").start(this::read);
    }

    /** Takes the keys of the terminal that the program was started in; none if there is none. */
    public static Optional<PlayKeys> open() {
        if (System.console() == null || !System.console().isTerminal()) {
            return Optional.empty();
        }
        try {
            Terminal terminal = TerminalOpener.open();
            if (terminal instanceof ProcessTerminal own) {
                own.leaveSignals(); // Ctrl-C ends the lab, as without keys
            }
            return TerminalOpener.dumb(terminal) ? Optional.empty() : Optional.of(new PlayKeys(terminal));
        } catch (IOException e) {
            return Optional.empty(); // it plays without
        }
    }

    private void read() {
        NonBlockingReader keys = terminal.reader();
        try {
            while (!closed) {
                int key = keys.read(LOOK_MILLIS);
                if (key == '\r' || key == '\n' || key == ' ') {
                    backs.set(0);
                    paused = !paused;
                } else if (key == 'b' || key == ESCAPE && leftArrow(keys)) {
                    paused = true;
                    backs.incrementAndGet();
                } else if (key == NonBlockingReader.EOF) {
                    return;
                }
            }
        } catch (IOException e) {
            // the terminal is gone: nobody types
        }
    }

    /** The rest of an escape sequence: whether it is that of the left arrow. Source: ctlseqs, cursor keys. */
    private static boolean leftArrow(NonBlockingReader keys) throws IOException {
        int bracket = keys.read(LOOK_MILLIS);
        return (bracket == '[' || bracket == 'O') && keys.read(LOOK_MILLIS) == 'D';
    }

    @Override
    public boolean paused() {
        return paused;
    }

    @Override
    public int backs() {
        return backs.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        modes.restore();
        try {
            terminal.close();
        } catch (IOException e) {
            // the terminal is gone: there is nothing to restore
        }
    }
}
