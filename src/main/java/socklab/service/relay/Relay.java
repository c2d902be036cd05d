package socklab.service.relay;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.relay.netem.Impairments;
import socklab.session.AddressText;
import socklab.text.Message;

/**
 * A middlebox between clients and a server, that passes on what comes as its {@link Impairments} say.
 *
 * <p>One thread waits for all its sockets at once and makes no call that blocks. It ends by {@link #close}.
 */
public final class Relay implements AutoCloseable {
    private final Kernel kernel;
    private final RelayConfig plan;
    private final RelayListener witness;
    private final Poller poller;
    private final Map<Direction, DirectionState> courses;
    private final CompletableFuture<Start> started = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long clients;
    private volatile Impairments impairments;
    private volatile Optional<SocketAddress> local = Optional.empty();

    /** How starting went. */
    public sealed interface Start {
        /** It relays. */
        record Running(Relay relay) implements Start {}

        /** A call failed; nothing is left open. */
        record Refused(Call call, Errno errno) implements Start {}
    }

    /** An impairment asked for while it runs, and who waits until it holds. */
    private record Change(Impairments impairments, CompletableFuture<Void> done) {}

    private Relay(Kernel kernel, RelayConfig plan, RelayListener witness) {
        this.kernel = kernel;
        this.plan = plan;
        this.witness = witness;
        this.impairments = plan.impairments();
        this.courses = DirectionState.both(plan.impairments());
        this.poller = kernel.poller();
        this.thread = Thread.ofPlatform()
                .daemon()
                .name(plan.protocol().word() + "-relay")
                .unstarted(this::run);
    }

    /**
     * Starts a relay; returns when it can be reached, or cannot be.
     *
     * @throws UnsupportedEnvironment if no descriptor is left
     */
    public static Start start(Kernel kernel, RelayConfig plan, RelayListener witness) {
        Relay relay = new Relay(kernel, plan, witness);
        relay.thread.start();
        return relay.started.join();
    }

    /** What it was asked to be. */
    public RelayConfig plan() {
        return plan;
    }

    /** Its address, the port as the kernel chose it. */
    public SocketAddress local() {
        return local.orElseThrow();
    }

    /** The impairments in force. */
    public Impairments impairments() {
        return impairments;
    }

    /** What passed in a direction so far. */
    public RelayStats counts(Direction direction) {
        return courses.get(direction).counts();
    }

    /** How many clients there were. */
    public long clients() {
        return clients;
    }

    /** The counts and the rates realised so far, as messages, one a line. */
    public List<Message> report() {
        return RelayStatsText.lines(plan, courses, clients);
    }

    /** The counts of both directions in one short line. */
    public Message briefly() {
        return RelayStatsText.brief(courses);
    }

    /** From the next arrival on other impairments hold; returns when they do, or the relay is over. A seed is for the start only. */
    public void change(Impairments wanted) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        changes.add(new Change(wanted, done));
        poller.wakeUp();
        CompletableFuture.anyOf(done, over).join();
    }

    /** Waits until it is over. */
    public void await() {
        over.join();
    }

    private void run() {
        try (RelaySockets sockets = new RelaySockets(plan.protocol(), kernel.caller())) {
            RelayService service = switch (plan.protocol()) {
                case UDP -> new UdpRelayService(sockets, poller, courses, witness);
                case TCP -> new TcpRelayService(sockets, poller, courses, witness);
            };
            try {
                service.open(plan);
                local = Optional.of(service.local());
                witness.tell(
                        RelayLogLine.Kind.START,
                        "relay.ready",
                        plan.protocol().word(),
                        AddressText.show(service.local()),
                        AddressText.show(plan.target()),
                        plan.impairments().words());
                started.complete(new Start.Running(this));
                loop(service);
                drops(service);
            } catch (RelaySockets.Failure failure) {
                started.complete(new Start.Refused(failure.call(), failure.errno()));
                return;
            } finally {
                service.close();
            }
            if (witness.wants(RelayLogLine.Kind.STOP)) {
                report().forEach(m -> witness.line(new RelayLogLine(RelayLogLine.Kind.STOP, m)));
            }
        } catch (RuntimeException | Error bug) {
            started.completeExceptionally(bug);
            over.completeExceptionally(bug);
        } finally {
            poller.close();
            over.complete(null);
        }
    }

    private void loop(RelayService service) {
        while (!stopping) {
            List<Poller.Ready> ready = poller.await(service.tick(System.nanoTime()));
            for (Change change = changes.poll(); change != null; change = changes.poll()) {
                apply(change, service);
            }
            service.ready(ready);
            clients = service.clients();
        }
    }

    private void apply(Change change, RelayService service) {
        Map<Direction, DirectionState.Period> before = new EnumMap<>(Direction.class);
        courses.forEach((d, c) -> before.put(d, c.period()));
        courses.forEach((d, c) -> c.change(change.impairments().of(d)));
        impairments = change.impairments().seeded(plan.impairments().seed());
        service.changed();
        if (witness.wants(RelayLogLine.Kind.CHANGE)) {
            before.values().stream()
                    .filter(p -> !p.impairment().equals(impairments.of(p.direction())))
                    .flatMap(p -> RelayStatsText.realised(p).stream())
                    .forEach(m -> witness.line(new RelayLogLine(RelayLogLine.Kind.CHANGE, m)));
            witness.tell(RelayLogLine.Kind.CHANGE, "relay.changed", impairments.words());
        }
        change.done().complete(null);
    }

    /** What the relay's own receive buffer had no room for never had a fate: that is said, or the counts would lie. */
    private void drops(RelayService service) {
        long drops = service.drops(kernel);
        if (drops > 0) {
            witness.tell(RelayLogLine.Kind.PROBLEM, "relay.overflow", drops);
        }
    }

    /** Ends it: closes its sockets, tells what it did, and returns when its thread is gone. */
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
