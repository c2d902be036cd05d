package socklab.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads the answers to questions. A read of a terminal cannot be interrupted: it has a thread of its own, and who waits
 * for it can be released.
 */
final class AnswerReader {
    private final BufferedReader in;
    private CompletableFuture<Optional<String>> awaited = CompletableFuture.completedFuture(Optional.empty());
    private boolean ended;

    AnswerReader(BufferedReader in) {
        this.in = in;
    }

    /** Waits for the next line; empty at the end of the input, and after {@link #end}. */
    Optional<String> next() {
        CompletableFuture<Optional<String>> line = new CompletableFuture<>();
        synchronized (this) {
            if (ended) {
                return Optional.empty();
            }
            awaited = line;
        }
        Thread.ofPlatform().daemon().name("answer").start(() -> read(line));
        try {
            return line.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cause ? new UncheckedIOException(cause) : e;
        }
    }

    private void read(CompletableFuture<Optional<String>> line) {
        try {
            line.complete(Optional.ofNullable(in.readLine()));
        } catch (IOException e) {
            line.completeExceptionally(e);
        }
    }

    /** Answers the question that waits, and all later ones, as the end of the input does. */
    synchronized void end() {
        ended = true;
        awaited.complete(Optional.empty());
    }
}
