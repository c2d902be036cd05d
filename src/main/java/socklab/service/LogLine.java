package socklab.service;

import socklab.text.Message;

/** A line that a service logs. */
public record LogLine(Kind kind, Message text) {

    /** What a line is about. */
    public enum Kind {
        /** The service is ready. */
        START,
        /** A request was answered, or the relay decided about a datagram or a piece of a stream. */
        TRAFFIC,
        /** A client came, left, or made a mistake. */
        CLIENT,
        /** Other impairments hold from now on. */
        CHANGE,
        /** The service cannot do what it should; it goes on. */
        PROBLEM,
        /** The service has ended: a line of its counts. */
        STOP
    }
}
