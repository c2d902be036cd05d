package socklab.relay;

/** Hears what a relay does. It is called on the relay's thread, so it must not block. */
public interface Witness {

    /** Whether lines of that kind are wanted; those not wanted are not made. */
    boolean wants(Line.Kind kind);

    /** A line to show. */
    void line(Line line);

    /** Tells a line, if lines of its kind are wanted. */
    default void tell(Line.Kind kind, String key, Object... args) {
        if (wants(kind)) {
            line(Line.of(kind, key, args));
        }
    }
}
