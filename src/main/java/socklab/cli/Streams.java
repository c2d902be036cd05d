package socklab.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import socklab.kernel.WindowSize;
import socklab.shell.StreamFront;

/** Standard input, output and error as UTF-8, whatever the locale. */
final class Streams {
    private Streams() {}

    static StreamFront front(Options options) {
        boolean terminal = Options.terminal();
        Unread unread = new Unread(options);
        PrintStream results = new PrintStream(new Outlet(FileDescriptor.out, unread), false, StandardCharsets.UTF_8);
        StreamFront front = new StreamFront(new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8)),
                results, print(FileDescriptor.err), options.colours(),
                () -> terminal ? WindowSize.columns() : OptionalInt.empty());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> unread.last(front::flush))); // however it ends
        return front;
    }

    static PrintStream print(FileDescriptor fd) {
        return new PrintStream(new FileOutputStream(fd), false, StandardCharsets.UTF_8);
    }
}
