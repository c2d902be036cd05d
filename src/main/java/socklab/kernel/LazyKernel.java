package socklab.kernel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import socklab.call.Const;
import socklab.call.SocketAddress;

/** A kernel that another thread makes as soon as {@link #prepare} is called; the first use waits until it is made. */
public final class LazyKernel implements Kernel {
    private final FutureTask<Kernel> kernel;
    private final AtomicBoolean started = new AtomicBoolean();

    /** A kernel that is not made yet. */
    public LazyKernel(Supplier<Kernel> factory) {
        kernel = new FutureTask<>(factory::get);
    }

    /** Starts to make the kernel, unless that has started already. */
    public void prepare() {
        startMaking(kernel);
    }

    /** Starts to make the kernel, and to open the socket tables, unless that has started already. */
    public void prepareTables() {
        startMaking(() -> {
            kernel.run();
            if (kernel.state() == Future.State.SUCCESS) {
                kernel.resultNow().observe(List.of());
            }
        });
    }

    private void startMaking(Runnable task) {
        if (!started.getAndSet(true)) {
            Thread.ofPlatform().daemon().name("kernel").start(task);
        }
    }

    /** The kernel. Throws the exception that kept it from being made. */
    private Kernel ready() {
        prepare();
        try {
            return await();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnsupportedEnvironment cannot
                    ? cannot
                    : new IllegalStateException(e.getCause());
        }
    }

    /** Waits; an interrupt in the meantime is set again afterwards. */
    private Kernel await() throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return kernel.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Caller caller() {
        return ready().caller();
    }

    @Override
    public void start(Thread thread) {
        ready().start(thread);
    }

    @Override
    public Host openHost(String name, Host.Rights rights) {
        return ready().openHost(name, rights);
    }

    @Override
    public boolean isolated() {
        return ready().isolated();
    }

    @Override
    public Resolution resolve(String host, Const family) {
        return ready().resolve(host, family);
    }

    @Override
    public Optional<DatagramBatch> datagramBatch() {
        return ready().datagramBatch();
    }

    @Override
    public Poller poller() {
        return ready().poller();
    }

    @Override
    public Optional<SocketStatus> observe(int fd) {
        return ready().observe(fd);
    }

    @Override
    public Map<Integer, SocketStatus> observe(Collection<Integer> fds) {
        return ready().observe(fds);
    }

    @Override
    public Optional<SocketStatus> connection(SocketAddress local, SocketAddress remote) {
        return ready().connection(local, remote);
    }

    @Override
    public Optional<String> identity(int fd) {
        return ready().identity(fd);
    }

    @Override
    public List<PortOwner> portOwners(Const type, int port) {
        return ready().portOwners(type, port);
    }

    @Override
    public List<SocketTableRow> socketTable(Const type) {
        return ready().socketTable(type);
    }

    @Override
    public Optional<List<UnixTableRow>> unixTable() {
        return ready().unixTable();
    }

    @Override
    public Map<Long, PortOwner.Process> socketOwners(Collection<Long> inodes) {
        return ready().socketOwners(inodes);
    }

    @Override
    public Optional<String> sysctl(String name) {
        return ready().sysctl(name);
    }

    @Override
    public List<SocketAddress> pendingConnections(SocketAddress listening) {
        return ready().pendingConnections(listening);
    }

    @Override
    public Optional<Integer> descriptorLimit() {
        return ready().descriptorLimit();
    }

    @Override
    public List<SocketAddress> listeningAddresses(Const type) {
        return ready().listeningAddresses(type);
    }

    @Override
    public Optional<Integer> openDescriptors() {
        return ready().openDescriptors();
    }

    @Override
    public Implementation implementation() {
        return ready().implementation();
    }
}
