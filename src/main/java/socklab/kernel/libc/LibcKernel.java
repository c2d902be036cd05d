package socklab.kernel.libc;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;
import socklab.kernel.DatagramBatch;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.PortOwner;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.tables.BufferSizes;
import socklab.kernel.tables.NetlinkSocket;
import socklab.kernel.tables.ProcNet;
import socklab.kernel.tables.ProcPorts;
import socklab.kernel.tables.SockDiag;
import socklab.text.Message;

/**
 * The kernel of Linux, through glibc or a C library of the same ABI.
 *
 * <p>Source: POSIX.1-2024 {@code <sys/socket.h>}; pthread_kill(3); sigaction(2); getaddrinfo(3).
 */
public final class LibcKernel implements Kernel {
    /** A real-time signal that neither C's library nor the virtual machine uses. Source: signal(7). */
    static final int SIGNAL = 40;

    /** Source: {@code <sys/resource.h>}. */
    private static final int RLIMIT_NOFILE = 7;

    static final MemorySegment PTHREAD_SELF = Libc.function("pthread_self");
    static final MemorySegment PTHREAD_KILL = Libc.function("pthread_kill");
    static final MemorySegment GETTID = Libc.function("gettid");
    static final MemorySegment PTHREAD_SETCANCELTYPE = Libc.function("pthread_setcanceltype");

    /** Linux's value, in glibc and in musl. */
    static final int PTHREAD_CANCEL_ASYNCHRONOUS = 1;

    /** Each call's, by its ordinal. */
    private final MemorySegment[] functions =
            Arrays.stream(Call.values()).map(c -> Libc.function(c.function())).toArray(MemorySegment[]::new);

    private boolean caught;

    /** Links what all calls go through and lays out what they take; who makes a kernel afterwards need not wait for that. */
    public static void link() {
        Libc.function("socket");
        StructFields.size(CStructs.SOCKADDR_IN);
    }

    /** The kernel's socket tables, opened at the first look. */
    private static final class Tables {
        /** One for the process, as the tables are one; it makes the looks of all threads wait for each other. */
        static final Optional<SockDiag> OPEN = NetlinkSocket.open().map(SockDiag::new);
    }

    /**
     * Gives the signal a handler that does nothing, without SA_RESTART: a blocked call then returns EINTR.
     * The handler must be C's own, an upcall into Java from a signal is not allowed; abs(3) does nothing. Whoever
     * sends the signal asks for it before: without a handler it would end the process.
     */
    synchronized void catchSignal() {
        if (caught) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory action = NativeMemory.in(arena, StructFields.size(CStructs.SIGACTION));
            action.putLong(
                    StructFields.offset(CStructs.SIGACTION, "sa_handler"),
                    Libc.function("abs").address());
            Libc.State state = new Libc.State(arena);
            int result = (int) Libc.call(Libc.function("sigaction"), state, SIGNAL, action.address(), 0, 0, 0, 0);
            if (result != 0) {
                throw new UnsupportedEnvironment(Message.of("cannot.signal", SIGNAL, state.errno()));
            }
        }
        caught = true;
    }

    MemorySegment function(Call call) {
        return functions[call.ordinal()];
    }

    @Override
    public Means means() {
        return Means.LIBC;
    }

    @Override
    public Caller caller() {
        return new LibcCaller(this);
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
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory hints = NativeMemory.in(arena, StructFields.size(CStructs.ADDRINFO));
            hints.putInt(StructFields.offset(CStructs.ADDRINFO, "ai_family"), family.value());
            NativeMemory result = NativeMemory.in(arena, Long.BYTES);
            Libc.State state = new Libc.State(arena);
            int code = (int) Libc.call(
                    Libc.function("getaddrinfo"),
                    state,
                    NativeMemory.string(arena, host).address(),
                    0,
                    hints.address(),
                    result.address(),
                    0,
                    0);
            if (code != 0) {
                String text = Libc.string(Libc.call(Libc.function("gai_strerror"), state, code, 0, 0, 0, 0, 0));
                return new Resolution.NotFound(AddrInfo.codeName(code), text);
            }
            long list = result.longAt(0);
            try {
                return new Resolution.Found(AddrInfo.addresses(list));
            } finally {
                Libc.call(Libc.function("freeaddrinfo"), state, list, 0, 0, 0, 0, 0);
            }
        }
    }

    @Override
    public Optional<SocketStatus> observe(int fd) {
        return Optional.ofNullable(observe(List.of(fd)).get(fd));
    }

    @Override
    public Map<Integer, SocketStatus> observe(Collection<Integer> fds) {
        Map<Integer, SocketStatus> found =
                new HashMap<>(Tables.OPEN.map(t -> t.observe(fds)).orElse(Map.of()));
        for (int fd : fds) {
            if (!found.containsKey(fd)) {
                ProcNet.observe(fd).ifPresent(s -> found.put(fd, s));
            }
        }
        return found;
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
    public List<PortOwner> holders(Const type, int port) {
        return ProcPorts.holders(type == Const.SOCK_STREAM ? "tcp" : "udp", port);
    }

    @Override
    public List<SocketTableRow> ports(Const type) {
        return ProcPorts.uses(type == Const.SOCK_STREAM ? "tcp" : "udp");
    }

    @Override
    public Map<Long, PortOwner.Process> owners(Collection<Long> inodes) {
        return ProcPorts.owners(inodes);
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.of(BufferSizes.word(name.substring("net/".length()))).filter(v -> !v.isEmpty());
    }

    @Override
    public List<SocketAddress> served(Const type) {
        return ProcPorts.served(type == Const.SOCK_STREAM ? "tcp" : "udp");
    }

    @Override
    public List<SocketAddress> waiting(SocketAddress listening) {
        return ProcPorts.waiting(listening);
    }

    @Override
    public Optional<Integer> openDescriptors() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return Optional.of((int) descriptors.count() - 1); // less the one that lists the folder
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Integer> descriptorLimit() {
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory limit = NativeMemory.in(arena, StructFields.size(CStructs.RLIMIT));
            Libc.State state = new Libc.State(arena);
            int result = (int) Libc.call(Libc.function("getrlimit"), state, RLIMIT_NOFILE, limit.address(), 0, 0, 0, 0);
            long soft = limit.longAt(StructFields.offset(CStructs.RLIMIT, "rlim_cur"));
            return result == 0 && soft >= 0 && soft <= Integer.MAX_VALUE ? Optional.of((int) soft) : Optional.empty();
        }
    }

    /** The list that getaddrinfo(3) returns. */
    private static final class AddrInfo {
        static List<SocketAddress> addresses(long list) {
            Set<SocketAddress> found = new LinkedHashSet<>();
            long next = list;
            while (next != 0) {
                NativeMemory info = NativeMemory.at(next, StructFields.size(CStructs.ADDRINFO));
                int length = info.intAt(StructFields.offset(CStructs.ADDRINFO, "ai_addrlen"));
                long address = info.longAt(StructFields.offset(CStructs.ADDRINFO, "ai_addr"));
                SockaddrCodec.read(NativeMemory.at(address, length), length).ifPresent(found::add);
                next = info.longAt(StructFields.offset(CStructs.ADDRINFO, "ai_next"));
            }
            return new ArrayList<>(found);
        }

        /** Source: {@code <netdb.h>}. */
        static String codeName(int code) {
            return switch (code) {
                case -1 -> "EAI_BADFLAGS";
                case -2 -> "EAI_NONAME";
                case -3 -> "EAI_AGAIN";
                case -4 -> "EAI_FAIL";
                case -5 -> "EAI_NODATA";
                case -6 -> "EAI_FAMILY";
                case -7 -> "EAI_SOCKTYPE";
                case -8 -> "EAI_SERVICE";
                case -9 -> "EAI_ADDRFAMILY";
                case -10 -> "EAI_MEMORY";
                case -11 -> "EAI_SYSTEM";
                default -> "EAI_" + code;
            };
        }
    }
}
