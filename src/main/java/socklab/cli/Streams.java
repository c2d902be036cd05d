package socklab.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import socklab.kernel.libc.TerminalWindow;
import socklab.shell.JsonUi;
import socklab.shell.LineUi;
import socklab.shell.ScreenSize;
import socklab.shell.StreamUi;
import socklab.shell.TypeAhead;

/** Standard input, output and error as UTF-8, whatever the locale. */
final class Streams {
    private Streams() {}

    static StreamUi front(CliOptions options) {
        return front(options, new BrokenPipeExit(options));
    }

    /** What a run of lines or labs talks to: text for people, or JSON for programs. */
    static LineUi lines(CliOptions options) {
        return lines(options, TypeAhead.KEPT);
    }

    /**
     * The same for a run that may show a live line.
     *
     * @param typeAhead what is typed meanwhile
     */
    static LineUi lines(CliOptions options, TypeAhead typeAhead) {
        return switch (options.output()) {
            case TEXT -> front(options, new BrokenPipeExit(options), typeAhead);
            case JSON -> json(options);
        };
    }

    /** JSON objects on standard output. */
    static JsonUi json(CliOptions options) {
        return new JsonUi(input(), output(options));
    }

    private static BufferedReader input() {
        return new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    }

    /** @param unread ends the program if its output is not taken */
    static StreamUi front(CliOptions options, BrokenPipeExit unread) {
        return front(options, unread, TypeAhead.KEPT);
    }

    private static StreamUi front(CliOptions options, BrokenPipeExit unread, TypeAhead typeAhead) {
        boolean terminal = CliOptions.terminal();
        PrintStream results = output(unread);
        StreamUi front = new StreamUi(
                input(),
                results,
                print(FileDescriptor.err),
                options.theme(),
                () -> terminal ? size() : Optional.empty(),
                typeAhead);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> unread.last(front::flush))); // however it ends
        return front;
    }

    private static Optional<ScreenSize> size() {
        OptionalInt columns = TerminalWindow.columns();
        OptionalInt rows = TerminalWindow.rows();
        return columns.isPresent()
                ? Optional.of(new ScreenSize(columns.getAsInt(), rows.orElse(ScreenSize.USUAL.rows())))
                : Optional.empty();
    }

    /** Standard output; the process ends when it takes no more. */
    static PrintStream output(CliOptions options) {
        return output(new BrokenPipeExit(options));
    }

    private static PrintStream output(BrokenPipeExit unread) {
        return new PrintStream(new OutputSink(FileDescriptor.out, unread), false, StandardCharsets.UTF_8);
    }

    static PrintStream print(FileDescriptor fd) {
        return new PrintStream(new FileOutputStream(fd), false, StandardCharsets.UTF_8);
    }
}
