package socklab.term;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes bytes to a terminal, as the line editor does with the line that is typed, and copies them. */
final class TappedStream extends FilterOutputStream {
    private final OutputCopy copy;

    TappedStream(OutputStream terminal, OutputCopy copy) {
        super(terminal);
        this.copy = copy;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        copy.add(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        copy.flush();
    }
}
