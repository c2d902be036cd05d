package socklab.service.relay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.DatagramBatch;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.kernel.SocketStatus;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.ServiceSockets;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.ImpairmentModel;
import socklab.text.Message;

/** Forwards datagrams, each as its decision says. */
final class UdpRelayService implements RelayHandler {
    /** Datagrams read in one go. */
    private static final int BATCH = 64;
    /** The receive buffer asked for; the kernel grants what net.core.rmem_max allows. A burst must not be lost in it. */
    private static final int BUFFER = 4 << 20;

    private static final int ATTEMPTS = 4;

    private final ServiceSockets sockets;
    private final Poller poller;
    private final Kernel kernel;
    private final RelayConfig config;
    private final Map<Direction, DirectionState> directions;
    private final Map<Direction, DelayQueue<ClientSession>> queues = new EnumMap<>(Direction.class);
    private final ClientSessions sessions;
    private final DecisionText decisionText;
    private int fd = -1;
    private Optional<SocketAddress> local = Optional.empty();

    UdpRelayService(
            ServiceSockets sockets,
            Poller poller,
            Kernel kernel,
            Map<Direction, DirectionState> directions,
            RelayConfig config) {
        this.sockets = sockets;
        this.poller = poller;
        this.kernel = kernel;
        this.config = config;
        this.directions = directions;
        this.sessions = new ClientSessions(sockets, poller, config);
        this.decisionText = new DecisionText(sockets.listener());
        for (Direction d : Direction.values()) {
            queues.put(d, new DelayQueue<>());
        }
    }

    @Override
    public void open() throws CallFailure {
        fd = sockets.open(Const.AF_INET);
        sockets.set(fd, SocketOption.SO_RCVBUF, new OptionValue.Number(BUFFER));
        sockets.bind(fd, config.address());
        local = Optional.of(sockets.local(fd));
        poller.add(fd, Interest.READ);
    }

    @Override
    public SocketAddress local() {
        return local.orElseThrow();
    }

    @Override
    public long clients() {
        return sessions.opened();
    }

    @Override
    public void impairmentsChanged() {
        // the next arrival finds them in force; what is on its way keeps its time
    }

    @Override
    public void ready(List<Ready> ready) {
        for (Ready r : ready) {
            if (r.fd() == fd) {
                fromClients();
            } else {
                sessions.byDescriptor(r.fd()).ifPresent(this::fromServer);
            }
        }
    }

    private void fromClients() {
        for (int i = 0; i < BATCH; i++) {
            Outcome outcome = sockets.receiveFrom(fd, DatagramBatch.LARGEST);
            if (outcome instanceof Outcome.Returned r) {
                Bytes data = ServiceSockets.data(r);
                ServiceSockets.address(r)
                        .flatMap(sessions::of)
                        .ifPresentOrElse(
                                s -> arrive(Direction.UP, s, data),
                                () -> directions.get(Direction.UP).count(Count.UNSENT, data.length()));
            } else if (!ServiceSockets.failed(outcome, Errno.EINTR)) {
                return;
            }
        }
    }

    private void fromServer(ClientSession session) {
        for (int i = 0; i < BATCH; i++) {
            switch (sockets.receive(session.fd(), DatagramBatch.LARGEST)) {
                case Outcome.Returned r -> {
                    session.answered();
                    arrive(Direction.DOWN, session, ServiceSockets.data(r));
                }
                case Outcome.Failed f
                when f.errno() == Errno.EAGAIN -> {
                    return;
                }
                case Outcome.Failed f when f.errno() == Errno.EINTR -> {}
                case Outcome.Failed f -> refused(session, f.errno()); // an ICMP error; the socket can still be used
                case Outcome.Unsupported _, Outcome.Unresolved _ -> {
                    return;
                }
            }
        }
    }

    private void refused(ClientSession session, Errno errno) {
        if (session.firstRefusal()) {
            sockets.listener().log(LogLine.Kind.PROBLEM, "relay.refused", session.name(), errno.describe());
        }
    }

    private void arrive(Direction direction, ClientSession session, Bytes data) {
        long now = System.nanoTime();
        session.used(now);
        DirectionState state = directions.get(direction);
        Decision decision = state.arrive(data.length());
        List<Message> what = new ArrayList<>();
        if (decision.original().isEmpty() && decision.copy().isEmpty()) {
            what.add(Message.of("relay.lost"));
        }
        boolean room = decision.original()
                .map(t -> transmit(state, t, session, data, now, what))
                .orElse(true);
        if (room && decision.duplicated()) {
            what.add(Message.of(
                    decision.lost() ? "relay.saved" : decision.copy().isEmpty() ? "relay.copyLost" : "relay.twice"));
        }
        if (room) { // as in netem: if the original finds no room, its copy is dropped too
            decision.copy().ifPresent(t -> transmit(state, t, session, data, now, what));
        }
        if (decisionText.wanted()) {
            Optional<String> client = sessions.opened() > 1 ? Optional.of(session.name()) : Optional.empty();
            decisionText.log(direction, decision.number(), data, client, what);
        }
    }

    /** Sends an instance, now or later; returns whether there was room for it. */
    private boolean transmit(
            DirectionState state,
            Decision.Transmission transmission,
            ClientSession session,
            Bytes data,
            long now,
            List<Message> what) {
        DelayQueue<ClientSession> queue = queues.get(state.direction());
        if (queue.full(state.impairment(), data.length())) {
            state.count(Count.FULL, data.length());
            what.add(Message.of("relay.full", queue.size()));
            return false;
        }
        Optional<Integer> bit = transmission
                .flip()
                .filter(_ -> data.length() > 0)
                .map(f -> (int) Long.remainderUnsigned(f, data.length() * 8L));
        bit.ifPresent(_ -> state.count(Count.CORRUPTED, data.length()));
        if (transmission.overtakes()) {
            state.count(Count.OVERTOOK, data.length());
        }
        Bytes sent = bit.map(b -> flipped(data, b)).orElse(data);
        boolean atOnce = transmission.overtakes()
                || transmission.delay() == 0
                        && state.impairment().find(ImpairmentModel.Rate.class).isEmpty();
        long delay = 0;
        if (atOnce) {
            send(state, new DelayQueue.Transit<>(now, 0, now, sent, session));
        } else {
            delay = queue.enter(state.impairment(), transmission, sent, session, now);
            session.enters();
        }
        what.addAll(DecisionText.transmission(transmission, delay, bit));
        return true;
    }

    private static Bytes flipped(Bytes data, int bit) {
        byte[] bytes = data.toArray();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.of(bytes);
    }

    /** Passes a datagram to the kernel. If the error of an earlier one comes first, this one is tried again. */
    private void send(DirectionState state, DelayQueue.Transit<ClientSession> t) {
        Errno errno = Errno.EAGAIN;
        for (int i = 0; i < ATTEMPTS; i++) {
            Outcome outcome = switch (state.direction()) {
                case UP -> sockets.send(t.path().fd(), t.data());
                case DOWN -> sockets.sendTo(fd, t.data(), t.path().client());
            };
            if (!(outcome instanceof Outcome.Failed f)) {
                state.sent(t.data().length(), t.arrived(), System.nanoTime());
                return;
            }
            errno = f.errno();
            if (errno == Errno.ECONNREFUSED) {
                refused(t.path(), errno);
            } else if (errno != Errno.EINTR) {
                break;
            }
        }
        state.count(Count.UNSENT, t.data().length());
        String arrow = state.direction().arrow();
        sockets.listener()
                .log(
                        LogLine.Kind.PROBLEM,
                        "relay.unsent",
                        arrow,
                        t.data().length(),
                        t.path().name(),
                        errno.describe());
    }

    @Override
    public long tick(long now) {
        long next = sessions.tick(now);
        for (Direction d : Direction.values()) {
            DelayQueue<ClientSession> queue = queues.get(d);
            for (Optional<DelayQueue.Transit<ClientSession>> t = queue.take(now); t.isPresent(); t = queue.take(now)) {
                t.get().path().leaves();
                t.get().path().used(now);
                send(directions.get(d), t.get());
            }
            if (queue.next().isPresent()) {
                next = Math.min(next, Math.max(queue.next().getAsLong() - System.nanoTime(), 0));
            }
        }
        return next;
    }

    @Override
    public void close() {
        sessions.close();
        if (fd >= 0) {
            logOverflow();
            poller.remove(fd);
            sockets.close(fd);
            fd = -1;
        }
    }

    /** Datagrams that found no room in the receive buffer were never counted; without this line the counts would mislead. */
    private void logOverflow() {
        long drops = kernel.observe(fd).map(SocketStatus::drops).orElse(0L);
        if (drops > 0) {
            sockets.listener().log(LogLine.Kind.PROBLEM, "relay.overflow", drops);
        }
    }
}
