package socklab.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import socklab.text.Messages;

/** Ends the program when nobody takes its output: silently when the reader has left, else it says why. */
final class BrokenPipeExit implements Consumer<IOException> {
    /** What Java's library says of EPIPE; where it says it in another language, that is told. */
    private static final String EPIPE = "Broken pipe";

    private final CliOptions options;
    private final CountDownLatch ending = new CountDownLatch(1);

    BrokenPipeExit(CliOptions options) {
        this.options = options;
    }

    /** For a shutdown hook: what is written now is the last. */
    void last(Runnable words) {
        ending.countDown();
        words.run();
    }

    @Override
    public void accept(IOException why) {
        boolean left = EPIPE.equals(why.getMessage());
        if (!left) {
            System.err.println(
                    "socklab: " + Messages.in(options.readersLanguage()).say("cannot.call", "write", why.getMessage()));
        }
        end(left ? ExitCode.UNREAD : ExitCode.CANNOT_RUN);
    }

    private void end(int code) {
        if (ending.getCount() == 0) {
            Runtime.getRuntime().halt(code); // the program has another code by now, and would end with that
        }
        // on a thread of its own: whoever writes has locks that the hooks need
        Thread.ofPlatform().daemon().name("unread").start(() -> System.exit(code));
        try {
            ending.await(); // or this thread could end the program first, with its own code
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
