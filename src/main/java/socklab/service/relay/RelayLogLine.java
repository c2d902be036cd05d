package socklab.service.relay;

import socklab.text.Message;

/** A line that a relay tells. */
public record RelayLogLine(Kind kind, Message text) {

    /** What a line tells of. */
    public enum Kind {
        /** The relay is ready. */
        START,
        /** What became of a datagram, or of a piece of a stream. */
        FATE,
        /** A client came or went. */
        CLIENT,
        /** Another impairment holds from now on. */
        CHANGE,
        /** The relay cannot pass on what it should. */
        PROBLEM,
        /** The relay ended, and this is what it did. */
        STOP
    }

    static RelayLogLine of(Kind kind, String key, Object... args) {
        return new RelayLogLine(kind, Message.of(key, args));
    }
}
