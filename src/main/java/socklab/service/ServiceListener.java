package socklab.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import socklab.call.SocketAddress;
import socklab.session.AddressText;
import socklab.session.Event;
import socklab.text.Message;

/** Hears what a service does. The service's thread calls it, so it must not block. */
public interface ServiceListener {

    /** Whether lines of that kind are wanted. A service does not build those that are not. */
    boolean wants(LogLine.Kind kind);

    /** Takes a line. */
    void line(LogLine line);

    /** Whether {@link #call} is wanted. */
    boolean wantsCalls();

    /** Takes a call that the service made. Calls that returned EAGAIN are left out. */
    void call(Event.Served call);

    /** Builds a line and hands it over, if lines of its kind are wanted. */
    default void log(LogLine.Kind kind, String key, Object... args) {
        if (wants(kind)) {
            line(new LogLine(kind, Message.of(key, args)));
        }
    }

    /** Builds a line about a client, whose address is the first argument, if such lines are wanted. */
    default void logClient(SocketAddress client, String key, Object... args) {
        if (wants(LogLine.Kind.CLIENT)) {
            List<Object> all = new ArrayList<>(List.of(AddressText.show(client)));
            all.addAll(Arrays.asList(args));
            line(new LogLine(LogLine.Kind.CLIENT, Message.of(key, all.toArray())));
        }
    }

    /** Whether single calls, requests or clients are of interest; if not, many requests may share one call. */
    default boolean followsRequests() {
        return wantsCalls() || wants(LogLine.Kind.TRAFFIC) || wants(LogLine.Kind.CLIENT);
    }
}
