package socklab.help.why;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Errno;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.kernel.SocketTableRow;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.view.reason.Facts;

/**
 * What a log of strace tells of a call that failed in it. This machine tells nothing: it may be another one, or later.
 *
 * <p>A log does not show the sockets of other programs. So it can prove that a socket of its own holds an address, and
 * never that none does: there is a table only for a failure that a socket of the log explains.
 */
final class LogFacts implements Facts {
    private static final String LISTEN = "LISTEN";
    private static final SocketAddress NONE = new SocketAddress.Inet4(0, 0);

    private final Event.Finished failed;
    private final List<Event> events;

    LogFacts(Event.Finished failed, List<Event> events) {
        this.failed = failed;
        this.events = events;
    }

    /** A socket of the log: what calls told of it. */
    private record Known(Socket socket, Optional<SocketAddress> local, boolean listens) {}

    @Override
    public Optional<List<InetEntry>> inet(boolean stream) {
        boolean inUse = failed.outcome() instanceof Outcome.Failed f && f.errno() == Errno.EADDRINUSE;
        if (!inUse) {
            return Optional.empty();
        }
        List<InetEntry> entries = new ArrayList<>();
        for (Known known : open().values()) {
            boolean own =
                    failed.socket().filter(s -> s.id() == known.socket().id()).isPresent();
            if (!own && known.socket().stream() == stream && known.local().isPresent()) {
                SocketTableRow row = new SocketTableRow(
                        known.local().get(),
                        NONE,
                        known.listens() ? LISTEN : stream ? SocketTableRow.BOUND : "CLOSED",
                        known.socket().id(),
                        0,
                        Optional.empty());
                entries.add(new InetEntry(row, new Owner.Session(known.socket().name())));
            }
        }
        int port = failed.invocation()
                .first(socklab.call.Arg.Address.class)
                .map(a -> a.address().port())
                .orElse(0);
        boolean explains = entries.stream().anyMatch(e -> e.row().local().port() == port);
        return explains ? Optional.of(entries) : Optional.empty();
    }

    /** The sockets of the log that were open when the call failed. */
    private Map<Integer, Known> open() {
        Map<Integer, Known> open = new LinkedHashMap<>();
        for (Event event : events) {
            if (event instanceof Event.Finished f && f.id().equals(failed.id())) {
                break;
            } else if (event instanceof Event.Finished f
                    && f.id().origin() == Event.Origin.TRACED
                    && f.outcome() instanceof Outcome.Returned r
                    && f.socket().isPresent()) {
                note(f, r, open);
            }
        }
        return open;
    }

    private static void note(Event.Finished f, Outcome.Returned r, Map<Integer, Known> open) {
        Socket socket = f.socket().orElseThrow();
        Result result = f.invocation().call().result();
        if (result == Result.CLOSED) {
            open.remove(socket.id());
            return;
        }
        Optional<Known> before = Optional.ofNullable(open.get(socket.id()));
        Optional<SocketAddress> told = result == Result.LOCAL_NAME ? Out.address(r.outs()) : bound(f);
        boolean listens =
                result == Result.ZERO && f.invocation().call().params().stream().anyMatch(Param.Int.class::isInstance);
        open.put(
                socket.id(),
                new Known(
                        socket,
                        told.or(socket::local)
                                .or(() -> before.flatMap(Known::local))
                                .filter(a -> a.port() > 0),
                        listens || before.map(Known::listens).orElse(false)));
    }

    private static Optional<SocketAddress> bound(Event.Finished f) {
        boolean binds = f.invocation().call().params().stream().anyMatch(Param.Local.class::isInstance);
        return f.invocation()
                .first(socklab.call.Arg.Address.class)
                .filter(_ -> binds)
                .map(socklab.call.Arg.Address::address)
                .filter(a -> a.port() > 0);
    }

    @Override
    public List<String> looked() {
        return List.of("why.looked.journal");
    }
}
