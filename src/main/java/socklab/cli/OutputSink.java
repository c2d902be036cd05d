package socklab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A descriptor that output goes to, and that may take no more: its reader is gone, its disk is full. What is written
 * afterwards is nobody's.
 *
 * <p>Other programs end then of themselves, by a signal that Java's machine ignores. Source: signal(7), SIGPIPE.
 */
final class OutputSink extends OutputStream {
    private final FileOutputStream out;
    private final Consumer<IOException> lost;
    private boolean open = true;

    /** @param lost hears once that it takes no more, and why; on whichever thread writes */
    OutputSink(FileDescriptor fd, Consumer<IOException> lost) {
        this.out = new FileOutputStream(fd);
        this.lost = lost;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        if (!open) {
            return;
        }
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            open = false;
            lost.accept(e);
        }
    }
}
