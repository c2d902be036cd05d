package socklab.kernel.libc;

import static socklab.kernel.netlink.NetlinkSocket.Protocol.NETLINK_SOCK_DIAG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;
import socklab.kernel.DatagramBatch;
import socklab.kernel.Host;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.PortOwner;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.kernel.UnixTableRow;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.ffm.CStructs;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.ffm.StructFields;
import socklab.kernel.netlink.NetlinkSocket;
import socklab.kernel.netns.NetworkNamespace;
import socklab.kernel.tables.NetworkFiles;
import socklab.kernel.tables.ProcNet;
import socklab.kernel.tables.ProcPorts;
import socklab.kernel.tables.ProcUnix;
import socklab.kernel.tables.SockDiag;
import socklab.text.Message;

/**
 * The kernel of Linux, through glibc or a C library with the same ABI.
 *
 * <p>Source: POSIX.1-2024 {@code <sys/socket.h>}; pthread_kill(3); sigaction(2); getaddrinfo(3).
 */
public final class LibcKernel implements Kernel {
    /** A real-time signal that neither the C library nor the virtual machine uses. Source: signal(7). */
    static final int SIGNAL = 40;

    /** Source: {@code <sys/resource.h>}. */
    private static final int RLIMIT_NOFILE = 7;

    static final MemorySegment PTHREAD_SELF = Libc.function("pthread_self");
    static final MemorySegment PTHREAD_KILL = Libc.function("pthread_kill");
    static final MemorySegment GETTID = Libc.function("gettid");
    static final MemorySegment PTHREAD_SETCANCELTYPE = Libc.function("pthread_setcanceltype");

    /** The value in glibc and in musl. */
    static final int PTHREAD_CANCEL_ASYNCHRONOUS = 1;

    /** The function of each call, by the call's ordinal. */
    private final MemorySegment[] functions =
            Arrays.stream(Call.values()).map(c -> Libc.function(c.function())).toArray(MemorySegment[]::new);

    private final Optional<NetworkNamespace> namespace;
    private final NetworkFiles files;
    private final ProcNet procNet;
    private final ProcPorts procPorts;
    private Optional<SockDiag> sockDiag = Optional.empty();
    private boolean tablesOpened;
    private boolean signalCaught;

    /** The kernel in the network of the process. */
    public LibcKernel() {
        this(Optional.empty());
    }

    private LibcKernel(Optional<NetworkNamespace> namespace) {
        this.namespace = namespace;
        this.files = namespace.map(NetworkNamespace::files).orElse(NetworkFiles.OF_PROCESS);
        this.procNet = new ProcNet(files);
        this.procPorts = new ProcPorts(files);
    }

    /** Links the downcall and computes the layouts ahead of the first use. */
    public static void link() {
        Libc.function("socket");
        StructFields.size(CStructs.SOCKADDR_IN);
    }

    /**
     * Installs a signal handler that does nothing, without SA_RESTART: a blocked call then returns EINTR. The handler
     * must be a C function, because a signal handler must not call into Java; abs(3) has no side effect. Without a
     * handler the signal would end the process, so this is called before the signal is sent.
     */
    synchronized void catchSignal() {
        if (signalCaught) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory action = NativeMemory.in(arena, StructFields.size(CStructs.SIGACTION));
            action.putLong(
                    StructFields.offset(CStructs.SIGACTION, "sa_handler"),
                    Libc.function("abs").address());
            Libc.State state = new Libc.State(arena);
            int result = (int) Libc.call(Libc.function("sigaction"), state, SIGNAL, action.address(), 0);
            if (result != 0) {
                throw new UnsupportedEnvironment(Message.of("cannot.signal", SIGNAL, state.errno()));
            }
        }
        signalCaught = true;
    }

    MemorySegment function(Call call) {
        return functions[call.ordinal()];
    }

    @Override
    public Implementation implementation() {
        return Implementation.LIBC;
    }

    @Override
    public Caller caller() {
        return new LibcCaller(this);
    }

    @Override
    public void start(Thread thread) {
        namespace.ifPresentOrElse(n -> n.start(thread), thread::start);
    }

    @Override
    public Host openHost(String name, Host.Rights rights) {
        return NetworkNamespace.open(name, rights, n -> new LibcKernel(Optional.of(n)));
    }

    @Override
    public boolean isolated() {
        return namespace.isPresent();
    }

    @Override
    public Poller poller() {
        return new EpollPoller();
    }

    @Override
    public Optional<DatagramBatch> datagramBatch() {
        return Optional.of(new LibcDatagramBatch());
    }

    @Override
    public Resolution resolve(String host, Const family) {
        return NameLookup.resolve(host, family);
    }

    @Override
    public Optional<SocketStatus> observe(int fd) {
        return Optional.ofNullable(observe(List.of(fd)).get(fd));
    }

    @Override
    public Map<Integer, SocketStatus> observe(Collection<Integer> fds) {
        Map<Integer, SocketStatus> found =
                new HashMap<>(sockDiag().map(t -> t.observe(fds)).orElse(Map.of()));
        for (int fd : fds) {
            if (!found.containsKey(fd)) {
                procNet.observe(fd).ifPresent(s -> found.put(fd, s));
            }
        }
        return found;
    }

    @Override
    public Optional<SocketStatus> connection(SocketAddress local, SocketAddress remote) {
        return sockDiag().flatMap(t -> t.connection(local, remote));
    }

    /** The tables by netlink, opened at first use; empty if the system does not allow netlink. */
    private synchronized Optional<SockDiag> sockDiag() {
        if (!tablesOpened) {
            tablesOpened = true;
            sockDiag = namespace
                    .map(n -> n.netlink(NETLINK_SOCK_DIAG))
                    .orElseGet(() -> NetlinkSocket.open(NETLINK_SOCK_DIAG))
                    .map(netlink -> new SockDiag(netlink, files));
        }
        return sockDiag;
    }

    private static String protocol(Const type) {
        return type == Const.SOCK_STREAM ? "tcp" : "udp";
    }

    @Override
    public Optional<String> identity(int fd) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<PortOwner> portOwners(Const type, int port) {
        List<PortOwner> owners = new ArrayList<>(procPorts.portOwners(protocol(type), port));
        if (type == Const.SOCK_STREAM) {
            List<SocketTableRow> bound = sockDiag().map(SockDiag::bound).orElse(List.of()).stream()
                    .filter(row -> row.local().port() == port)
                    .toList();
            Map<Long, PortOwner.Process> processes =
                    socketOwners(bound.stream().map(SocketTableRow::inode).toList());
            bound.forEach(
                    row -> owners.add(new PortOwner(row.local(), Optional.ofNullable(processes.get(row.inode())))));
        }
        return List.copyOf(owners);
    }

    @Override
    public List<SocketTableRow> socketTable(Const type) {
        List<SocketTableRow> rows = new ArrayList<>(procPorts.sockets(protocol(type)));
        if (type == Const.SOCK_STREAM) {
            // /proc/net/tcp has no row for a socket that is bound only
            sockDiag().map(SockDiag::bound).ifPresent(rows::addAll);
        }
        return List.copyOf(rows);
    }

    @Override
    public Optional<List<UnixTableRow>> unixTable() {
        return ProcUnix.sockets(files);
    }

    @Override
    public Map<Long, PortOwner.Process> socketOwners(Collection<Long> inodes) {
        return ProcPorts.socketOwners(inodes);
    }

    @Override
    public Optional<String> sysctl(String name) {
        return files.setting(name.substring("net/".length()));
    }

    @Override
    public List<SocketAddress> listeningAddresses(Const type) {
        return procPorts.listeningAddresses(protocol(type));
    }

    @Override
    public List<SocketAddress> pendingConnections(SocketAddress listening) {
        return procPorts.pendingConnections(listening);
    }

    @Override
    public Optional<Integer> openDescriptors() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return Optional.of((int) descriptors.count() - 1); // without the descriptor that lists the folder
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Integer> descriptorLimit() {
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory limit = NativeMemory.in(arena, StructFields.size(CStructs.RLIMIT));
            Libc.State state = new Libc.State(arena);
            int result = (int) Libc.call(Libc.function("getrlimit"), state, RLIMIT_NOFILE, limit.address());
            long soft = limit.longAt(StructFields.offset(CStructs.RLIMIT, "rlim_cur"));
            return result == 0 && soft >= 0 && soft <= Integer.MAX_VALUE ? Optional.of((int) soft) : Optional.empty();
        }
    }
}
