package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.call.SocketAddress;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.ServiceArguments;
import socklab.service.ServiceConfig;
import socklab.text.Message;

/** What uppercase server is wanted. */
public record UppercaseConfig(Protocol protocol, SocketAddress.Inet4 address, Mode mode) implements ServiceConfig {
    /** The port of the textbook's servers. */
    public static final int PORT = 12000;

    /** One client at a time. */
    public static final String ITERATIVE = "--iterative";

    /** How it serves several clients. */
    public enum Mode {
        /** No client waits for another. */
        CONCURRENT,
        /** One after the other, as the textbook's server: a client that sends nothing keeps all others waiting. */
        ITERATIVE
    }

    /**
     * Reads {@code udp|tcp [PORT] [--any] [--iterative]}, the options anywhere.
     *
     * @param otherWords words that could have been meant in place of the protocol
     * @param usual the address that it is bound to without {@code --any}
     */
    public static UppercaseConfig read(List<Token> tokens, List<String> otherWords, SocketAddress.Inet4 usual)
            throws ArgumentError {
        ServiceArguments args = new ServiceArguments(
                tokens,
                Set.of(ServiceArguments.ANY, ITERATIVE),
                Set.of(),
                Message.of("cure.usage", "udp|tcp [PORT] [--any] [--iterative]", "udp 12000"));
        Protocol protocol = args.protocol(otherWords);
        int port = args.hasNext() ? args.port() : PORT;
        Optional<Token> surplus = args.rest().stream().findFirst();
        if (surplus.isPresent()) {
            throw ServiceArguments.unknown(surplus.get(), List.of(ServiceArguments.ANY, ITERATIVE));
        }
        return new UppercaseConfig(
                protocol, args.address(usual, port), args.has(ITERATIVE) ? Mode.ITERATIVE : Mode.CONCURRENT);
    }
}
