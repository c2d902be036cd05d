package socklab.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import socklab.session.Event;
import socklab.shell.TestShell;
import socklab.text.Language;

/** A shell with a wire between hosts a and b; a test that needs it is skipped where none can be laid. */
final class WireTestShell implements AutoCloseable {
    private final TestShell shell;

    WireTestShell() {
        this(Language.EN);
    }

    WireTestShell(Language language) {
        shell = new TestShell(language);
        new WireCommands(shell.shell(), shell.ui()).register();
        String told = shell.tells("/wire");
        if (shell.shell().session().hosts().isEmpty()) {
            shell.close();
        }
        assumeTrue(!told.contains("error:"), told);
    }

    TestShell shell() {
        return shell;
    }

    /** Runs lines; the last one's result. */
    String run(String... lines) {
        return shell.run(lines);
    }

    /** Runs a line; what a reader sees meanwhile. */
    String tells(String line) {
        return shell.tells(line);
    }

    /** Makes a TCP connection from a socket {@code client} in a to a socket {@code peer} in b, port 80. */
    void connect() {
        run("server = b.open tcp", "server.bind 80", "server.listen", "client = a.open tcp", "client.connect b 80");
        run("peer = server.accept");
    }

    /** Waits until so many frames wait in the hand. */
    void awaitHeld(int frames) {
        while (!tells("/wire").contains(", " + frames + " waiting in your hand")) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** The frames so far: {@code a>b [S] lost}. */
    List<String> frames() {
        return events().stream()
                .map(f -> f.from() + ">" + f.to() + " " + f.text().replaceAll(".*Flags (\\[[^]]*]).*", "$1")
                        + (f.lost() ? " lost" : ""))
                .collect(Collectors.toList());
    }

    List<Event.Frame> events() {
        return shell.shell().session().journal().events().stream()
                .filter(Event.Frame.class::isInstance)
                .map(Event.Frame.class::cast)
                .toList();
    }

    @Override
    public void close() {
        shell.close();
    }
}
