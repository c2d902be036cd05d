package socklab.kernel.netns;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import socklab.kernel.Host;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.netlink.NetlinkSocket;
import socklab.kernel.tables.NetworkFiles;

/**
 * A network namespace, and the thread that made it and lives in it.
 *
 * <p>Source: network_namespaces(7).
 */
public final class NetworkNamespace implements Host {
    private final ExecutorService executor;
    private final List<NetlinkSocket> netlinkSockets = new CopyOnWriteArrayList<>();
    private final int threadId;
    private final Kernel kernel;

    private NetworkNamespace(ExecutorService executor, int threadId, Function<NetworkNamespace, Kernel> kernel) {
        this.executor = executor;
        this.threadId = threadId;
        this.kernel = kernel.apply(this);
    }

    /**
     * Makes a network namespace with a loopback interface that is up. The user closes it.
     *
     * @param name the name of the thread
     * @param kernel makes the kernel that calls within the namespace
     * @throws UnsupportedEnvironment if this system does not allow it; the message says why
     */
    public static NetworkNamespace open(String name, Rights rights, Function<NetworkNamespace, Kernel> kernel) {
        ExecutorService executor = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
        try {
            return new NetworkNamespace(executor, await(executor.submit(() -> enter(rights))), kernel);
        } catch (UnsupportedEnvironment | IllegalStateException e) {
            executor.close();
            throw e;
        } catch (Exception e) {
            executor.close();
            throw new IllegalStateException(e);
        }
    }

    /** Moves the current thread into a new network namespace and returns the thread's number. */
    private static int enter(Rights rights) {
        ThreadNamespace.unshareNetwork();
        LoopbackSetup.run();
        switch (rights) {
            case ROOT -> {}
            case USER -> ThreadNamespace.dropNamespaceCapabilities();
        }
        return ThreadNamespace.threadId();
    }

    @Override
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public int threadId() {
        return threadId;
    }

    /** The files that describe this network. */
    public NetworkFiles files() {
        return new NetworkFiles(
                Path.of("/proc/self/task/" + threadId + "/net"), name -> run(() -> NetworkFiles.readSetting(name)));
    }

    /** A netlink socket in this network; empty if the system does not allow it. It is closed with the host. */
    public Optional<NetlinkSocket> netlink(NetlinkSocket.Protocol protocol) {
        Optional<NetlinkSocket> socket = run(() -> NetlinkSocket.open(protocol));
        socket.ifPresent(netlinkSockets::add);
        return socket;
    }

    private <T> T run(Callable<T> task) {
        try {
            return call(task);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start(Thread thread) {
        run(() -> {
            thread.start();
            return thread;
        });
    }

    @Override
    public <T> T call(Callable<T> task) throws Exception {
        try {
            return await(executor.submit(task));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the host is closed", e);
        }
    }

    /** Waits for a result; an interrupt in the meantime is set again afterwards. */
    private static <T> T await(Future<T> future) throws Exception {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        netlinkSockets.forEach(NetlinkSocket::close);
        executor.close();
    }
}
