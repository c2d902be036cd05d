package socklab.kernel.nio;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;
import socklab.kernel.Host;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.PortOwner;
import socklab.kernel.SocketStatus;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.netns.NetworkNamespace;
import socklab.text.Message;

/**
 * The portable kernel: makes socket calls through Java's channels, on any system.
 *
 * <p>Source: java.nio.channels; java.net.InetAddress.
 */
public final class NioKernel implements Kernel {
    private final DescriptorTable descriptors = new DescriptorTable();
    private final Optional<Host> host;

    /** The kernel in the network of the process. */
    public NioKernel() {
        this(Optional.empty());
    }

    private NioKernel(Optional<Host> host) {
        this.host = host;
    }

    @Override
    public Caller caller() {
        return new NioCaller(descriptors);
    }

    @Override
    public void start(Thread thread) {
        host.ifPresentOrElse(h -> h.start(thread), thread::start);
    }

    @Override
    public Host openHost(String name, Host.Rights rights) {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new UnsupportedEnvironment(Message.of("cannot.namespaceSystem"));
        }
        return NetworkNamespace.open(name, rights, n -> new NioKernel(Optional.of(n)));
    }

    @Override
    public boolean isolated() {
        return host.isPresent();
    }

    @Override
    public Poller poller() {
        return new NioPoller(descriptors);
    }

    /** Java reports every failure as an unknown name, so the code is always EAI_NONAME. */
    @Override
    public Resolution resolve(String host, Const family) {
        try {
            List<SocketAddress> found = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(host)) {
                Const its = address instanceof Inet4Address ? Const.AF_INET : Const.AF_INET6;
                if (family == Const.AF_UNSPEC || family == its) {
                    found.add(address(address));
                }
            }
            return found.isEmpty() || host.isEmpty() ? unknown() : new Resolution.Found(found);
        } catch (UnknownHostException e) {
            return unknown();
        }
    }

    private static SocketAddress address(InetAddress address) {
        return address instanceof Inet6Address a
                ? SocketAddress.inet6(a.getAddress(), 0, a.getScopeId())
                : SocketAddress.inet4(address.getAddress(), 0);
    }

    private static Resolution unknown() {
        return new Resolution.NotFound("EAI_NONAME", "Name or service not known");
    }

    /** The status as far as the channel knows it. Java does not know which closing state TCP is in. */
    @Override
    public Optional<SocketStatus> observe(int fd) {
        return descriptors.find(fd).flatMap(d -> switch (d) {
            case NioSocket s -> observe(s);
            case NioEpoll _ -> Optional.empty();
        });
    }

    private static Optional<SocketStatus> observe(NioSocket s) {
        synchronized (s) {
            try {
                Optional<SocketAddress> local = s.local().filter(a -> !a.equals(SocketAddress.Unix.NONE));
                Optional<SocketAddress> remote = s.remote().filter(a -> !a.equals(SocketAddress.Unix.NONE));
                long waiting = s.stream()
                        ? s.ahead.length()
                        : s.arrived.stream().mapToLong(a -> a.data().length()).sum();
                return Optional.of(SocketStatus.builder()
                        .local(local)
                        .remote(remote)
                        .state(state(s, remote))
                        .nonBlocking(s.nonBlocking)
                        .receiveQueue(waiting)
                        .build());
            } catch (IOException e) {
                return Optional.empty(); // closed meanwhile
            }
        }
    }

    private static String state(NioSocket s, Optional<SocketAddress> remote) {
        return switch (s.state) {
            case DATAGRAM -> remote.isPresent() ? "ESTABLISHED" : "CLOSED";
            case FRESH, FAILED -> "CLOSED";
            case CONNECTING -> "SYN-SENT";
            case LISTENING -> "LISTEN";
            case CONNECTED ->
                s.over() ? "CLOSED" : s.outputShut ? "FIN-WAIT" : s.endOfStream ? "CLOSE-WAIT" : "ESTABLISHED";
        };
    }

    @Override
    public Optional<String> identity(int fd) {
        return descriptors.find(fd).map(d -> "channel:[" + System.identityHashCode(d) + "]");
    }

    /** The open descriptors of this kernel. Java does not know those of the process. */
    @Override
    public Optional<Integer> openDescriptors() {
        return Optional.of(descriptors.count());
    }

    @Override
    public Implementation implementation() {
        return Implementation.NIO;
    }

    /** Java does not know who holds a port. */
    @Override
    public List<PortOwner> portOwners(Const type, int port) {
        return List.of();
    }

    /** Java does not know the accept queue. */
    @Override
    public List<SocketAddress> pendingConnections(SocketAddress listening) {
        return List.of();
    }

    /** Java does not know the limit. */
    @Override
    public Optional<Integer> descriptorLimit() {
        return Optional.empty();
    }
}
