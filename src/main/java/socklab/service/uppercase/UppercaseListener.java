package socklab.service.uppercase;

import socklab.session.Event;

/** Hears what a server does. It is called on the server's thread, so it must not block. */
public interface UppercaseListener {

    /** Whether lines of that kind are wanted; those not wanted are not made. */
    boolean wants(UppercaseLogLine.Kind kind);

    /** A line for the log. */
    void line(UppercaseLogLine line);

    /** Whether it wants to hear of calls; those that nobody hears of may be made many at once. */
    default boolean wantsCalls() {
        return true;
    }

    /** A call that the server made; those that found nothing to do are left out. */
    void call(Event.Served call);
}
