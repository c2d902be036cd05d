package socklab.term;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The first prompt, shown while the line editor is still being opened.
 *
 * <p>What is typed meanwhile the terminal itself echoes and keeps; the editor then draws the same prompt over it, with
 * what was typed. It looks as {@link Prompt} does before anything has happened, in every theme.
 */
public final class EarlyPrompt {
    /** In bold, as ECMA-48 writes it. */
    static final String TEXT = "\033[1msocklab> \033[m";

    private EarlyPrompt() {}

    /** Shows it, if somebody sits at a terminal that can be drawn over. */
    public static void show() {
        String type = System.getenv().getOrDefault("TERM", "");
        if (TerminalCheck.now() && !type.isEmpty() && !TerminalOpener.dumb(type)) {
            write(new FileOutputStream(FileDescriptor.out));
        }
    }

    /** Neither buffered nor closed: the stream is the program's. */
    @SuppressWarnings("resource")
    private static void write(FileOutputStream out) {
        try {
            out.write(TEXT.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // the terminal is gone: whoever opens it will say so
        }
    }
}
