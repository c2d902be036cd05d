package socklab.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import socklab.shell.StreamFront;

/** Standard input, output and error as UTF-8, whatever the locale. */
final class Streams {
    private Streams() {}

    static StreamFront front(boolean colour) {
        return new StreamFront(new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8)),
                print(FileDescriptor.out), print(FileDescriptor.err), colour);
    }

    static PrintStream print(FileDescriptor fd) {
        return new PrintStream(new FileOutputStream(fd), false, StandardCharsets.UTF_8);
    }
}
