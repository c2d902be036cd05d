package socklab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A descriptor for output. When a write fails, because the reader has closed the pipe or the disk is full, the caller
 * is notified once and all later output is dropped. The Java virtual machine ignores SIGPIPE. Source: signal(7).
 */
final class OutputSink extends OutputStream {
    private final FileOutputStream out;
    private final Consumer<IOException> lost;
    private boolean open = true;

    /** @param lost called once, with the first error, on the thread that writes */
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
