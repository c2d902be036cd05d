package socklab.service.relay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import socklab.call.SocketAddress;
import socklab.kernel.libc.LibcKernel;
import socklab.service.relay.Relay.Start;
import socklab.service.relay.netem.ImpairmentsOf;
import socklab.text.Language;
import socklab.text.Messages;

/** What relay tests share: a relay started, its lines kept, conditions waited for. */
final class RelayEndpoints implements AutoCloseable {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int LOOPBACK = 0x7f000001;

    final LibcKernel kernel = new LibcKernel();
    final List<RelayLogLine> lines = Collections.synchronizedList(new ArrayList<>());
    final Relay relay;

    RelayEndpoints(Protocol protocol, int serverPort, String words) {
        this(protocol, serverPort, words, RelayConfig.IDLE_NANOS);
    }

    RelayEndpoints(Protocol protocol, int serverPort, String words, long idleNanos) {
        RelayConfig plan = new RelayConfig(
                protocol,
                0,
                new SocketAddress.Inet4(LOOPBACK, serverPort),
                RelayConfig.Reach.LOOPBACK,
                ImpairmentsOf.words(protocol, words),
                idleNanos);
        relay = ((Start.Running) Relay.start(kernel, plan, new RelayListener() {
                    @Override
                    public boolean wants(RelayLogLine.Kind kind) {
                        return true;
                    }

                    @Override
                    public void line(RelayLogLine line) {
                        lines.add(line);
                    }
                }))
                .relay();
    }

    int port() {
        return ((SocketAddress.Inet4) relay.local()).port();
    }

    /** The lines of a kind, in English. */
    List<String> said(RelayLogLine.Kind kind) {
        Messages messages = Messages.in(Language.EN);
        synchronized (lines) {
            return lines.stream()
                    .filter(l -> l.kind() == kind)
                    .map(l -> messages.say(l.text()))
                    .toList();
        }
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain");
            }
            Thread.onSpinWait();
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        relay.close();
    }
}
