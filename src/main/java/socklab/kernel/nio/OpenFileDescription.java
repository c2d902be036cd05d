package socklab.kernel.nio;

import java.io.IOException;

/**
 * An open file description, to which descriptors refer. It is closed with its last descriptor, but not during a call in
 * flight: a blocked call continues, as in Linux.
 *
 * <p>Source: open(2), "Open file descriptions"; close(2).
 */
abstract sealed class OpenFileDescription permits NioSocket, NioEpoll {
    private int holders;
    private boolean gone;

    /** Adds a reference: a descriptor or a call in flight. */
    final synchronized void hold() {
        holders++;
    }

    /** Removes a reference. */
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

    /** Frees its resources. */
    abstract void dispose() throws IOException;
}
