package socklab.term;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import socklab.shell.StateFolder;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * What to do with an exception that nothing expected: the console shows one line, a file has the stack trace, and the
 * session goes on.
 *
 * <p>The same error is shown once: one that comes back at every key or every tick must not fill the screen.
 */
final class ErrorLog {
    /** A file this long is begun again. */
    private static final long MOST_BYTES = 1_000_000;

    private final StateFolder folder;
    private final Consumer<List<OutputLine>> screen;
    private final Supplier<Messages> messages;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    ErrorLog(StateFolder folder, Consumer<List<OutputLine>> screen, Supplier<Messages> messages) {
        this.folder = folder;
        this.screen = screen;
        this.messages = messages;
    }

    /** Where the stack traces are. */
    Path file() {
        return folder.file("errors.log");
    }

    /** Takes in an exception. */
    void report(Throwable error) {
        Message text = write(error)
                ? Message.of("bug.logged", summary(error), file())
                : Message.of("bug.notLogged", summary(error));
        if (shown.add(summary(error) + place(error))) {
            screen.accept(
                    List.of(new OutputLine(OutputLine.Kind.ERROR, messages.get().say(text))));
        }
    }

    /** Runs an action; an exception of it is taken in here. */
    void guard(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | StackOverflowError e) {
            report(e);
        }
    }

    /** The kind of an exception, and its own words if it has any. */
    static String summary(Throwable error) {
        String kind = error.getClass().getSimpleName();
        return error.getMessage() == null || error.getMessage().isBlank() ? kind : kind + ": " + error.getMessage();
    }

    private static String place(Throwable error) {
        return error.getStackTrace().length == 0 ? "" : error.getStackTrace()[0].toString();
    }

    private synchronized boolean write(Throwable error) {
        StringWriter trace = new StringWriter();
        trace.append(Instant.now().toString()).append(' ');
        error.printStackTrace(new PrintWriter(trace, true));
        try {
            folder.make();
            var options = new ArrayList<>(List.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            boolean full = Files.exists(file()) && Files.size(file()) > MOST_BYTES;
            options.add(full ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
            try (var out = Files.newByteChannel(file(), Set.copyOf(options), StateFolder.owners(file(), "rw-------"))) {
                out.write(java.nio.ByteBuffer.wrap(trace.toString().getBytes(StandardCharsets.UTF_8)));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
