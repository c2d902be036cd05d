package socklab.help.why;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import socklab.call.Const;
import socklab.kernel.Kernel;
import socklab.kernel.PortOwner;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.kernel.UnixTableRow;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.session.WireFrame;
import socklab.session.WireHost;
import socklab.view.reason.Facts;

/**
 * Facts about this machine, each looked up when it is asked for; it remembers what was looked at. Not for several
 * threads.
 */
final class MachineFacts implements Facts {
    private static final String IDENTITY = "socket:[";

    private final Session session;
    private final Kernel kernel;
    private final Optional<WireHost> host;
    private final Set<String> looked = new LinkedHashSet<>();
    private final Map<Long, String> sessionInodes = new HashMap<>();

    /**
     * Facts about the network that a socket is in.
     *
     * @param own the kernel of the process's network
     * @param host the host on the wire that the socket is in, if it is in one
     */
    MachineFacts(Session session, Kernel own, Optional<WireHost> host) {
        this.session = session;
        this.kernel = host.map(WireHost::kernel).orElse(own);
        this.host = host;
        looked.add("why.looked.journal");
        for (Socket socket : session.sockets()) {
            kernel.identity(socket.fd())
                    .filter(id -> id.startsWith(IDENTITY))
                    .ifPresent(id -> sessionInodes.putIfAbsent(
                            Long.parseLong(id.substring(IDENTITY.length(), id.length() - 1)), socket.name()));
        }
    }

    @Override
    public Optional<List<InetEntry>> inet(boolean stream) {
        List<SocketTableRow> rows = kernel.socketTable(stream ? Const.SOCK_STREAM : Const.SOCK_DGRAM);
        // an empty table tells from one that cannot be read by a setting that every readable /proc has
        if (rows.isEmpty() && kernel.sysctl("net/core/somaxconn").isEmpty()) {
            return Optional.empty();
        }
        looked.add(stream ? "why.looked.tcp" : "why.looked.udp");
        Map<Long, PortOwner.Process> owners = kernel.socketOwners(rows.stream()
                .map(SocketTableRow::inode)
                .filter(inode -> inode != 0)
                .toList());
        return Optional.of(rows.stream()
                .map(row -> new InetEntry(row, owner(row, Optional.ofNullable(owners.get(row.inode())))))
                .toList());
    }

    private Owner owner(SocketTableRow row, Optional<PortOwner.Process> process) {
        if (row.inode() == 0) {
            return new Owner.None();
        }
        return owner(row.inode(), process).orElseGet(() -> new Owner.Hidden(row.uid()));
    }

    private Optional<Owner> owner(long inode, Optional<PortOwner.Process> process) {
        if (sessionInodes.containsKey(inode)) {
            return Optional.of(new Owner.Session(sessionInodes.get(inode)));
        }
        return process.map(p -> p.pid() == ProcessHandle.current().pid()
                ? new Owner.Program()
                : new Owner.Process(p.pid(), p.command()));
    }

    @Override
    public Optional<List<UnixEntry>> unix() {
        Optional<List<UnixTableRow>> rows = kernel.unixTable();
        rows.ifPresent(_ -> looked.add("why.looked.unix"));
        return rows.map(table -> {
            Map<Long, PortOwner.Process> owners =
                    kernel.socketOwners(table.stream().map(UnixTableRow::inode).toList());
            return table.stream()
                    .map(row -> new UnixEntry(
                            row.name(),
                            row.type(),
                            row.listens(),
                            row.inode(),
                            owner(row.inode(), Optional.ofNullable(owners.get(row.inode())))))
                    .toList();
        });
    }

    @Override
    public Optional<SocketStatus> status(Socket socket) {
        // the descriptor of a closed socket may be another's by now
        boolean open = session.sockets().stream().anyMatch(s -> s.id() == socket.id());
        Optional<SocketStatus> status = open ? kernel.observe(socket.fd()) : Optional.empty();
        status.ifPresent(_ -> looked.add("why.looked.status"));
        return status;
    }

    @Override
    public List<Socket> sockets() {
        return session.sockets();
    }

    @Override
    public Optional<String> sysctl(String name) {
        Optional<String> value = kernel.sysctl(name);
        value.ifPresent(_ -> looked.add("why.looked.sysctl"));
        return value;
    }

    private <T> Optional<List<T>> looked(String key, Optional<List<T>> found) {
        found.ifPresent(_ -> looked.add(key));
        return found;
    }

    /** What can be looked up for the network of the process only. */
    private <T> Optional<T> ofProcess(Supplier<Optional<T>> lookup) {
        return host.isPresent() ? Optional.empty() : lookup.get();
    }

    @Override
    public List<WireFrame> frames() {
        List<WireFrame> frames = session.frames();
        if (!frames.isEmpty()) {
            looked.add("why.looked.frames");
        }
        return frames;
    }

    @Override
    public Optional<List<String>> addresses() {
        Optional<List<String>> ofHost = host.map(
                h -> List.of("127.0.0.1", "::1", h.ipv4().host(), h.ipv6().host()));
        return looked("why.looked.addresses", ofHost.or(Interfaces::addresses));
    }

    @Override
    public Optional<List<String>> broadcasts() {
        return looked("why.looked.addresses", ofProcess(Interfaces::broadcasts));
    }

    @Override
    public Optional<List<String>> interfaces() {
        return looked("why.looked.addresses", ofProcess(Interfaces::names));
    }

    @Override
    public Optional<List<String>> routes(boolean six) {
        return looked("why.looked.routes", ofProcess(six ? Routes::six : Routes::four));
    }

    @Override
    public Optional<Integer> descriptorLimit() {
        looked.add("why.looked.limit");
        return kernel.descriptorLimit();
    }

    @Override
    public Optional<Boolean> capable(int bit) {
        Optional<Boolean> capable = ProcessState.capable(bit);
        capable.ifPresent(_ -> looked.add("why.looked.capabilities"));
        return capable;
    }

    @Override
    public Optional<PathState> path(String path) {
        looked.add("why.looked.path");
        return PathLookup.of(path);
    }

    @Override
    public List<String> looked() {
        return new ArrayList<>(looked);
    }
}
