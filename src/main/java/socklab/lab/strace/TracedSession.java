package socklab.lab.strace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import socklab.session.Event;
import socklab.session.Socket;

/**
 * A log of strace as a session.
 *
 * @param events what a session's journal would have: for timeline and reasons
 * @param lab the same for a lab: where no line says a call, a comment, and no calls of {@link NameServiceSockets}
 * @param cut the numbers of calls of whose data strace printed only a part
 * @param sockets all sockets of the log
 * @param owners the names of sockets by their ports
 * @param chosen the ports that the programs chose themselves
 */
public record TracedSession(
        List<Event> events,
        List<Event> lab,
        Set<Integer> cut,
        List<Socket> sockets,
        Map<Integer, String> owners,
        Set<Integer> chosen,
        Counts counts) {

    /**
     * What a log came to.
     *
     * @param calls how many of its calls socklab has
     * @param failed how many of those failed
     * @param complete whether all of it was taken
     * @param timed whether it tells how long calls took
     */
    public record Counts(int calls, int failed, int processes, boolean complete, boolean timed) {}

    /** Whether a file looks like a log of strace. */
    public static boolean looksLike(Path file) throws IOException {
        return TraceLog.looksLike(file);
    }

    /**
     * Reads a log.
     *
     * @param number the number of its first call
     * @param taken names that none of its sockets shall have
     * @throws IOException if the file cannot be read
     */
    public static TracedSession read(Path file, int number, Set<String> taken) throws IOException {
        return of(TraceLog.read(file), number, taken);
    }

    static TracedSession of(TraceLog log, int number, Set<String> taken) {
        long length =
                log.calls().stream().mapToLong(c -> c.at() + c.nanos()).max().orElse(0);
        long base = System.nanoTime() - length;
        SocketNames learning = SocketNames.unknown();
        TraceEvents first = new TraceEvents(learning, base, number, Set.of());
        new TraceFollower(log, first).follow();
        TraceEvents events = new TraceEvents(learning.known(taken), base, number, first.named());
        new TraceFollower(log, events).follow();
        return events.session(log);
    }
}
