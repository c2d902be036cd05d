package socklab.launch;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Types lines at a terminal, key by key, the next one when the line editor reads. The terminal may discard what is
 * typed earlier.
 */
final class PtyTypist {
    /** A line editor writes this when it begins to read: it turns bracketed paste on. */
    private static final String READS = "?2004h";

    private static final int PATIENCE_SECONDS = 60;

    private final Semaphore prompts = new Semaphore(0);
    private final byte[] keys;
    private int at;
    private int matched;

    PtyTypist(List<String> lines) {
        keys = (String.join("\r", lines) + "\r").getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the program's output. */
    OutputStream screen() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                matched = b == READS.charAt(matched) ? matched + 1 : b == READS.charAt(0) ? 1 : 0;
                if (matched == READS.length()) {
                    matched = 0;
                    prompts.release();
                }
            }
        };
    }

    /** Gives the keys; ends after the last one, or when no prompt comes. */
    InputStream keyboard() {
        return new InputStream() {
            @Override
            public int read() {
                boolean lineBegins = at == 0 || at < keys.length && keys[at - 1] == '\r';
                if (at == keys.length || lineBegins && !prompted()) {
                    return -1;
                }
                return keys[at++] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int key = read();
                if (key < 0) {
                    return -1;
                }
                buffer[offset] = (byte) key;
                return 1;
            }
        };
    }

    private boolean prompted() {
        try {
            return prompts.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
