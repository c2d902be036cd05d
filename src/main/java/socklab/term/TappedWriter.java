package socklab.term;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Writes to a terminal, and copies what is written for those who listen. */
final class TappedWriter extends PrintWriter {

    TappedWriter(Writer terminal, OutputCopy copy) {
        super(new Copying(terminal, copy));
    }

    /** Passes text on, and copies it. */
    private static final class Copying extends Writer {
        private final Writer terminal;
        private final OutputCopy copy;

        Copying(Writer terminal, OutputCopy copy) {
            this.terminal = terminal;
            this.copy = copy;
        }

        @Override
        public void write(char[] text, int from, int count) throws IOException {
            terminal.write(text, from, count);
            copy.add(text, from, count);
        }

        @Override
        public void flush() throws IOException {
            terminal.flush();
            copy.flush();
        }

        @Override
        public void close() throws IOException {
            terminal.close();
        }
    }
}
