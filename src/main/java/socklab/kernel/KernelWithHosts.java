package socklab.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import socklab.call.Const;
import socklab.call.SocketAddress;

/**
 * The kernel of the process's network, which also observes the sockets of hosts: one process holds them all, and a
 * socket is in the tables of its own network only.
 */
public final class KernelWithHosts implements Kernel {
    private final Kernel own;
    private final Function<Integer, Optional<Kernel>> hosts;

    /** @param hosts the kernel of the host that a descriptor's socket is in; none for the network of the process */
    public KernelWithHosts(Kernel own, Function<Integer, Optional<Kernel>> hosts) {
        this.own = own;
        this.hosts = hosts;
    }

    @Override
    public Optional<SocketStatus> observe(int fd) {
        return hosts.apply(fd).orElse(own).observe(fd);
    }

    @Override
    public Map<Integer, SocketStatus> observe(Collection<Integer> fds) {
        Map<Kernel, List<Integer>> byKernel =
                fds.stream().collect(Collectors.groupingBy(fd -> hosts.apply(fd).orElse(own)));
        Map<Integer, SocketStatus> found = new HashMap<>();
        byKernel.forEach((kernel, some) -> found.putAll(kernel.observe(some)));
        return found;
    }

    @Override
    public Optional<SocketStatus> connection(SocketAddress local, SocketAddress remote) {
        return own.connection(local, remote);
    }

    @Override
    public Caller caller() {
        return own.caller();
    }

    @Override
    public void start(Thread thread) {
        own.start(thread);
    }

    @Override
    public Host openHost(String name, Host.Rights rights) {
        return own.openHost(name, rights);
    }

    @Override
    public Poller poller() {
        return own.poller();
    }

    @Override
    public Optional<DatagramBatch> datagramBatch() {
        return own.datagramBatch();
    }

    @Override
    public Resolution resolve(String host, Const family) {
        return own.resolve(host, family);
    }

    @Override
    public Optional<String> identity(int fd) {
        return own.identity(fd);
    }

    @Override
    public List<PortOwner> portOwners(Const type, int port) {
        return own.portOwners(type, port);
    }

    @Override
    public List<SocketTableRow> socketTable(Const type) {
        return own.socketTable(type);
    }

    @Override
    public Map<Long, PortOwner.Process> socketOwners(Collection<Long> inodes) {
        return own.socketOwners(inodes);
    }

    @Override
    public boolean isolated() {
        return own.isolated();
    }

    @Override
    public Optional<List<UnixTableRow>> unixTable() {
        return own.unixTable();
    }

    @Override
    public Optional<String> sysctl(String name) {
        return own.sysctl(name);
    }

    @Override
    public List<SocketAddress> pendingConnections(SocketAddress listening) {
        return own.pendingConnections(listening);
    }

    @Override
    public Optional<Integer> descriptorLimit() {
        return own.descriptorLimit();
    }

    @Override
    public List<SocketAddress> listeningAddresses(Const type) {
        return own.listeningAddresses(type);
    }

    @Override
    public Optional<Integer> openDescriptors() {
        return own.openDescriptors();
    }

    @Override
    public Implementation implementation() {
        return own.implementation();
    }
}
