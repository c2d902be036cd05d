package socklab.service;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.session.Table;
import socklab.text.Message;

/**
 * A server or relay that the program runs itself: an event loop on a thread of its own, which waits for all sockets
 * by one {@link Poller} and makes no call that blocks. {@link #close} ends it.
 */
public abstract class Service implements AutoCloseable {
    private final String noun;
    private final Kernel kernel;
    private final Poller poller;
    private final ServiceConfig config;
    private final ServiceListener listener;
    private final CompletableFuture<Optional<CallFailure>> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Optional<SocketAddress> local = Optional.empty();

    /** How starting went. */
    public sealed interface Start<S extends Service> {
        /** It can be reached. */
        record Running<S extends Service>(S service) implements Start<S> {}

        /** A call failed; nothing is left open. */
        record Failed<S extends Service>(Call call, Errno errno) implements Start<S> {}
    }

    /**
     * A service that is not started yet.
     *
     * @param noun {@code server}, {@code relay}: part of its thread's name, and of the names of its calls
     * @param poller closed by the service when it ends
     */
    protected Service(String noun, Kernel kernel, Poller poller, ServiceConfig config, ServiceListener listener) {
        this.noun = noun;
        this.kernel = kernel;
        this.poller = poller;
        this.config = config;
        this.listener = listener;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name(config.protocol().word() + "-" + noun)
                .unstarted(this::run);
    }

    /** Starts a service; returns when it can be reached, or has failed. */
    protected static <S extends Service> Start<S> start(S service) {
        Service started = service;
        started.kernel.start(started.thread);
        Optional<CallFailure> failure = started.started.join();
        return failure.<Start<S>>map(f -> new Start.Failed<>(f.call(), f.errno()))
                .orElseGet(() -> new Start.Running<>(service));
    }

    /** Makes what handles the sockets; called once, on the service's thread. */
    protected abstract SocketHandler handler(ServiceSockets sockets, Poller poller);

    /** What it is and where it can be reached. */
    public abstract Message readyText();

    /** The counts so far, a message for each line. */
    public abstract List<Message> statsText();

    /** The counts so far as a table, of a service that has more to say than how many it served. */
    public Optional<Table> table() {
        return Optional.empty();
    }

    /** The counts at the end, a message for each line. */
    protected abstract List<Message> finalText();

    public ServiceConfig config() {
        return config;
    }

    /** The address that it is bound to, the port as the kernel chose it. */
    public final SocketAddress local() {
        return local.orElseThrow();
    }

    protected final ServiceListener listener() {
        return listener;
    }

    /** Waits until it has ended. */
    public final void await() {
        ended.join();
    }

    /** Runs a task on the service's thread, between two events; returns when it has run, or the service has ended. */
    protected final void execute(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        tasks.add(() -> {
            task.run();
            done.complete(null);
        });
        poller.wakeUp();
        CompletableFuture.anyOf(done, ended).join();
    }

    /** Waits until what is being done now has been counted, too: a receiver has what is sent before it is counted. */
    protected final void settle() {
        if (!ended.isDone()) {
            execute(() -> {});
        }
    }

    private void run() {
        try (poller;
                ServiceSockets sockets = new ServiceSockets(noun, config.protocol(), kernel.caller(), listener)) {
            SocketHandler handler = handler(sockets, poller);
            try {
                handler.open();
                local = Optional.of(handler.local());
                log(LogLine.Kind.START, List.of(readyText()));
                started.complete(Optional.empty());
                loop(handler);
            } catch (CallFailure failure) {
                handler.close();
                started.complete(Optional.of(failure));
                return;
            } finally {
                handler.close();
            }
            log(LogLine.Kind.STOP, finalText());
        } catch (RuntimeException | Error bug) {
            started.completeExceptionally(bug);
            ended.completeExceptionally(bug);
        } finally {
            ended.complete(null);
        }
    }

    private void log(LogLine.Kind kind, List<Message> lines) {
        if (listener.wants(kind)) {
            lines.forEach(m -> listener.line(new LogLine(kind, m)));
        }
    }

    private void loop(SocketHandler handler) {
        while (!stopping) {
            List<Poller.Ready> ready = poller.await(handler.tick(System.nanoTime()));
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            handler.ready(ready);
        }
    }

    /** Ends it: closes its sockets, logs the counts, and returns when its thread has ended. */
    @Override
    public final void close() {
        stopping = true;
        poller.wakeUp();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
