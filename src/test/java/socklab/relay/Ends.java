package socklab.relay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import socklab.call.SocketAddress;
import socklab.kernel.LibcKernel;
import socklab.relay.Relay.Start;
import socklab.text.Language;
import socklab.text.Messages;

/** What relay tests share: a relay started, its lines kept, conditions waited for. */
final class Ends implements AutoCloseable {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int LOOPBACK = 0x7f000001;

    final LibcKernel kernel = new LibcKernel();
    final List<Line> lines = Collections.synchronizedList(new ArrayList<>());
    final Relay relay;

    Ends(Protocol protocol, int serverPort, String words) {
        this(protocol, serverPort, words, Plan.IDLE_NANOS);
    }

    Ends(Protocol protocol, int serverPort, String words, long idleNanos) {
        Plan plan = new Plan(protocol, 0, new SocketAddress.Inet4(LOOPBACK, serverPort), Plan.Reach.LOOPBACK,
                Read.words(protocol, words), idleNanos);
        relay = ((Start.Running) Relay.start(kernel, plan, new Witness() {
            @Override
            public boolean wants(Line.Kind kind) {
                return true;
            }

            @Override
            public void line(Line line) {
                lines.add(line);
            }
        })).relay();
    }

    int port() {
        return ((SocketAddress.Inet4) relay.local()).port();
    }

    /** The lines of a kind, in English. */
    List<String> said(Line.Kind kind) {
        Messages messages = Messages.in(Language.EN);
        synchronized (lines) {
            return lines.stream().filter(l -> l.kind() == kind).map(l -> messages.say(l.text())).toList();
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
