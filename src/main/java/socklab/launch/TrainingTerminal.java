package socklab.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;

/**
 * A pseudo-terminal at which given lines are typed, one at each prompt. Source: pty(7).
 *
 * <p>The caller starts a program with {@link #device} as its standard input and output.
 */
final class TrainingTerminal implements AutoCloseable {
    /** So many that no answer is longer: on fewer it would open the pager, which waits for a key. */
    private static final int ROWS = 500;

    private final JniNativePty pty;

    private TrainingTerminal(JniNativePty pty) {
        this.pty = pty;
    }

    /** Opens a pseudo-terminal; two threads show and type until it is closed. */
    static TrainingTerminal open(List<String> lines) throws IOException {
        JniNativePty pty = (JniNativePty) new JniTerminalProvider().open(new Attributes(), Size.of(80, ROWS));
        PtyTypist typist = new PtyTypist(lines);
        copy("screen", pty.getMasterInput(), typist.screen());
        copy("keyboard", typist.keyboard(), pty.getMasterOutput());
        return new TrainingTerminal(pty);
    }

    private static void copy(String name, InputStream from, OutputStream to) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                from.transferTo(to);
            } catch (IOException e) {
                // the terminal was closed, or its program has ended (EIO)
            }
        });
    }

    /** The terminal's side of the pair, {@code /dev/pts/N}. */
    File device() {
        return new File(pty.getName());
    }

    @Override
    public void close() throws IOException {
        pty.close();
    }
}
