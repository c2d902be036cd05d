package socklab.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import socklab.call.Bytes;
import socklab.call.SocketAddress;
import socklab.kernel.Host;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.relay.netem.Impairment;
import socklab.session.Jobs;
import socklab.session.Journal;
import socklab.session.WireFrame;
import socklab.session.WireHost;
import socklab.text.Message;
import socklab.wire.link.LinkConfigurator;
import socklab.wire.link.PacketSocket;

/** Hosts and the cable between them. Closing it ends the hosts; their sockets must be closed before. */
public final class Wire implements AutoCloseable {
    /** How many hosts there can be. */
    public static final int MOST_HOSTS = 8;

    /** The datagram that fits at first, in bytes. */
    public static final int USUAL_MTU = 1500;

    /** The name of a host's interface. */
    static final String DEVICE = "eth0";

    private static final int IPV4_PREFIX = 24;
    private static final int IPV6_PREFIX = 64;
    private static final long IPV6_NETWORK = 0xfd00L << 48;

    /** Settings that keep a host quiet: it asks for no router, and uses its addresses at once. */
    private static final Map<String, String> QUIET = Map.of(
            "net/ipv6/conf/default/accept_dad", "0",
            "net/ipv6/conf/default/router_solicitations", "0",
            "net/ipv4/ip_unprivileged_port_start", "0");

    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<WireHost> described = new ArrayList<>();
    private final List<CablePort> ports = new ArrayList<>();
    private final FrameRecorder recorder;
    private final Host cableHost;
    private final Cable cable;
    private int mtu = USUAL_MTU;

    private Wire(Kernel kernel, List<String> names, FrameRecorder recorder) {
        this.recorder = recorder;
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            cableHost = kernel.openHost("cable", Host.Rights.ROOT);
            opened.add(cableHost);
            on(cableHost, () -> {
                writeSetting("net/ipv6/conf/default/disable_ipv6", "1");
                return true;
            });
            for (int i = 0; i < names.size(); i++) {
                Host host = kernel.openHost("host-" + names.get(i), Host.Rights.ROOT);
                opened.add(host);
                hosts.put(names.get(i), host);
                lay(names.get(i), host, i + 1);
            }
            cable = new Cable(ports, recorder, courses(names));
        } catch (RuntimeException e) {
            ports.forEach(p -> p.socket().close());
            opened.reversed().forEach(Wire::closeQuietly);
            throw e;
        }
        recorder.start();
        cable.start();
    }

    /**
     * Lays a wire.
     *
     * @param names of the hosts, 2 to {@value #MOST_HOSTS}
     * @param line the line that is being run
     * @throws UnsupportedEnvironment if this system does not allow it; the message says why
     */
    public static Wire lay(Kernel kernel, List<String> names, Journal journal, Supplier<String> line) {
        return new Wire(kernel, names, new FrameRecorder(journal, line));
    }

    private static Map<CableDirection, CableCourse> courses(List<String> names) {
        Map<CableDirection, CableCourse> courses = new HashMap<>();
        CableImpairments.directions(names)
                .forEach(d -> courses.put(
                        d, new CableCourse(CableImpairments.SEED, CableImpairments.side(names, d), Impairment.NONE)));
        return courses;
    }

    /** Connects a host to the cable. */
    private void lay(String name, Host host, int number) {
        Bytes hardware = Bytes.of(new byte[] {2, 0, 0, 0, 0, (byte) number});
        Bytes ipv4 = Bytes.of(new byte[] {10, 0, 0, (byte) number});
        byte[] six = new byte[16];
        six[0] = (byte) 0xfd;
        six[15] = (byte) number;
        String near = "to-" + number;
        on(host, () -> {
            QUIET.forEach(Wire::writeSetting);
            return true;
        });
        on(cableHost, () -> {
            try (LinkConfigurator links = LinkConfigurator.open()) {
                links.makePair(near, DEVICE, host.threadId(), hardware);
                links.offloadsOff(near);
                links.up(near);
            }
            return true;
        });
        on(host, () -> {
            try (LinkConfigurator links = LinkConfigurator.open()) {
                links.offloadsOff(DEVICE);
                links.addAddress(DEVICE, ipv4, IPV4_PREFIX);
                links.addAddress(DEVICE, Bytes.of(six), IPV6_PREFIX);
                links.up(DEVICE);
            }
            return true;
        });
        PacketSocket socket = on(cableHost, () -> {
            try (LinkConfigurator links = LinkConfigurator.open()) {
                links.awaitQueue(near);
            }
            return PacketSocket.open(near);
        });
        ports.add(new CablePort(name, hardware, socket));
        described.add(new WireHost(
                name,
                host.kernel(),
                new Jobs(host.kernel()),
                new SocketAddress.Inet4(10 << 24 | number, 0),
                new SocketAddress.Inet6(IPV6_NETWORK, number, 0, 0, 0)));
    }

    private interface Task<T> {
        T run() throws IOException;
    }

    private static <T> T on(Host host, Task<T> task) {
        try {
            return host.call(task::run);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UnsupportedEnvironment(Message.of("cannot.start", String.valueOf(e.getMessage())), e);
        }
    }

    private static void writeSetting(String name, String value) {
        try {
            Files.writeString(Path.of("/proc/sys", name), value);
        } catch (IOException e) {
            // an older kernel does not have it: then the host says more on the wire than it needs to
            return;
        }
    }

    /** The hosts, in their order. */
    public List<WireHost> hosts() {
        return List.copyOf(described);
    }

    /** The thread of a host, by the kernel's number. */
    public int threadId(String host) {
        return hosts.get(host).threadId();
    }

    public Cable cable() {
        return cable;
    }

    /** The frames that passed. */
    public FrameLog log() {
        return recorder.log();
    }

    /** The frames that are kept, once those on their way have been recorded. */
    List<WireFrame> evidence() {
        settle();
        return log().frames().stream().map(RecordedFrame::evidence).toList();
    }

    FrameRecorder recorder() {
        return recorder;
    }

    /** The longest datagram that passes, in bytes. */
    public int mtu() {
        return mtu;
    }

    /** Changes the longest datagram that passes. */
    void mtu(int bytes) {
        for (Host host : hosts.values()) {
            on(host, () -> {
                try (LinkConfigurator links = LinkConfigurator.open()) {
                    links.mtu(DEVICE, bytes);
                }
                return true;
            });
        }
        mtu = bytes;
    }

    /** What a host's setting is: {@code net/ipv4/tcp_sack}. */
    String setting(String host, String name) throws IOException {
        try {
            return hosts.get(host)
                    .call(() -> Files.readString(Path.of("/proc/sys", name)).strip());
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes a host's setting. */
    void setting(String host, String name, String value) throws IOException {
        try {
            hosts.get(host).call(() -> Files.writeString(Path.of("/proc/sys", name), value));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the frames that came so far have been recorded. */
    void settle() {
        recorder.settle(cable);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        described.forEach(h -> h.jobs().close());
        cable.close();
        recorder.close();
        hosts.values().forEach(Host::close);
        cableHost.close();
    }
}
