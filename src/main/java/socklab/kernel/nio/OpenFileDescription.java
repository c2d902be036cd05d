package socklab.kernel.nio;

import java.io.IOException;

/**
 * What descriptors refer to: an open file description. It goes with its last descriptor, but not under a call in
 * flight, as in a kernel: what blocks on it goes on.
 *
 * <p>Source: open(2), "Open file descriptions"; close(2).
 */
abstract sealed class OpenFileDescription permits NioSocket, NioEpoll {
    private int holders;
    private boolean gone;

    /** One more descriptor refers to it, or one more call is under way on it. */
    final synchronized void hold() {
        holders++;
    }

    /** One less. */
    final void release() throws IOException {
        synchronized (this) {
            holders--;
            if (holders > 0) {
                return;
            }
            gone = true;
        }
        dispose();
    }

    final synchronized boolean gone() {
        return gone;
    }

    /** Gives back what it has. */
    abstract void dispose() throws IOException;
}
