package socklab.service.relay;

/** Hears what a relay does. It is called on the relay's thread, so it must not block. */
public interface RelayListener {

    /** Whether lines of that kind are wanted; those not wanted are not made. */
    boolean wants(RelayLogLine.Kind kind);

    /** A line to show. */
    void line(RelayLogLine line);

    /** Tells a line, if lines of its kind are wanted. */
    default void tell(RelayLogLine.Kind kind, String key, Object... args) {
        if (wants(kind)) {
            line(RelayLogLine.of(kind, key, args));
        }
    }
}
