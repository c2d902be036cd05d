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
    /** 0: the descriptor is gone. */
    CLOSED
}
