package socklab.term;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The first prompt, shown while the line editor is still being opened.
 *
 * <p>What is typed meanwhile the terminal itself echoes and keeps; the editor then draws the same prompt over it, with
 * what was typed. It looks as {@link Prompt} does before anything has happened, in every theme.
 */
public final class EarlyPrompt {
    /** In bold, as ECMA-48 writes it. */
    static final String TEXT = "\033[1msocklab> \033[m";

    /** Places after the command's name, which may contain anything. */
    private static final int PGRP = 2;

    private static final int TPGID = 5;

    private EarlyPrompt() {}

    /** Shows it on a terminal that can be drawn over, unless the program runs in the background. */
    @SuppressWarnings("sunapi") // sun.misc.Signal has no other name
    public static void show() {
        String type = System.getenv().getOrDefault("TERM", "");
        if (TerminalCheck.now() && !type.isEmpty() && !TerminalOpener.dumb(type) && inForeground()) {
            // as at the prompt: Ctrl-C discards what was typed, which the terminal itself does; not SIG_IGN, since
            // Java then believes that its parent ignored the signal, and refuses every later handler
            sun.misc.Signal.handle(new sun.misc.Signal("INT"), _ -> {});
            write(new FileOutputStream(FileDescriptor.out));
        }
    }

    /** Whether this process is in the terminal's foreground process group. Source: proc_pid_stat(5), pgrp and tpgid. */
    static boolean inForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[PGRP].equals(fields[TPGID]);
        } catch (IOException e) {
            return true; // not Linux
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
