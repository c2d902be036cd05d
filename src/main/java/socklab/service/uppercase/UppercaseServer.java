package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.Counts;
import socklab.service.Service;
import socklab.service.ServiceListener;
import socklab.service.ServiceSockets;
import socklab.service.SocketHandler;
import socklab.service.uppercase.UppercaseCounters.Count;
import socklab.session.AddressText;
import socklab.text.Message;

/** The uppercase server: it sends back in upper case what clients send, over UDP or TCP. */
public final class UppercaseServer extends Service {
    private final Kernel kernel;
    private final UppercaseConfig config;
    private final Optional<FastPath> fastPath;
    private final UppercaseCounters counters = new UppercaseCounters();

    private UppercaseServer(
            Kernel kernel,
            Poller poller,
            UppercaseConfig config,
            Optional<FastPath> fastPath,
            ServiceListener listener) {
        super("server", kernel, poller, config, listener);
        this.kernel = kernel;
        this.config = config;
        this.fastPath = fastPath;
    }

    /**
     * Starts a server; returns when it can be reached, or has failed.
     *
     * @throws UnsupportedEnvironment if no descriptor is left for the poller
     */
    public static Start<UppercaseServer> start(Kernel kernel, UppercaseConfig config, ServiceListener listener) {
        Optional<FastPath> fastPath = listener.followsRequests() ? Optional.empty() : Optional.of(new FastPath(kernel));
        Poller poller = fastPath.map(FastPath::poller).orElseGet(kernel::poller);
        return start(new UppercaseServer(kernel, poller, config, fastPath, listener));
    }

    /** What it has served so far. */
    public Counts<Count> counts() {
        return counters.counts();
    }

    @Override
    protected SocketHandler handler(ServiceSockets sockets, Poller poller) {
        return switch (config.protocol()) {
            case UDP ->
                fastPath.flatMap(f -> f.udp(sockets, counters, config))
                        .orElseGet(() -> new UdpUppercaseService(sockets, poller, counters, config));
            case TCP -> new TcpUppercaseService(sockets, poller, kernel, counters, config);
        };
    }

    @Override
    public Message readyText() {
        return Message.of("server.ready", config.protocol().word(), AddressText.show(local()));
    }

    @Override
    public List<Message> statsText() {
        return text("server.sofar");
    }

    @Override
    protected List<Message> finalText() {
        return text("server.served");
    }

    private List<Message> text(String key) {
        Counts<Count> c = counts();
        return List.of(Message.of(
                key,
                config.protocol().word(),
                c.of(Count.ANSWERED),
                c.of(Count.CLIENT),
                c.bytesOf(Count.RECEIVED),
                c.bytesOf(Count.SENT),
                c.of(Count.MALFORMED),
                c.of(Count.RESET),
                c.of(Count.UNANSWERED)));
    }
}
