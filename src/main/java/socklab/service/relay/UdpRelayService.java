package socklab.service.relay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.DatagramBatch;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.kernel.SocketStatus;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.relay.RelayStats.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.ImpairmentModel;
import socklab.session.AddressText;
import socklab.text.Message;

/** Passes datagrams on, each to its fate. */
final class UdpRelayService implements RelayService {
    /** How many clients are remembered at once; a datagram of one more finds no way. */
    static final int MOST_CLIENTS = 4096;

    private static final int BATCH = 64;
    /** Asked for; the kernel gives what net.core.rmem_max allows. A burst must not be lost before its fate. */
    private static final int BUFFER = 4 << 20;

    private static final int ATTEMPTS = 4;
    private static final long LEAST_NANOS = 1_000_000;

    private final RelaySockets sockets;
    private final Poller poller;
    private final Map<Direction, DirectionState> courses;
    private final Map<Direction, DelayQueue<ClientSession>> links = new EnumMap<>(Direction.class);
    private final RelayListener witness;
    private final DecisionText teller;
    private final Map<SocketAddress, ClientSession> paths = new HashMap<>();
    private final Map<Integer, ClientSession> byFd = new HashMap<>();
    private int fd = -1;
    private long clients;
    private long idleNanos;
    private long lookAt;
    private Optional<SocketAddress> local = Optional.empty();
    private Optional<SocketAddress> target = Optional.empty();
    private boolean troubled;

    UdpRelayService(
            RelaySockets sockets, Poller poller, Map<Direction, DirectionState> courses, RelayListener witness) {
        this.sockets = sockets;
        this.poller = poller;
        this.courses = courses;
        this.witness = witness;
        this.teller = new DecisionText(witness);
        for (Direction d : Direction.values()) {
            links.put(d, new DelayQueue<>());
        }
    }

    @Override
    public void open(RelayConfig plan) throws RelaySockets.Failure {
        fd = sockets.open();
        sockets.set(fd, SocketOption.SO_RCVBUF, new OptionValue.Number(BUFFER));
        sockets.bind(fd, plan.address());
        local = Optional.of(sockets.name(fd));
        target = Optional.of(plan.target());
        idleNanos = plan.idleNanos();
        lookAt = System.nanoTime() + idleNanos;
        poller.add(fd, Interest.READ);
    }

    @Override
    public SocketAddress local() {
        return local.orElseThrow();
    }

    @Override
    public long clients() {
        return clients;
    }

    @Override
    public void changed() {
        // the next arrival finds the new impairment; what is on its way keeps its time
    }

    @Override
    public void ready(List<Ready> ready) {
        for (Ready r : ready) {
            if (r.fd() == fd) {
                fromClients();
            } else {
                Optional.ofNullable(byFd.get(r.fd())).ifPresent(this::fromServer);
            }
        }
    }

    private void fromClients() {
        for (int i = 0; i < BATCH; i++) {
            Outcome outcome = sockets.receiveFrom(fd, DatagramBatch.LARGEST);
            if (outcome instanceof Outcome.Returned r) {
                Bytes data = RelaySockets.data(r);
                Out.address(r.outs())
                        .flatMap(this::path)
                        .ifPresentOrElse(
                                p -> arrive(Direction.UP, p, data),
                                () -> courses.get(Direction.UP).count(Count.UNSENT, data.length()));
            } else if (!RelaySockets.failed(outcome, Errno.EINTR)) {
                return;
            }
        }
    }

    private void fromServer(ClientSession path) {
        for (int i = 0; i < BATCH; i++) {
            switch (sockets.receive(path.fd(), DatagramBatch.LARGEST)) {
                case Outcome.Returned r -> {
                    path.answered();
                    arrive(Direction.DOWN, path, RelaySockets.data(r));
                }
                case Outcome.Failed f
                when f.errno() == Errno.EAGAIN -> {
                    return;
                }
                case Outcome.Failed f when f.errno() == Errno.EINTR -> {}
                case Outcome.Failed f ->
                    refused(path, f.errno()); // an ICMP error that came back; the next call goes on
                case Outcome.Unsupported _, Outcome.Unresolved _ -> {
                    return;
                }
            }
        }
    }

    private void refused(ClientSession path, Errno errno) {
        if (path.firstRefusal()) {
            witness.tell(RelayLogLine.Kind.PROBLEM, "relay.refused", path.name(), errno.describe());
        }
    }

    /** A client's way, made when it first sends something; none if there can be no more. */
    private Optional<ClientSession> path(SocketAddress client) {
        ClientSession known = paths.get(client);
        if (known != null) {
            return Optional.of(known);
        }
        if (paths.size() >= MOST_CLIENTS) {
            expire(System.nanoTime());
        }
        if (paths.size() >= MOST_CLIENTS) {
            return problem("relay.crowded", AddressText.show(client), MOST_CLIENTS);
        }
        return open(client);
    }

    private Optional<ClientSession> open(SocketAddress client) {
        int upstream = -1;
        try {
            upstream = sockets.open();
            sockets.connect(upstream, target.orElseThrow());
            poller.add(upstream, Interest.READ);
        } catch (RelaySockets.Failure | UnsupportedEnvironment e) {
            if (upstream >= 0) {
                sockets.close(upstream);
            }
            return problem("relay.noWay", AddressText.show(client), e.getMessage());
        }
        ClientSession path = new ClientSession(client, upstream, System.nanoTime());
        paths.put(client, path);
        byFd.put(upstream, path);
        clients++;
        troubled = false;
        witness.tell(RelayLogLine.Kind.CLIENT, "relay.client", path.name());
        return Optional.of(path);
    }

    /** Tells once that clients find no way, until one does. */
    private Optional<ClientSession> problem(String key, Object... args) {
        if (!troubled) {
            troubled = true;
            witness.tell(RelayLogLine.Kind.PROBLEM, key, args);
        }
        return Optional.empty();
    }

    private void arrive(Direction direction, ClientSession path, Bytes data) {
        long now = System.nanoTime();
        path.used(now);
        DirectionState course = courses.get(direction);
        Decision fate = course.arrive(data.length());
        List<Message> what = new ArrayList<>();
        if (fate.original().isEmpty() && fate.copy().isEmpty()) {
            what.add(Message.of("relay.lost"));
        }
        boolean room =
                fate.original().map(p -> pass(course, p, path, data, now, what)).orElse(true);
        if (room && fate.duplicated()) {
            what.add(
                    Message.of(fate.lost() ? "relay.saved" : fate.copy().isEmpty() ? "relay.copyLost" : "relay.twice"));
        }
        if (room) { // as in netem: where the original finds no room, its copy is dropped with it
            fate.copy().ifPresent(p -> pass(course, p, path, data, now, what));
        }
        if (teller.wanted()) {
            Optional<String> client = clients > 1 ? Optional.of(path.name()) : Optional.empty();
            teller.tell(direction, fate.number(), data, client, what);
        }
    }

    /** Lets an instance set out; returns whether there was room. */
    private boolean pass(
            DirectionState course,
            Decision.Transmission passage,
            ClientSession path,
            Bytes data,
            long now,
            List<Message> what) {
        DelayQueue<ClientSession> link = links.get(course.direction());
        if (link.full(course.impairment(), data.length())) {
            course.count(Count.FULL, data.length());
            what.add(Message.of("relay.full", link.size()));
            return false;
        }
        Optional<Integer> bit = passage.flip().filter(_ -> data.length() > 0).map(f ->
                (int) Long.remainderUnsigned(f, data.length() * 8L));
        bit.ifPresent(_ -> course.count(Count.CORRUPTED, data.length()));
        if (passage.overtakes()) {
            course.count(Count.OVERTOOK, data.length());
        }
        Bytes passed = bit.map(b -> flipped(data, b)).orElse(data);
        long delay = 0;
        if (passage.overtakes()
                || passage.delay() == 0
                        && course.impairment().find(ImpairmentModel.Rate.class).isEmpty()) {
            send(course, new DelayQueue.Transit<>(now, 0, now, passed, path));
        } else {
            delay = link.enter(course.impairment(), passage, passed, path, now);
            path.waits(1);
        }
        what.addAll(DecisionText.passage(passage, delay, bit));
        return true;
    }

    private static Bytes flipped(Bytes data, int bit) {
        byte[] bytes = data.toArray();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.of(bytes);
    }

    /** Hands a datagram to the kernel. An error of an earlier one comes first, and this one is tried again. */
    private void send(DirectionState course, DelayQueue.Transit<ClientSession> t) {
        Errno errno = Errno.EAGAIN;
        for (int i = 0; i < ATTEMPTS; i++) {
            Outcome outcome = switch (course.direction()) {
                case UP -> sockets.send(t.path().fd(), t.data());
                case DOWN -> sockets.sendTo(fd, t.data(), t.path().client());
            };
            if (!(outcome instanceof Outcome.Failed f)) {
                course.sent(t.data().length(), t.arrived(), System.nanoTime());
                return;
            }
            errno = f.errno();
            if (errno == Errno.ECONNREFUSED) {
                refused(t.path(), errno);
            } else if (errno != Errno.EINTR) {
                break;
            }
        }
        course.count(Count.UNSENT, t.data().length());
        witness.tell(
                RelayLogLine.Kind.PROBLEM,
                "relay.unsent",
                course.direction().arrow(),
                t.data().length(),
                t.path().name(),
                errno.describe());
    }

    @Override
    public long tick(long now) {
        long next = lookAt - now;
        if (next <= 0) {
            expire(now);
            next = Math.max(idleNanos / 2, LEAST_NANOS);
            lookAt = now + next;
        }
        for (Direction d : Direction.values()) {
            DelayQueue<ClientSession> link = links.get(d);
            for (Optional<DelayQueue.Transit<ClientSession>> t = link.take(now); t.isPresent(); t = link.take(now)) {
                t.get().path().waits(-1);
                t.get().path().used(now);
                send(courses.get(d), t.get());
            }
            if (link.next().isPresent()) {
                next = Math.min(next, Math.max(link.next().getAsLong() - System.nanoTime(), 0));
            }
        }
        return next;
    }

    private void expire(long now) {
        List<ClientSession> idle = paths.values().stream()
                .filter(p -> p.idleSince(now - idleNanos))
                .toList();
        idle.forEach(p -> {
            close(p);
            witness.tell(RelayLogLine.Kind.CLIENT, "relay.expired", p.name());
        });
    }

    private void close(ClientSession path) {
        paths.remove(path.client());
        byFd.remove(path.fd());
        poller.remove(path.fd());
        sockets.close(path.fd());
    }

    @Override
    public long drops(Kernel kernel) {
        return kernel.observe(fd).map(SocketStatus::drops).orElse(0L);
    }

    @Override
    public void close() {
        List.copyOf(paths.values()).forEach(this::close);
        if (fd >= 0) {
            poller.remove(fd);
            sockets.close(fd);
            fd = -1;
        }
    }
}
