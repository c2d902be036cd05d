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
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.PortOwner;
import socklab.kernel.SocketStatus;

/**
 * The portable kernel: socket calls by way of Java's channels, for wherever Linux's C library is not.
 *
 * <p>Source: java.nio.channels; java.net.InetAddress.
 */
public final class NioKernel implements Kernel {
    private final DescriptorTable descriptors = new DescriptorTable();

    @Override
    public Caller caller() {
        return new NioCaller(descriptors);
    }

    @Override
    public Poller poller() {
        return new NioPoller(descriptors);
    }

    /** Java tells no more than that a name is not known: every failure is EAI_NONAME. */
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

    /** As far as the channel tells: which of its closing states TCP is in, Java does not know. */
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
                return Optional.of(new SocketStatus(
                        local,
                        remote,
                        Optional.of(state(s, remote)),
                        s.nonBlocking,
                        waiting,
                        0,
                        0,
                        0,
                        SocketStatus.More.NONE));
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

    /** The descriptors of this kernel: those of the process Java does not tell. */
    @Override
    public Optional<Integer> openDescriptors() {
        return Optional.of(descriptors.count());
    }

    @Override
    public Means means() {
        return Means.JAVA;
    }

    /** Java does not tell who holds a port. */
    @Override
    public List<PortOwner> holders(Const type, int port) {
        return List.of();
    }

    /** Java does not tell who waits to be accepted. */
    @Override
    public List<SocketAddress> waiting(SocketAddress listening) {
        return List.of();
    }

    /** Java does not tell the limit. */
    @Override
    public Optional<Integer> descriptorLimit() {
        return Optional.empty();
    }
}
