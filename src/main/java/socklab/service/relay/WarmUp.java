package socklab.service.relay;

import java.util.List;
import java.util.Map;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.Reach;
import socklab.service.ServiceListener;
import socklab.service.ServiceSockets;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentEngine;
import socklab.service.relay.netem.Impairments;
import socklab.session.Event;

/**
 * Passes datagrams through another relay before the real one says that it is ready. Without it the classes that a
 * datagram needs would be loaded for the first one, which would be late by tens of milliseconds.
 */
final class WarmUp {
    private static final int ROUNDS = 20;
    private static final int LOOPBACK = 0x7f000001;
    private static final int ROOM = 100;
    private static final long MOST_WAIT = 1_000_000;
    private static final Bytes DATA = Bytes.utf8("warm-up");

    /** Wants everything, so that lines are built, and drops it. */
    private static final ServiceListener DROPPING = new ServiceListener() {
        @Override
        public boolean wants(LogLine.Kind kind) {
            return true;
        }

        @Override
        public void line(LogLine line) {
            // dropped
        }

        @Override
        public boolean wantsCalls() {
            return false;
        }

        @Override
        public void call(Event.Served call) {
            // dropped
        }
    };

    private WarmUp() {}

    /** For the thread of the relay that is about to start. */
    static void run(Kernel kernel, Impairments impairments) {
        decide(impairments);
        try (Poller poller = kernel.poller();
                ServiceSockets sockets = new ServiceSockets("relay", Protocol.UDP, kernel.caller(), DROPPING)) {
            forward(kernel, poller, sockets);
        } catch (CallFailure | UnsupportedEnvironment e) {
            // the real relay will fail for the same reason, and that is logged
        }
    }

    private static void decide(Impairments impairments) {
        for (Direction d : Direction.values()) {
            Impairment impairment = impairments.of(d);
            ImpairmentEngine engine = new ImpairmentEngine(impairments.seed(), d, impairment);
            DelayQueue<Direction> queue = new DelayQueue<>();
            DirectionState.Account account = new DirectionState.Account(new Traffic(), new Traffic());
            for (int i = 0; i < ROUNDS; i++) {
                engine.next().original().ifPresent(t -> {
                    long delay = queue.enter(impairment, t, DATA, d, 0);
                    DecisionText.transmission(t, delay, t.flip().map(_ -> 0));
                    queue.take(delay).ifPresent(out -> account.sent(out.data().length(), 0, delay));
                });
            }
        }
    }

    private static void forward(Kernel kernel, Poller poller, ServiceSockets sockets) throws CallFailure {
        int server = sockets.open(Const.AF_INET);
        sockets.bind(server, new SocketAddress.Inet4(LOOPBACK, 0));
        RelayConfig config = new RelayConfig(
                Protocol.UDP, Reach.LOOPBACK.at(0), sockets.local(server), Impairments.NONE, RelayConfig.USUAL_IDLE);
        Map<Direction, DirectionState> directions = DirectionState.both(Impairments.NONE);
        UdpRelayService relay = new UdpRelayService(sockets, poller, kernel, directions, config);
        int client = sockets.open(Const.AF_INET);
        try {
            relay.open();
            sockets.connect(client, relay.local());
            for (int i = 0; i < ROUNDS; i++) {
                sockets.send(client, DATA);
                handle(relay, poller);
                if (sockets.receiveFrom(server, ROOM) instanceof Outcome.Returned r) {
                    ServiceSockets.address(r).ifPresent(from -> sockets.sendTo(server, DATA, from));
                }
                handle(relay, poller);
                sockets.receive(client, ROOM);
            }
            RelayStatsText.lines(Protocol.UDP, directions, 1);
        } finally {
            relay.close();
            List.of(client, server).forEach(sockets::close);
        }
    }

    private static void handle(UdpRelayService relay, Poller poller) {
        relay.ready(poller.await(Math.min(relay.tick(System.nanoTime()), MOST_WAIT)));
    }
}
