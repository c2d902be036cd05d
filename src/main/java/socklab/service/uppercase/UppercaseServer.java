package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.UnsupportedEnvironment;
import socklab.session.AddressText;

/**
 * The uppercase server: it answers what it is sent in upper case, over UDP or TCP.
 *
 * <p>One thread waits for all its sockets at once and makes no call that blocks. It ends by {@link #close}.
 */
public final class UppercaseServer implements AutoCloseable {
    private final Kernel kernel;
    private final UppercaseConfig plan;
    private final UppercaseListener witness;
    private final Poller poller;
    private final UppercaseCounters tally = new UppercaseCounters();
    private final CompletableFuture<Start> started = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Optional<SocketAddress> local = Optional.empty();

    /** How starting went. */
    public sealed interface Start {
        /** It serves. */
        record Running(UppercaseServer server) implements Start {}

        /** A call failed; nothing is left open. */
        record Refused(Call call, Errno errno) implements Start {}
    }

    private UppercaseServer(Kernel kernel, UppercaseConfig plan, UppercaseListener witness) {
        this.kernel = kernel;
        this.plan = plan;
        this.witness = witness;
        this.poller = kernel.poller();
        this.thread = Thread.ofPlatform()
                .daemon()
                .name(plan.protocol().word() + "-server")
                .unstarted(this::run);
    }

    /**
     * Starts a server; returns when it can be reached, or cannot be.
     *
     * @throws UnsupportedEnvironment if no descriptor is left
     */
    public static Start start(Kernel kernel, UppercaseConfig plan, UppercaseListener witness) {
        UppercaseServer server = new UppercaseServer(kernel, plan, witness);
        server.thread.start();
        return server.started.join();
    }

    /** What it was asked to be. */
    public UppercaseConfig plan() {
        return plan;
    }

    /** Its address, the port as the kernel chose it. */
    public SocketAddress local() {
        return local.orElseThrow();
    }

    /** What it has served so far. */
    public UppercaseStats counts() {
        return tally.counts();
    }

    /** Waits until it is over. */
    public void await() {
        over.join();
    }

    private void run() {
        try (UppercaseSockets sockets = new UppercaseSockets(plan.protocol(), kernel.caller(), witness, tally)) {
            BusyPoll vigil = vigil(sockets);
            UppercaseService service = switch (plan.protocol()) {
                case UDP -> new UdpUppercaseService(sockets, new PollRegistration(poller, vigil), kernel);
                case TCP -> new TcpUppercaseService(sockets, poller, kernel);
            };
            try {
                service.open(plan);
                local = Optional.of(service.local());
                sockets.tell(
                        UppercaseLogLine.Kind.START,
                        "server.ready",
                        plan.protocol().word(),
                        AddressText.show(service.local()));
                started.complete(new Start.Running(this));
                loop(service, vigil);
            } catch (UppercaseSockets.Failure failure) {
                service.close();
                started.complete(new Start.Refused(failure.call(), failure.errno()));
                return;
            } finally {
                service.close();
            }
            if (witness.wants(UppercaseLogLine.Kind.STOP)) {
                witness.line(UppercaseStatsText.line(plan, tally.counts()));
            }
        } catch (RuntimeException | Error bug) {
            started.completeExceptionally(bug);
            over.completeExceptionally(bug);
        } finally {
            poller.close();
            over.complete(null);
        }
    }

    private void loop(UppercaseService service, BusyPoll vigil) {
        while (!stopping) {
            long start = System.nanoTime();
            List<Poller.Ready> ready = poller.await(service.tick(start), vigil.nanos());
            vigil.waited(System.nanoTime() - start);
            service.ready(ready);
        }
    }

    /** Who hears of each exchange needs the processor, and does not ask for speed. */
    private static BusyPoll vigil(UppercaseSockets sockets) {
        return sockets.watched() || Runtime.getRuntime().availableProcessors() == 1
                ? new BusyPoll(0)
                : new BusyPoll(BusyPoll.LONGEST);
    }

    /** Ends it: closes its sockets, tells what it served, and returns when its thread is gone. */
    @Override
    public void close() {
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
