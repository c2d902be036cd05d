package socklab.term;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.impl.AbstractUnixSysTerminal;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.WCWidth;

/**
 * The terminal that is this process's standard input and output, on a POSIX system.
 *
 * <p>The same as the line editor's own, opened in a third of its time: it is not looked for among providers, a usual
 * one is not looked up, and signals are asked for without reflection.
 */
@SuppressWarnings("sunapi") // sun.misc.Signal has no other name
final class ProcessTerminal extends AbstractUnixSysTerminal {
    private final Pty pty;
    private final OutputCopy copy = new OutputCopy();
    private final PrintWriter writer;
    private final OutputStream output;
    private final FileInputStream standardInput = new FileInputStream(FileDescriptor.in);
    private final AtomicInteger interrupts = new AtomicInteger();
    private final Map<Signal, sun.misc.SignalHandler> formerHandlers = new EnumMap<>(Signal.class);

    private ProcessTerminal(JniTerminalProvider provider, Pty pty, String type) throws IOException {
        this.pty = pty;
        super(
                provider,
                SystemStream.Output,
                "socklab",
                type,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                false,
                SignalHandler.SIG_DFL,
                pty.getAttr());
        this.writer = new TappedWriter(super.writer(), copy);
        this.output = new TappedStream(super.output(), copy);
    }

    /** Opens it; both streams must be of a terminal. */
    static ProcessTerminal open(String type) throws IOException {
        JniTerminalProvider provider = new JniTerminalProvider();
        ProcessTerminal terminal = new ProcessTerminal(provider, provider.current(SystemStream.Output), type);
        terminal.hear(Signal.INT, Signal.TSTP, Signal.CONT, Signal.WINCH);
        return terminal;
    }

    /** From now on these signals reach the handlers set here. */
    private void hear(Signal... signals) {
        for (Signal signal : signals) {
            formerHandlers.put(signal, sun.misc.Signal.handle(new sun.misc.Signal(signal.name()), _ -> {
                if (signal == Signal.INT) {
                    interrupts.incrementAndGet();
                }
                raise(signal);
            }));
        }
    }

    @Override
    public PrintWriter writer() {
        return writer;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    /** A copy of all that is written. */
    OutputCopy copy() {
        return copy;
    }

    /** How many SIGINT have come so far, whichever handler got them. */
    int interrupts() {
        return interrupts.get();
    }

    /** From now on signals do what they did before this terminal was opened. */
    void leaveSignals() {
        formerHandlers.forEach((signal, former) -> sun.misc.Signal.handle(new sun.misc.Signal(signal.name()), former));
        formerHandlers.clear();
    }

    /** Whether a read would return at once. A read that waits would take the keys of an editor that runs next. */
    boolean typedAhead() throws IOException {
        return reader().available() > 0 || standardInput.available() > 0;
    }

    @Override
    protected void doClose() throws IOException {
        leaveSignals();
        super.doClose();
    }

    @Override
    protected void parseInfoCmp() {
        if (XtermCapabilities.TYPES.contains(type)) {
            XtermCapabilities.describe(bools, ints, strings);
            detectTrueColorSupport();
        } else {
            TerminalOpener.describe(type);
            super.parseInfoCmp();
        }
    }

    /** Two regional indicators are one flag on every terminal; other clusters are as wide as their characters. */
    @Override
    public boolean getGraphemeClusterMode() {
        return true;
    }

    @Override
    public boolean isClusterGrouped(CharSequence text, int index, int length) {
        return WCWidth.isRegionalIndicator(Character.codePointAt(text, index));
    }

    @Override
    protected Attributes doGetAttributes() {
        try {
            return pty.getAttr();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void doSetAttributes(Attributes attributes) {
        try {
            pty.setAttr(attributes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Size doGetSize() {
        try {
            return pty.getSize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void doSetSize(Sized size) {
        try {
            pty.setSize(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
