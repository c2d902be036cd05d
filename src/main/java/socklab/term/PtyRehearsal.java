package socklab.term;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.nativ.JLineNativeLoader;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import socklab.kernel.libc.StandardStreams;

/**
 * Someone who sits at a pseudo-terminal that is this program's standard input and output: what a real start uses,
 * Java's cache then holds.
 */
public final class PtyRehearsal implements AutoCloseable {
    private final JniNativePty pty;

    private PtyRehearsal(JniNativePty pty) {
        this.pty = pty;
    }

    /** Makes a pseudo-terminal this program's standard input and output, and types lines into it, one at each prompt. */
    public static PtyRehearsal begin(List<String> lines) throws IOException {
        JniNativePty pty = (JniNativePty) new JniTerminalProvider().open(new Attributes(), Size.of(80, 24));
        StandardStreams.redirect(pty.getSlave());
        PtyTypist typist = new PtyTypist(lines);
        pump("screen", pty.getMasterInput(), typist.screen());
        pump("keyboard", typist.keyboard(), pty.getMasterOutput());
        return new PtyRehearsal(pty);
    }

    private static void pump(String name, InputStream from, OutputStream to) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                from.transferTo(to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Leaves the native code of the line editor in a folder, where {@code library.jline.path} finds it: it need not be unpacked again. */
    public static void leave(Path folder) throws IOException {
        Path unpacked = Path.of(JLineNativeLoader.getNativeLibraryPath());
        Files.copy(unpacked, folder.resolve(System.mapLibraryName("jlinenative").replace(".dylib", ".jnilib")));
    }

    @Override
    public void close() throws IOException {
        pty.close();
    }
}
