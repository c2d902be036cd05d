package socklab.service.relay;

import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lang.HostText;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.ServiceArguments;
import socklab.text.Message;

/** Reads a relay's upstream address: {@code HOST PORT} or {@code HOST:PORT}. Names are looked up. */
public final class UpstreamParser {
    private static final int LONGEST_NAME = 253;

    private final Lookup lookup;

    /** Looks up host names. */
    public interface Lookup {
        /** The result for an IPv4 address; empty if the lookup is not allowed. */
        Optional<Kernel.Resolution> resolve(String name, Const family);
    }

    public UpstreamParser(Lookup lookup) {
        this.lookup = lookup;
    }

    /** Takes one or two operands. */
    SocketAddress.Inet4 read(ServiceArguments args) throws ArgumentError {
        Token host = args.next();
        int colon = host.text().lastIndexOf(':');
        boolean both = colon > 0 && host.text().indexOf(':') == colon;
        Token portToken = both ? new Token(host.text().substring(colon + 1), host.span()) : args.next();
        int port = ServiceArguments.port(portToken);
        if (port == 0) {
            throw new ArgumentError(portToken, Message.of("fault.port", "0"), Message.of("cure.relayPort"));
        }
        return address(host, both ? host.text().substring(0, colon) : host.text(), port);
    }

    private SocketAddress.Inet4 address(Token token, String host, int port) throws ArgumentError {
        Optional<SocketAddress> found = HostText.literal(host, port);
        if (found.isEmpty() && !host.isEmpty() && host.length() <= LONGEST_NAME) {
            Kernel.Resolution resolution = lookup.resolve(host, Const.AF_INET)
                    .orElseThrow(() ->
                            new ArgumentError(token, Message.of("fault.labLookup", host), Message.of("cure.network")));
            if (resolution instanceof Kernel.Resolution.Found f) {
                found = f.addresses().stream().findFirst();
            }
        }
        if (found.isEmpty() || !(found.get() instanceof SocketAddress.Inet4 inet4)) {
            throw new ArgumentError(token, Message.of("fault.relayHost", host), Message.of("cure.relayHost"));
        }
        return new SocketAddress.Inet4(inet4.address(), port);
    }
}
