package socklab.help.why;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Errno;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.view.ResultView;

/** Looks for what explains a failed call: in the journal, in the kernel's tables and settings. It makes no call on a user's descriptor. */
public final class Diagnosis {
    private static final int MOST_PAST = 6;

    private final Session session;
    private final Kernel kernel;

    public Diagnosis(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /** What blocked calls wait for. */
    public List<Evidence> blocked(List<Job> jobs) {
        List<Evidence> found = new ArrayList<>();
        for (Job job : jobs) {
            job.call()
                    .ifPresent(c -> found.add(new Evidence.Waits(
                            job.number().orElse(0),
                            c.call(),
                            System.nanoTime() - c.since(),
                            status(c.call().socket()))));
        }
        return found;
    }

    /** What explains a call's errno. */
    public List<Evidence> of(Event.Finished call, Errno errno) {
        List<Evidence> found = new ArrayList<>();
        switch (errno) {
            case EADDRINUSE -> taken(call, found);
            case ECONNREFUSED -> refused(call, found);
            case EAGAIN, EINPROGRESS, EALREADY, ENOBUFS -> buffers(call, found);
            case EACCES, EPERM -> forbidden(call, found);
            case EADDRNOTAVAIL -> notHere(call, found);
            case EMFILE, ENFILE ->
                found.add(new Evidence.Descriptors(kernel.openDescriptors(), kernel.descriptorLimit()));
            case ENETUNREACH, EHOSTUNREACH, ENETDOWN -> found.add(new Evidence.Routes(NetworkFacts.routes()));
            default -> {
                history(call, found);
                seen(call, found);
            }
        }
        return found;
    }

    /** What the kernel tells of a socket, unless it was closed: its descriptor may be another's by now. */
    private Optional<SocketStatus> status(Optional<Socket> socket) {
        return socket.flatMap(s ->
                        session.sockets().stream().filter(o -> o.id() == s.id()).findFirst())
                .flatMap(s -> kernel.observe(s.fd()));
    }

    private Optional<SocketAddress> typed(Event.Finished call) {
        return call.invocation()
                .first(Arg.Address.class)
                .map(Arg.Address::address)
                .or(() -> call.invocation().first(Arg.Message.class).flatMap(Arg.Message::to));
    }

    private static boolean stream(Event.Finished call) {
        return call.socket().map(Socket::stream).orElse(false);
    }

    private void taken(Event.Finished call, List<Evidence> found) {
        Optional<SocketAddress> wanted =
                typed(call).or(() -> status(call.socket()).flatMap(SocketStatus::local));
        if (wanted.isPresent() && wanted.get() instanceof SocketAddress.Unix unix) {
            path(unix, found);
        } else if (wanted.isPresent()) {
            PortLookup places = new PortLookup(session, kernel);
            found.add(places.readable() ? places.held(wanted.get(), stream(call)) : new Evidence.NoTables());
        }
    }

    private static void path(SocketAddress.Unix unix, List<Evidence> found) {
        if (unix.kind() == SocketAddress.Unix.Kind.PATH) {
            String path = new String(unix.name().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            try {
                found.add(new Evidence.PathState(path, Files.exists(Path.of(path))));
            } catch (InvalidPathException e) {
                found.add(new Evidence.PathState(path, false));
            }
        }
    }

    private void refused(Event.Finished call, List<Evidence> found) {
        Optional<SocketAddress> wanted = typed(call)
                .or(() -> call.socket().flatMap(Socket::remote))
                .or(() -> status(call.socket()).flatMap(SocketStatus::remote));
        if (wanted.isEmpty()) {
            history(call, found);
        } else if (wanted.get() instanceof SocketAddress.Unix unix) {
            path(unix, found);
        } else if (!SandboxPolicy.staysHere(wanted.get())) {
            found.add(new Evidence.Elsewhere(wanted.get()));
        } else {
            PortLookup places = new PortLookup(session, kernel);
            found.add(places.readable() ? places.listeners(wanted.get(), stream(call)) : new Evidence.NoTables());
        }
    }

    private void buffers(Event.Finished call, List<Evidence> found) {
        Result result = call.invocation().call().result();
        boolean sending = result == Result.SENT || result == Result.SENT_MESSAGES;
        seen(call, found);
        if (sending || result == Result.RECEIVED || result == Result.RECEIVED_MESSAGES) {
            call.socket().ifPresent(s -> size(call, s, sending, found));
        }
        otherEnd(call, found);
    }

    /** A buffer's size: as the tables tell it, as it was set, or as new sockets have it. */
    private void size(Event.Finished call, Socket socket, boolean sending, List<Evidence> found) {
        SocketOption option = sending ? SocketOption.SO_SNDBUF : SocketOption.SO_RCVBUF;
        Optional<String> told =
                status(call.socket()).map(s -> s.more().options().get(option));
        String letter = sending ? "w" : "r";
        String setting = socket.stream() ? "net/ipv4/tcp_" + letter + "mem" : "net/core/" + letter + "mem_default";
        Optional<String> standard = kernel.sysctl(setting);
        if (told.isPresent()) {
            found.add(new Evidence.BufferSize(socket.name(), sending, told.get(), option.name()));
        } else if (standard.isPresent()) {
            String[] words = standard.get().split("\\s+");
            found.add(new Evidence.BufferSize(
                    socket.name(), sending, words[words.length - 1], setting.replace('/', '.')));
        }
    }

    /** The socket of this session whose addresses are this one's, turned round. */
    private void otherEnd(Event.Finished call, List<Evidence> found) {
        Optional<SocketStatus> mine = status(call.socket());
        if (mine.isEmpty()
                || mine.get().local().isEmpty()
                || mine.get().remote().isEmpty()) {
            return;
        }
        for (Socket socket : session.sockets()) {
            Optional<SocketStatus> its = kernel.observe(socket.fd());
            if (its.isPresent()
                    && its.get().local().equals(mine.get().remote())
                    && its.get().remote().equals(mine.get().local())
                    && !socket.name().equals(call.socket().map(Socket::name).orElse(""))) {
                found.add(new Evidence.OtherEnd(socket.name(), its.get()));
                return;
            }
        }
    }

    private void forbidden(Event.Finished call, List<Evidence> found) {
        Optional<SocketAddress> address = typed(call);
        boolean binds = call.invocation().call().params().stream().anyMatch(Param.Local.class::isInstance);
        if (address.isEmpty()) {
            kernel.sysctl("net/ipv4/ping_group_range")
                    .ifPresent(v -> found.add(new Evidence.Setting("net.ipv4.ping_group_range", v)));
        } else if (binds) {
            kernel.sysctl("net/ipv4/ip_unprivileged_port_start")
                    .ifPresent(v -> found.add(new Evidence.Privileged(PortLookup.port(address.get()), v)));
        } else {
            found.add(new Evidence.Broadcast(address.get(), wasSet(call, SocketOption.SO_BROADCAST)));
        }
    }

    private boolean wasSet(Event.Finished call, SocketOption option) {
        return before(call).stream()
                .anyMatch(f -> f.invocation()
                        .first(Arg.SetOption.class)
                        .filter(a -> a.option() == option)
                        .isPresent());
    }

    private void notHere(Event.Finished call, List<Evidence> found) {
        boolean binds = call.invocation().call().params().stream().anyMatch(Param.Local.class::isInstance);
        if (binds) {
            found.add(new Evidence.Addresses(NetworkFacts.addresses()));
        } else {
            kernel.sysctl("net/ipv4/ip_local_port_range")
                    .ifPresent(v -> found.add(new Evidence.Setting("net.ipv4.ip_local_port_range", v)));
        }
    }

    private void seen(Event.Finished call, List<Evidence> found) {
        status(call.socket())
                .ifPresent(s ->
                        found.add(new Evidence.Seen(call.socket().orElseThrow().name(), stream(call), s)));
    }

    private void history(Event.Finished call, List<Evidence> found) {
        List<Event.Finished> before = before(call);
        if (!before.isEmpty()) {
            List<Event.Finished> last = before.subList(Math.max(0, before.size() - MOST_PAST), before.size());
            found.add(new Evidence.History(
                    call.socket().orElseThrow().name(),
                    last.stream()
                            .map(f -> new Evidence.Past(
                                    f.id().number(), f.id().line().strip(), ResultView.result(f), call.at() - f.at()))
                            .toList()));
        }
    }

    /** The calls made on the same socket before, and the one that made it. */
    private List<Event.Finished> before(Event.Finished call) {
        int id = call.socket().map(Socket::id).orElse(0);
        return id == 0
                ? List.of()
                : session.journal().events().stream()
                        .filter(Event.Finished.class::isInstance)
                        .map(Event.Finished.class::cast)
                        .filter(f -> f.id().typed()
                                && f.at() < call.at()
                                && f.id().number() != call.id().number()
                                && (f.id().number() == Math.abs(id)
                                        || f.socket().filter(s -> s.id() == id).isPresent()))
                        .toList();
    }
}
