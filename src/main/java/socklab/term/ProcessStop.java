package socklab.term;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops this process as job control does, until the shell continues it. Source: kill(1); signal(7), SIGSTOP. */
final class ProcessStop {
    private ProcessStop() {}

    /** Stops this process; returns after it was continued. */
    static void stopSelf() {
        try {
            long pid = ProcessHandle.current().pid();
            new ProcessBuilder("sh", "-c", "kill -STOP " + pid).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
