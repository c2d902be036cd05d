package socklab.service.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.Counts;
import socklab.service.LogLine;
import socklab.service.Service;
import socklab.service.ServiceListener;
import socklab.service.ServiceSockets;
import socklab.service.SocketHandler;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.ImpairmentChange;
import socklab.service.relay.netem.Impairments;
import socklab.session.AddressText;
import socklab.session.Table;
import socklab.text.Message;

/** A middlebox between clients and a server. It forwards what arrives as its {@link Impairments} say. */
public final class Relay extends Service {
    private final Kernel kernel;
    private final RelayConfig config;
    private final Map<Direction, DirectionState> directions;
    private volatile Impairments impairments;
    private volatile RelayHandler handler;

    private Relay(Kernel kernel, RelayConfig config, ServiceListener listener) {
        super("relay", kernel, kernel.poller(), config, listener);
        this.kernel = kernel;
        this.config = config;
        this.impairments = config.impairments();
        this.directions = DirectionState.both(config.impairments());
    }

    /**
     * Starts a relay; returns when it can be reached, or has failed.
     *
     * @throws UnsupportedEnvironment if no descriptor is left for the poller
     */
    public static Start<Relay> start(Kernel kernel, RelayConfig config, ServiceListener listener) {
        return start(new Relay(kernel, config, listener));
    }

    @Override
    protected SocketHandler handler(ServiceSockets sockets, Poller poller) {
        handler = switch (config.protocol()) {
            case UDP -> {
                WarmUp.run(kernel, config.impairments());
                yield new UdpRelayService(sockets, poller, kernel, directions, config);
            }
            case TCP -> new TcpRelayService(sockets, poller, kernel, directions, config);
        };
        return handler;
    }

    @Override
    public RelayConfig config() {
        return config;
    }

    /** The impairments in force. */
    public Impairments impairments() {
        return impairments;
    }

    /** What passed in a direction so far. */
    public Counts<Count> counts(Direction direction) {
        return directions.get(direction).total().counts();
    }

    /** How many clients there were. */
    public long clients() {
        return handler.clients();
    }

    @Override
    public Message readyText() {
        return Message.of(
                "relay.ready",
                config.protocol().word(),
                AddressText.show(local()),
                AddressText.show(config.upstream()),
                impairments.words());
    }

    @Override
    public List<Message> statsText() {
        return RelayStatsText.lines(config.protocol(), directions, clients());
    }

    @Override
    public Optional<Table> table() {
        settle();
        return Optional.of(RelayTable.of(this, directions));
    }

    @Override
    protected List<Message> finalText() {
        return statsText();
    }

    /** The counts of both directions in one short line. */
    public Message brief() {
        return RelayStatsText.brief(directions);
    }

    /** Other impairments hold from the next arrival on; returns when they do. The seed stays that of the start. */
    public void change(ImpairmentChange change) {
        execute(() -> changeNow(change));
    }

    private void changeNow(ImpairmentChange change) {
        List<DirectionState.Setting> before = directions.values().stream()
                .map(state -> state.settings().getLast())
                .toList();
        impairments = change.impairments().seeded(config.impairments().seed());
        directions.forEach(
                (d, state) -> state.change(impairments.of(d), change.typed().get(d)));
        handler.impairmentsChanged();
        if (listener().wants(LogLine.Kind.CHANGE)) {
            before.stream()
                    .filter(s -> directions.get(s.direction()).settings().getLast() != s)
                    .flatMap(s -> RelayStatsText.realised(s).stream())
                    .forEach(m -> listener().line(new LogLine(LogLine.Kind.CHANGE, m)));
            listener().log(LogLine.Kind.CHANGE, "relay.changed", impairments.words());
        }
    }
}
