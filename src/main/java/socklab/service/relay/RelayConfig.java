package socklab.service.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.call.SocketAddress;
import socklab.lang.DurationParser;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.ServiceArguments;
import socklab.service.ServiceConfig;
import socklab.service.relay.netem.ImpairmentParser;
import socklab.service.relay.netem.Impairments;
import socklab.session.SandboxPolicy;
import socklab.text.Message;

/**
 * What relay is wanted.
 *
 * @param upstream the address of the server
 * @param idle after that time a UDP client that neither sends nor receives anything is forgotten
 */
public record RelayConfig(
        Protocol protocol, SocketAddress.Inet4 address, SocketAddress upstream, Impairments impairments, Duration idle)
        implements ServiceConfig {
    /** How long a silent UDP client is remembered unless {@link #IDLE} is given. */
    public static final Duration USUAL_IDLE = Duration.ofSeconds(60);

    /** How long a silent UDP client is remembered. */
    public static final String IDLE = "--idle";

    private static final Message USAGE = Message.of(
            "cure.usage",
            "udp|tcp PORT HOST PORT|PATH|@NAME [loss 30% ...] [--any] [--idle TIME]",
            "relay udp 12001 localhost 12000 loss 30%");

    /**
     * Reads {@code udp|tcp PORT HOST PORT [words] [--any] [--idle TIME]}, the options anywhere.
     *
     * @param tokens variables are replaced already
     * @param otherWords words that could have been meant in place of the protocol
     * @param usual the address that it is bound to without {@code --any}
     */
    public static RelayConfig read(
            List<Token> tokens, List<String> otherWords, UpstreamParser upstreams, SocketAddress.Inet4 usual)
            throws ArgumentError {
        ServiceArguments args = new ServiceArguments(tokens, Set.of(ServiceArguments.ANY), Set.of(IDLE), USAGE);
        Optional<Token> idleToken = args.value(IDLE);
        Duration idle = idleToken.isPresent() ? idle(idleToken.get()) : USUAL_IDLE;
        Protocol protocol = args.protocol(otherWords);
        int port = args.port();
        SocketAddress.Inet4 address = args.address(usual, port);
        SocketAddress upstream = upstreams.read(args);
        if (isOwn(upstream, address, usual)) {
            throw new ArgumentError(
                    tokens.get(1), Message.of("fault.relayToItself", port), Message.of("cure.relayToItself"));
        }
        Impairments impairments = ImpairmentParser.read(protocol, args.rest(), Impairments.NONE);
        return new RelayConfig(protocol, address, upstream, impairments, idle);
    }

    /** Whether a relay that is bound to an address would forward to itself. */
    private static boolean isOwn(SocketAddress upstream, SocketAddress.Inet4 bound, SocketAddress.Inet4 usual) {
        return bound.port() != 0
                && upstream instanceof SocketAddress.Inet4 a
                && a.port() == bound.port()
                && (a.address() == 0
                        || a.equals(bound)
                        || bound.address() == 0 && (a.address() == usual.address() || SandboxPolicy.staysHere(a)));
    }

    private static Duration idle(Token token) throws ArgumentError {
        return switch (DurationParser.read(token.text())) {
            case DurationParser.Time.Of t when t.nanos() > 0 -> Duration.ofNanos(t.nanos());
            case DurationParser.Time.Of _ ->
                throw new ArgumentError(token, Message.of("fault.range", token.text()), Message.of("cure.time"));
            case DurationParser.Time.Wrong w -> throw new ArgumentError(token, w.fault(), w.cure());
        };
    }
}
