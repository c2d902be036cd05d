package socklab.relay;

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
import socklab.kernel.CannotRun;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.session.Addresses;
import socklab.text.Msg;

/**
 * A middlebox between clients and a server, that passes on what comes as its {@link Impairments} say.
 *
 * <p>One thread waits for all its sockets at once and makes no call that blocks. It ends by {@link #close}.
 */
public final class Relay implements AutoCloseable {
    private final Kernel kernel;
    private final Plan plan;
    private final Witness witness;
    private final Poller poller;
    private final Map<Direction, Course> courses;
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

    private Relay(Kernel kernel, Plan plan, Witness witness) {
        this.kernel = kernel;
        this.plan = plan;
        this.witness = witness;
        this.impairments = plan.impairments();
        this.courses = Course.both(plan.impairments());
        this.poller = kernel.poller();
        this.thread = Thread.ofPlatform().daemon().name(plan.protocol().word() + "-relay").unstarted(this::run);
    }

    /**
     * Starts a relay; returns when it can be reached, or cannot be.
     *
     * @throws CannotRun if no descriptor is left
     */
    public static Start start(Kernel kernel, Plan plan, Witness witness) {
        Relay relay = new Relay(kernel, plan, witness);
        relay.thread.start();
        return relay.started.join();
    }

    /** What it was asked to be. */
    public Plan plan() {
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
    public Counts counts(Direction direction) {
        return courses.get(direction).counts();
    }

    /** How many clients there were. */
    public long clients() {
        return clients;
    }

    /** The counts and the rates realised so far, as messages, one a line. */
    public List<Msg> report() {
        return Summary.lines(plan, courses, clients);
    }

    /** The counts of both directions in one short line. */
    public Msg briefly() {
        return Summary.brief(courses);
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
        try (Sockets sockets = new Sockets(plan.protocol(), kernel.caller())) {
            Service service = switch (plan.protocol()) {
                case UDP -> new UdpService(sockets, poller, courses, witness);
                case TCP -> new TcpService(sockets, poller, courses, witness);
            };
            try {
                service.open(plan);
                local = Optional.of(service.local());
                witness.tell(Line.Kind.START, "relay.ready", plan.protocol().word(), Addresses.show(service.local()),
                        Addresses.show(plan.target()), plan.impairments().words());
                started.complete(new Start.Running(this));
                loop(service);
                drops(service);
            } catch (Sockets.Failure failure) {
                started.complete(new Start.Refused(failure.call(), failure.errno()));
                return;
            } finally {
                service.close();
            }
            if (witness.wants(Line.Kind.STOP)) {
                report().forEach(m -> witness.line(new Line(Line.Kind.STOP, m)));
            }
        } catch (RuntimeException | Error bug) {
            started.completeExceptionally(bug);
            over.completeExceptionally(bug);
        } finally {
            poller.close();
            over.complete(null);
        }
    }

    private void loop(Service service) {
        while (!stopping) {
            List<Poller.Ready> ready = poller.await(service.tick(System.nanoTime()));
            for (Change change = changes.poll(); change != null; change = changes.poll()) {
                apply(change, service);
            }
            service.ready(ready);
            clients = service.clients();
        }
    }

    private void apply(Change change, Service service) {
        Map<Direction, Course.Period> before = new EnumMap<>(Direction.class);
        courses.forEach((d, c) -> before.put(d, c.period()));
        courses.forEach((d, c) -> c.change(change.impairments().of(d)));
        impairments = change.impairments().seeded(plan.impairments().seed());
        service.changed();
        if (witness.wants(Line.Kind.CHANGE)) {
            before.values().stream().filter(p -> !p.impairment().equals(impairments.of(p.direction())))
                    .flatMap(p -> Summary.realised(p).stream()).forEach(m -> witness.line(new Line(Line.Kind.CHANGE, m)));
            witness.tell(Line.Kind.CHANGE, "relay.changed", impairments.words());
        }
        change.done().complete(null);
    }

    /** What the relay's own receive buffer had no room for never had a fate: that is said, or the counts would lie. */
    private void drops(Service service) {
        long drops = service.drops(kernel);
        if (drops > 0) {
            witness.tell(Line.Kind.PROBLEM, "relay.overflow", drops);
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
