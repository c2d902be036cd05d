package socklab.service.relay;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import socklab.call.SocketAddress;
import socklab.kernel.libc.LibcKernel;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.Reach;
import socklab.service.RecordingListener;
import socklab.service.Service.Start;
import socklab.service.relay.netem.ImpairmentsOf;

/** A relay under test, with what it logs. */
final class RelayEndpoints implements AutoCloseable {
    private static final int LOOPBACK = 0x7f000001;

    /** One for all tests: each kernel keeps a netlink socket. */
    private static final LibcKernel KERNEL = new LibcKernel();

    final RecordingListener listener = new RecordingListener();
    final Relay relay;

    RelayEndpoints(Protocol protocol, int serverPort, String words) {
        this(protocol, serverPort, words, RelayConfig.USUAL_IDLE);
    }

    RelayEndpoints(Protocol protocol, int serverPort, String words, Duration idle) {
        this(protocol, 0, new SocketAddress.Inet4(LOOPBACK, serverPort), words, idle);
    }

    RelayEndpoints(Protocol protocol, int port, SocketAddress upstream, String words, Duration idle) {
        RelayConfig config = new RelayConfig(
                protocol, Reach.LOOPBACK.at(port), upstream, ImpairmentsOf.words(protocol, words), idle);
        relay = ((Start.Running<Relay>) Relay.start(KERNEL, config, listener)).service();
    }

    int port() {
        return ((SocketAddress.Inet4) relay.local()).port();
    }

    /** The lines of a kind, in English. */
    List<String> said(LogLine.Kind kind) {
        return listener.texts(kind);
    }

    static void await(BooleanSupplier condition) {
        RecordingListener.until(condition, () -> "waited in vain");
    }

    @Override
    public void close() {
        relay.close();
    }
}
