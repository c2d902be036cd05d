package socklab.session;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Invocation;
import socklab.call.JavaCall;
import socklab.call.Outcome;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.lang.SyntaxError;
import socklab.text.Message;

/** Something that happened. Times are {@link System#nanoTime} readings. */
public sealed interface Event {

    /** A line was typed, or read from a lab, and makes no call: of one that does, its {@link Started} tells. */
    record Typed(String line) implements Event {}

    /** A name was looked up on behalf of a call. */
    record Resolved(long at, String host, Kernel.Resolution resolution) implements Event {}

    /** A call is about to be made. When it was made is told when it has ended, or has not. */
    record Started(CallId id, Invocation invocation, Optional<Socket> socket) implements Event {
        @Override
        public String line() {
            return id.line();
        }
    }

    /**
     * A call that has not returned went to the background.
     *
     * @param since when it was made
     * @param java the call of Java's library that it waits in, if it is made by one
     */
    record Unfinished(long at, Started call, long since, int job, Optional<JavaCall> java) implements Event {
        public Unfinished(long at, Started call, long since, int job) {
            this(at, call, since, job, Optional.empty());
        }

        @Override
        public String line() {
            return call.line();
        }
    }

    /**
     * A call ended.
     *
     * @param at when it was made
     * @param socket the socket that it was made on, as it was then
     * @param made the names of the sockets that it made
     * @param name the name given to its result
     * @param job the job that it was, if it went to the background
     * @param changes sockets whose state in the kernel's tables differs from before; looked for only when wanted
     */
    record Finished(
            long at,
            CallId id,
            Invocation invocation,
            Outcome outcome,
            Optional<Socket> socket,
            List<String> made,
            Optional<String> name,
            Optional<Integer> job,
            List<Change> changes)
            implements Event {

        /** A socket's state before and after a call; one that the call made has none from before. */
        public record Change(String socket, Optional<String> before, String after) {}

        @Override
        public String line() {
            return id.line();
        }

        @Override
        public int dataBytes() {
            // no loop over what the call wrote: it would be compiled into everything that happens for every call
            OptionalInt received = invocation.call().received();
            return received.isPresent() && outcome instanceof Outcome.Returned r
                    ? r.outs().get(received.getAsInt()).size()
                    : 0;
        }
    }

    /**
     * A call that a server built into the program made on its own thread; not the user's, so it has no number.
     *
     * @param server what made it: {@code udp server}
     */
    record Served(String server, Finished call) implements Event {
        /** The same call of a server that runs in a host on the wire. */
        public Served in(String host) {
            Optional<Socket> socket = call.socket().map(s -> s.in(Optional.of(host)));
            return new Served(
                    host + " " + server,
                    new Finished(
                            call.at(),
                            call.id(),
                            call.invocation(),
                            call.outcome(),
                            socket,
                            call.made(),
                            call.name(),
                            call.job(),
                            call.changes()));
        }

        @Override
        public int dataBytes() {
            return call.dataBytes()
                    + call.invocation()
                            .first(Arg.Payload.class)
                            .map(p -> p.data().length())
                            .orElse(0);
        }
    }

    /**
     * A frame came to the wire, or something was done with one that waited there.
     *
     * @param number its number, from 1 on; frames that only find neighbours, routers or groups are counted apart
     * @param from the host that sent it
     * @param to the host that it is for; {@code *} for all others
     * @param text the line that tcpdump prints of it
     * @param housekeeping whether it only finds neighbours, routers or groups
     * @param lost whether it goes no further
     * @param fate what became of it; nothing if it just passed
     * @param arrived when it went on to the other host, by {@link System#nanoTime}; none while it has not
     * @param brief its text in a few words: {@code [P.] 1:6 ack 1}
     */
    record Frame(
            long at,
            long number,
            String from,
            String to,
            Bytes bytes,
            String text,
            boolean housekeeping,
            boolean lost,
            List<Message> fate,
            Optional<Long> arrived,
            String brief)
            implements Event {
        @Override
        public int dataBytes() {
            return bytes.length();
        }
    }

    /**
     * The kernel's tables were looked at, and showed TCP sockets in other states than before, or were asked for.
     *
     * @param at when that was
     * @param after the number of the call after which it was, if a call was the reason
     */
    record Observed(long at, Optional<Integer> after, List<TcpSeen> sockets) implements Event {}

    /**
     * A TCP socket in the kernel's tables, or the connection that a closed one has left there.
     *
     * @param id the socket's
     * @param socket its name
     * @param state by RFC 9293's name; {@code CLOSED} if the tables have no such connection
     * @param timer the timer that runs, such as TIME-WAIT's
     */
    record TcpSeen(int id, String socket, String state, Optional<SocketStatus.Timer> timer) {}

    /** Something to tell that is no result. */
    record Note(long at, Message text) implements Event {}

    /** A text that a line printed. */
    record Printed(long at, String text) implements Event {}

    /** A line drew a chart. */
    record Plotted(long at, Chart chart, Form form) implements Event {
        /** How a reader wants to see it. */
        public enum Form {
            DRAWN,
            NUMBERS
        }

        @Override
        public int dataBytes() {
            return POINT_BYTES
                    * chart.series().stream().mapToInt(s -> s.points().size()).sum();
        }

        private static final int POINT_BYTES = 32;
    }

    /** A line that could not be run. */
    record Problem(long at, SyntaxError error) implements Event {}

    /** The line that it is of; empty if of none. */
    default String line() {
        return "";
    }

    /** The line that was typed, if it is this event that tells of it. */
    default Optional<String> lineTyped() {
        return switch (this) {
            case Typed e -> Optional.of(e.line());
            case Started e -> e.id().typed() ? Optional.of(e.id().line()) : Optional.empty();
            case Resolved _,
                    Unfinished _,
                    Finished _,
                    Served _,
                    Frame _,
                    Observed _,
                    Note _,
                    Printed _,
                    Plotted _,
                    Problem _ -> Optional.empty();
        };
    }

    /** How many bytes of data are kept with it: what a call received, and with a server's also what it sent. */
    default int dataBytes() {
        return 0;
    }

    /** Where a call was made. */
    enum Origin {
        /** By this session. */
        SESSION,
        /** By another program, and read from a log of strace: this machine may have changed since, or be another. */
        TRACED
    }

    /**
     * A call's number, {@code $7}, and the line that it was typed as; 0 for a call that the shell makes to find a
     * {@code $} value.
     */
    record CallId(int number, String line, Origin origin) {
        /** What calls have that only find a value. */
        public static final CallId HELPER = new CallId(0, "");

        /** A call of this session. */
        public CallId(int number, String line) {
            this(number, line, Origin.SESSION);
        }

        public boolean typed() {
            return number > 0;
        }
    }
}
