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
import socklab.session.AddressText;
import socklab.text.Message;

/** Forwards datagrams, each as its decision says. */
final class UdpRelayService implements RelayHandler {
    /** Datagrams read in one go. */
    private static final int BATCH = 64;
    /**
     * The receive buffer asked for; the kernel grants what net.core.rmem_max allows. A burst must not be lost in it.
     */
    private static final int BUFFER = 4 << 20;

    private static final int ATTEMPTS = 4;

    private final ServiceSockets sockets;
    private final Poller poller;
    private final Kernel kernel;
    private final RelayConfig config;
    private final Map<Direction, DirectionState> directions;
    private final Map<Direction, DelayQueue<Outgoing>> queues = new EnumMap<>(Direction.class);
    private final ClientSessions sessions;
    private final DecisionText decisionText;
    private final PortUnreachable portUnreachable;
    private int fd = -1;
    private Optional<SocketAddress> local = Optional.empty();

    /** Whose datagram is sent, where it is counted, and the number that it is logged with. */
    private record Outgoing(ClientSession session, DirectionState.Account account, long number) {}

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
        this.portUnreachable = new PortUnreachable(sockets);
        for (Direction d : Direction.values()) {
            queues.put(d, new DelayQueue<>());
        }
    }

    @Override
    public void open() throws CallFailure {
        fd = sockets.open(Const.AF_INET);
        sockets.set(fd, SocketOption.SO_RCVBUF, new OptionValue.Number(BUFFER));
        sockets.set(fd, SocketOption.IP_RECVTTL, new OptionValue.Number(1));
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
                sessions.byDescriptor(r.fd()).ifPresent(s -> {
                    if (r.fd() == s.fd()) {
                        fromServer(s);
                    } else {
                        fromOtherPort(s, r.fd());
                    }
                });
            }
        }
    }

    private void fromClients() {
        for (int i = 0; i < BATCH; i++) {
            Outcome outcome = sockets.receiveMessage(fd, DatagramBatch.LARGEST);
            if (outcome instanceof Outcome.Returned r) {
                Bytes data = ServiceSockets.data(r);
                ServiceSockets.address(r)
                        .flatMap(client -> sessions.of(client, ServiceSockets.ttl(r)))
                        .ifPresentOrElse(s -> arrive(Direction.UP, s, data, 0), () -> unserved(data.length()));
            } else if (!ServiceSockets.failed(outcome, Errno.EINTR)) {
                return;
            }
        }
    }

    /** A datagram of a client that has no session. */
    private void unserved(int size) {
        DirectionState.Account account = directions.get(Direction.UP).account();
        account.count(Count.ARRIVED, size);
        account.count(Count.UNSENT, size);
    }

    private void fromServer(ClientSession session) {
        for (int i = 0; i < BATCH; i++) {
            switch (sockets.receive(session.fd(), DatagramBatch.LARGEST)) {
                case Outcome.Returned r -> {
                    session.answersFrom(Optional.empty());
                    arrive(Direction.DOWN, session, ServiceSockets.data(r), session.answered());
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

    /** What the server sends from another port goes to the client, whose next datagrams go to that port. */
    private void fromOtherPort(ClientSession session, int otherPorts) {
        for (int i = 0; i < BATCH; i++) {
            Outcome outcome = sockets.receiveMessage(otherPorts, DatagramBatch.LARGEST);
            if (outcome instanceof Outcome.Returned r) {
                ServiceSockets.address(r).filter(this::ofServer).ifPresent(from -> {
                    if (session.answersFrom(Optional.of(from))) {
                        sockets.listener()
                                .log(
                                        LogLine.Kind.CLIENT,
                                        "relay.otherPort",
                                        session.name(),
                                        AddressText.show(from),
                                        AddressText.show(config.upstream()));
                    }
                    arrive(Direction.DOWN, session, ServiceSockets.data(r), session.answered());
                });
            } else if (!ServiceSockets.failed(outcome, Errno.EINTR)) {
                return;
            }
        }
    }

    private boolean ofServer(SocketAddress from) {
        return SocketAddress.javaAddress(from).equals(SocketAddress.javaAddress(config.upstream()));
    }

    private void refused(ClientSession session, Errno errno) {
        if (session.firstRefusal()) {
            sockets.listener().log(LogLine.Kind.PROBLEM, "relay.refused", session.name(), errno.describe());
        }
        if (errno == Errno.ECONNREFUSED) {
            portUnreachable.send(session.client(), local(), session.lastLength());
        }
    }

    /** @param request the number of the request that this answers; 0 if it is none or that is not known */
    private void arrive(Direction direction, ClientSession session, Bytes data, long request) {
        long now = System.nanoTime();
        session.used(now);
        DirectionState state = directions.get(direction);
        Decision decision = state.arrive(data.length());
        List<Message> what = new ArrayList<>();
        List<DelayQueue.Transit<Outgoing>> atOnce = new ArrayList<>();
        long number = request > 0 ? request : decision.number();
        if (decision.original().isEmpty() && decision.copy().isEmpty()) {
            what.add(Message.of("relay.lost"));
        }
        boolean room = decision.original()
                .map(t -> transmit(state, t, session, data, number, now, what, atOnce))
                .orElse(true);
        if (room && decision.duplicated()) {
            what.add(Message.of(
                    decision.lost() ? "relay.saved" : decision.copy().isEmpty() ? "relay.copyLost" : "relay.twice"));
        }
        if (room) {
            decision.copy().ifPresent(t -> transmit(state, t, session, data, number, now, what, atOnce));
        } else if (decision.copy().isPresent()) { // as in netem: it is dropped with the original
            state.account().count(Count.FULL, data.length());
        }
        if (decisionText.wanted()) {
            Optional<String> client = sessions.opened() > 1 ? Optional.of(session.name()) : Optional.empty();
            decisionText.log(direction, number, data, client, what);
        }
        atOnce.forEach(t -> send(state, t)); // after the line: what it leads to comes later
    }

    /** Sends an instance, now or later; returns whether there was room for it. */
    private boolean transmit(
            DirectionState state,
            Decision.Transmission transmission,
            ClientSession session,
            Bytes data,
            long number,
            long now,
            List<Message> what,
            List<DelayQueue.Transit<Outgoing>> sendNow) {
        DelayQueue<Outgoing> queue = queues.get(state.direction());
        if (queue.full(state.impairment(), data.length())) {
            state.account().count(Count.FULL, data.length());
            what.add(Message.of("relay.full", queue.size()));
            return false;
        }
        Optional<Integer> bit = transmission
                .flip()
                .filter(_ -> data.length() > 0)
                .map(f -> (int) Long.remainderUnsigned(f, data.length() * 8L));
        bit.ifPresent(_ -> state.account().count(Count.CORRUPTED, data.length()));
        if (transmission.overtakes()) {
            state.account().count(Count.OVERTOOK, data.length());
        }
        Bytes sent = bit.map(b -> flipped(data, b)).orElse(data);
        boolean atOnce = transmission.overtakes()
                || transmission.delay() == 0
                        && state.impairment().find(ImpairmentModel.Rate.class).isEmpty();
        Outgoing outgoing = new Outgoing(session, state.account(), number);
        long delay = 0;
        if (atOnce) {
            sendNow.add(new DelayQueue.Transit<>(now, 0, now, sent, outgoing));
        } else {
            delay = queue.enter(state.impairment(), transmission, sent, outgoing, now);
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
    private void send(DirectionState state, DelayQueue.Transit<Outgoing> t) {
        Errno errno = Errno.EAGAIN;
        for (int i = 0; i < ATTEMPTS; i++) {
            Outcome outcome = switch (state.direction()) {
                case UP -> sendUp(t.path().session(), t.data());
                case DOWN -> sockets.sendTo(fd, t.data(), t.path().session().client());
            };
            if (!(outcome instanceof Outcome.Failed f)) {
                t.path().account().sent(t.data().length(), t.arrived(), System.nanoTime());
                if (state.direction() == Direction.UP) {
                    t.path().session().sent(t.path().number(), t.data().length());
                }
                return;
            }
            errno = f.errno();
            if (errno == Errno.ECONNREFUSED) {
                refused(t.path().session(), errno);
                reconnect(t.path().session());
            } else if (errno != Errno.EINTR) {
                break;
            }
        }
        t.path().account().count(Count.UNSENT, t.data().length());
        String arrow = state.direction().arrow();
        sockets.listener()
                .log(
                        LogLine.Kind.PROBLEM,
                        "relay.unsent",
                        arrow,
                        t.data().length(),
                        t.path().session().name(),
                        errno.describe());
    }

    private Outcome sendUp(ClientSession session, Bytes data) {
        return session.otherPort().isPresent()
                ? sockets.sendTo(
                        session.otherPorts().orElseThrow(),
                        data,
                        session.otherPort().get())
                : sockets.send(session.fd(), data);
    }

    /** A path or name may be another server's by now: only connect finds it. */
    private void reconnect(ClientSession session) {
        if (config.upstream() instanceof SocketAddress.Unix) {
            try {
                sockets.connect(session.fd(), config.upstream());
            } catch (CallFailure e) {
                refused(session, e.errno());
            }
        }
    }

    @Override
    public long tick(long now) {
        long next = sessions.tick(now);
        for (Direction d : Direction.values()) {
            DelayQueue<Outgoing> queue = queues.get(d);
            for (Optional<DelayQueue.Transit<Outgoing>> t = queue.take(now); t.isPresent(); t = queue.take(now)) {
                t.get().path().session().leaves();
                t.get().path().session().used(now);
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
        portUnreachable.close();
        if (fd >= 0) {
            logOverflow();
            poller.remove(fd);
            sockets.close(fd);
            fd = -1;
        }
    }

    /**
     * Datagrams that found no room in the receive buffer were never counted; without this line the counts would
     * mislead.
     */
    private void logOverflow() {
        long drops = kernel.observe(fd).map(SocketStatus::drops).orElse(0L);
        if (drops > 0) {
            sockets.listener().log(LogLine.Kind.PROBLEM, "relay.overflow", drops);
        }
    }
}
