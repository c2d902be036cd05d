package socklab.service.uppercase;

import socklab.text.Message;

/** A line of a server's log. */
public record UppercaseLogLine(Kind kind, Message text) {

    /** What a line tells of. */
    public enum Kind {
        /** The server is ready. */
        START,
        /** A request was answered. */
        EXCHANGE,
        /** A client did something odd, and the server went on. */
        MISTAKE,
        /** The server cannot serve as it should. */
        PROBLEM,
        /** The server ended, and this is what it served. */
        STOP
    }

    static UppercaseLogLine of(Kind kind, String key, Object... args) {
        return new UppercaseLogLine(kind, Message.of(key, args));
    }
}
