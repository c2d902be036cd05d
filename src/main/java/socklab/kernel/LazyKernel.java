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

/** A kernel that is made by another thread from when that is asked for; whoever needs it first waits until it is. */
public final class LazyKernel implements Kernel {
    private final FutureTask<Kernel> kernel;
    private final AtomicBoolean asked = new AtomicBoolean();

    /** A kernel that nobody has asked for. */
    public LazyKernel(Supplier<Kernel> make) {
        kernel = new FutureTask<>(make::get);
    }

    /** Has it made, if nobody has yet. */
    public void ask() {
        start(kernel);
    }

    /** Has it made, if nobody has yet, and what it takes to look at a socket made ready. */
    public void askToLook() {
        start(() -> {
            kernel.run();
            if (kernel.state() == Future.State.SUCCESS) {
                kernel.resultNow().observe(List.of());
            }
        });
    }

    private void start(Runnable making) {
        if (!asked.getAndSet(true)) {
            Thread.ofPlatform().daemon().name("kernel").start(making);
        }
    }

    /** The kernel; what kept it from being made is thrown here. */
    private Kernel ready() {
        ask();
        try {
            return made();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnsupportedEnvironment cannot
                    ? cannot
                    : new IllegalStateException(e.getCause());
        }
    }

    /** Waits; whoever is interrupted meanwhile is told afterwards. */
    private Kernel made() throws ExecutionException {
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
    public Optional<String> identity(int fd) {
        return ready().identity(fd);
    }

    @Override
    public List<PortOwner> holders(Const type, int port) {
        return ready().holders(type, port);
    }

    @Override
    public List<SocketTableRow> ports(Const type) {
        return ready().ports(type);
    }

    @Override
    public Map<Long, PortOwner.Process> owners(Collection<Long> inodes) {
        return ready().owners(inodes);
    }

    @Override
    public Optional<String> setting(String name) {
        return ready().setting(name);
    }

    @Override
    public List<SocketAddress> waiting(SocketAddress listening) {
        return ready().waiting(listening);
    }

    @Override
    public Optional<Integer> descriptorLimit() {
        return ready().descriptorLimit();
    }

    @Override
    public List<SocketAddress> served(Const type) {
        return ready().served(type);
    }

    @Override
    public Optional<Integer> openDescriptors() {
        return ready().openDescriptors();
    }

    @Override
    public Means means() {
        return ready().means();
    }
}
