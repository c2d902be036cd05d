package socklab.call;

/** What a call's return value means, and so how its result line reads and what it changes in the session. */
public enum Result {
    /** 0: nothing to tell but that it went well. */
    ZERO,
    /** A descriptor: a new socket, or a second descriptor of one. */
    DESCRIPTOR,
    /** A descriptor and the peer's address: a connection taken off the queue. */
    ACCEPTED,
    /** How many bytes were sent. */
    SENT,
    /** How many bytes were received, and the bytes. */
    RECEIVED,
    /** 0, and an option's value. */
    OPTION,
    /** 0, and the socket's own address. */
    LOCAL_NAME,
    /** 0, and the peer's address. */
    PEER_NAME,
    /** 0, and two descriptors: a pair of connected sockets. */
    PAIR,
    /** A descriptor of an epoll instance. */
    EPOLL,
    /** How many messages were sent. */
    SENT_MESSAGES,
    /** How many messages were received, and the messages. */
    RECEIVED_MESSAGES,
    /** A command's answer: flags, or 0. */
    FLAGS,
    /** 0, and a number. */
    NUMBER,
    /** How many descriptors are ready, and which; 0 when the time is over. */
    READY,
    /** 0: the descriptor is gone. */
    CLOSED;

    /** How many descriptors a call with that result makes: two for a pair of sockets. */
    public int descriptors() {
        return switch (this) {
            case DESCRIPTOR, ACCEPTED, EPOLL -> 1;
            case PAIR -> 2;
            case ZERO,
                    SENT,
                    RECEIVED,
                    OPTION,
                    LOCAL_NAME,
                    PEER_NAME,
                    SENT_MESSAGES,
                    RECEIVED_MESSAGES,
                    FLAGS,
                    NUMBER,
                    READY,
                    CLOSED -> 0;
        };
    }

    /** The C type that carries it. */
    public CType ctype() {
        return switch (this) {
            case SENT, RECEIVED -> CType.SSIZE;
            case ZERO,
                    DESCRIPTOR,
                    ACCEPTED,
                    OPTION,
                    LOCAL_NAME,
                    PEER_NAME,
                    PAIR,
                    EPOLL,
                    SENT_MESSAGES,
                    RECEIVED_MESSAGES,
                    FLAGS,
                    NUMBER,
                    READY,
                    CLOSED -> CType.INT;
        };
    }
}
