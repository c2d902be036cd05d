package socklab.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import socklab.launch.ProcessExit;
import socklab.text.Messages;

/**
 * Ends the process when standard output takes no more: with 141 and no word when its reader has closed the pipe, as
 * SIGPIPE would, else with 3 and the reason. Source: signal(7), write(2).
 */
final class BrokenPipeExit implements Consumer<IOException> {
    /** The text of EPIPE in Java's exceptions, in an English locale; another text is printed as the reason. */
    private static final String EPIPE = "Broken pipe";

    private final CliOptions options;
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile int code = ExitCode.WELL;

    BrokenPipeExit(CliOptions options) {
        this.options = options;
    }

    /** Writes the last output from a shutdown hook. */
    void last(Runnable words) {
        ending.countDown();
        words.run();
    }

    @Override
    public void accept(IOException why) {
        boolean closed = EPIPE.equals(why.getMessage());
        if (!closed) {
            System.err.println(
                    "socklab: " + Messages.in(options.readersLanguage()).say("cannot.call", "write", why.getMessage()));
        }
        code = closed ? ExitCode.UNREAD : ExitCode.CANNOT_RUN;
        end();
    }

    /** The exit code that output which was not taken asks for; {@link ExitCode#WELL} if all was taken. */
    int code() {
        return code;
    }

    private void end() {
        if (ending.getCount() == 0) {
            ProcessExit.halt(code); // the hooks run: the process would end with its earlier code
        }
        // on another thread: the writing thread may hold locks that the hooks need
        Thread.ofPlatform().daemon().name("unread").start(() -> ProcessExit.exit(code));
        try {
            ending.await(); // else this thread could end the process first, with its own code
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
