package socklab.term;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import socklab.shell.TypeAhead;

/**
 * What is typed at the process's terminal. While it is ignored the terminal does not echo it; then it is discarded, and
 * the modes are as they were found. Ctrl-C and Ctrl-Z keep their meaning.
 */
public final class TerminalTypeAhead implements TypeAhead {
    private final FileInputStream standardInput = new FileInputStream(FileDescriptor.in);
    private Optional<Ignored> ignored = Optional.empty();

    /** The terminal, and its modes as they were found. */
    private record Ignored(Pty terminal, Attributes found) {}

    @Override
    public synchronized void ignore() {
        if (ignored.isPresent()) {
            return;
        }
        try {
            Pty terminal = new JniTerminalProvider().current(SystemStream.Output);
            Attributes modes = terminal.getAttr();
            modes.setLocalFlag(Attributes.LocalFlag.ECHO, false);
            modes.setLocalFlag(Attributes.LocalFlag.ICANON, false); // else an unfinished line could not be read
            ignored = Optional.of(new Ignored(terminal, terminal.getAttr()));
            terminal.setAttr(modes);
        } catch (IOException | RuntimeException | LinkageError e) {
            ignored = Optional.empty(); // no native code here, or none for this system: it is kept
        }
    }

    @Override
    public synchronized void heed() {
        try {
            if (ignored.isPresent()) {
                while (standardInput.available() > 0 && standardInput.read() >= 0) {
                    // discarded
                }
                ignored.get().terminal().setAttr(ignored.get().found());
            }
        } catch (IOException e) {
            // the terminal is gone: nobody types
        }
        ignored = Optional.empty();
    }
}
