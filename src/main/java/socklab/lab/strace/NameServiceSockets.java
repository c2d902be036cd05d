package socklab.lab.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Invocation;
import socklab.call.SocketAddress;
import socklab.session.Event;
import socklab.session.Socket;

/**
 * The sockets by which the C library asks the name service cache daemon about users and hosts.
 *
 * <p><b>Why</b> a lab leaves their calls out: no line of the program makes them, their number depends on the machine,
 * and a lab may not use a path outside its folder.
 *
 * <p>Source: nscd(8); glibc's nscd/nscd-client.h, {@code _PATH_NSCDSOCKET}.
 */
final class NameServiceSockets {
    private static final Set<String> PATHS = Set.of("/var/run/nscd/socket", "/run/nscd/socket");

    private final Set<Integer> ids;
    private final Set<String> names;

    private NameServiceSockets(Set<Socket> sockets) {
        this.ids = sockets.stream().map(Socket::id).collect(Collectors.toSet());
        this.names = sockets.stream().map(Socket::name).collect(Collectors.toSet());
    }

    /** Those among the sockets of events. */
    static NameServiceSockets in(List<Event> events) {
        return new NameServiceSockets(events.stream()
                .flatMap(e -> e instanceof Event.Started s && asks(s.invocation()) ? s.socket().stream() : Stream.of())
                .collect(Collectors.toSet()));
    }

    private static boolean asks(Invocation invocation) {
        return TraceEvents.given(invocation)
                .filter(a -> a instanceof SocketAddress.Unix u && PATHS.contains(u.name()))
                .isPresent();
    }

    /** A lab's events without their calls; if there were any, a comment at the end says how many. */
    List<Event> leftOut(List<Event> events) {
        List<Event> kept =
                new ArrayList<>(events.stream().filter(e -> !concerns(e)).toList());
        long calls = events.stream()
                .filter(e -> e instanceof Event.Started && concerns(e))
                .count();
        if (calls > 0) {
            kept.add(new Event.Typed(
                    "# " + calls + " calls by which the C library asks the name service cache (nscd) are left out."));
            kept.add(new Event.Typed("#zh 略去了 C 库询问名称服务缓存（nscd）的 " + calls + " 次调用。"));
        }
        return List.copyOf(kept);
    }

    /** Whether an event belongs to a call that makes one of them, or that is made on them alone. */
    private boolean concerns(Event event) {
        return event instanceof Event.Started s && concerns(s.id(), s.invocation(), s.socket())
                || event instanceof Event.Finished f && concerns(f.id(), f.invocation(), f.socket())
                || event instanceof Event.Unfinished u && concerns(u.call());
    }

    private boolean concerns(Event.CallId call, Invocation invocation, Optional<Socket> on) {
        List<Arg.Watched> watched = TraceEvents.watched(invocation);
        return ids.contains(call.number())
                || on.filter(s -> ids.contains(s.id())).isPresent()
                || !watched.isEmpty() && watched.stream().allMatch(w -> names.contains(w.name()));
    }
}
