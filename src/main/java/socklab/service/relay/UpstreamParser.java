package socklab.service.relay;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lang.HostText;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.ServiceArguments;
import socklab.text.Message;

/**
 * Reads a relay's upstream address: {@code HOST PORT}, {@code HOST:PORT}, {@code [IPV6]:PORT}, a path, or {@code @name}
 * in the abstract namespace. Names are looked up.
 */
public final class UpstreamParser {
    private static final String UNIX = "unix:";
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[.+\\]|[^:]+):(.*)");
    private static final int LONGEST_NAME = 253;
    /** The bytes of sun_path. Source: unix(7). */
    private static final int LONGEST_PATH = 108;

    private final Lookup lookup;

    /** Looks up host names. */
    public interface Lookup {
        /** The result for a family of addresses; empty if the lookup is not allowed. */
        Optional<Kernel.Resolution> resolve(String name, Const family);
    }

    public UpstreamParser(Lookup lookup) {
        this.lookup = lookup;
    }

    /** Takes one or two operands. */
    SocketAddress read(ServiceArguments args) throws ArgumentError {
        Token host = args.next();
        Optional<SocketAddress> unix = unix(host);
        if (unix.isPresent()) {
            return unix.get();
        }
        Matcher joined = HOST_AND_PORT.matcher(host.text());
        boolean both = joined.matches();
        Token portToken = both ? new Token(joined.group(2), host.span()) : args.next();
        int port = ServiceArguments.port(portToken);
        if (port == 0) {
            throw new ArgumentError(portToken, Message.of("fault.port", "0"), Message.of("cure.relayPort"));
        }
        String name = both ? joined.group(1) : host.text();
        return inet(host, name, port)
                .orElseThrow(() ->
                        new ArgumentError(host, Message.of("fault.relayHost", name), Message.of("cure.relayHost")));
    }

    private static Optional<SocketAddress> unix(Token token) throws ArgumentError {
        String text = token.text().startsWith(UNIX) ? token.text().substring(UNIX.length()) : token.text();
        boolean isAbstract = text.startsWith("@");
        if (!isAbstract && !text.contains("/") && text.equals(token.text())) {
            return Optional.empty();
        }
        byte[] name = (isAbstract ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
        int most = isAbstract ? LONGEST_PATH - 1 : LONGEST_PATH;
        if (name.length == 0 || name.length > most) {
            throw new ArgumentError(token, Message.of("fault.path", name.length), Message.of("cure.path", most));
        }
        return Optional.of(new SocketAddress.Unix(
                isAbstract ? SocketAddress.Unix.Kind.ABSTRACT : SocketAddress.Unix.Kind.PATH,
                new String(name, StandardCharsets.ISO_8859_1)));
    }

    /** An address in figures, or the first address of a name, IPv4 before IPv6. */
    private Optional<SocketAddress> inet(Token token, String host, int port) throws ArgumentError {
        Optional<SocketAddress> literal = HostText.literal(host, port);
        if (literal.isPresent() || host.isEmpty() || host.length() > LONGEST_NAME) {
            return literal;
        }
        Optional<SocketAddress> four = resolve(token, host, Const.AF_INET);
        Optional<SocketAddress> found = four.isPresent() ? four : resolve(token, host, Const.AF_INET6);
        return found.map(a -> withPort(a, port));
    }

    private static SocketAddress withPort(SocketAddress address, int port) {
        return switch (address) {
            case SocketAddress.Inet4 four -> new SocketAddress.Inet4(four.address(), port);
            case SocketAddress.Inet6 six -> new SocketAddress.Inet6(six.high(), six.low(), port, 0, six.scopeId());
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> address;
        };
    }

    private Optional<SocketAddress> resolve(Token token, String host, Const family) throws ArgumentError {
        Kernel.Resolution resolution = lookup.resolve(host, family)
                .orElseThrow(() ->
                        new ArgumentError(token, Message.of("fault.labLookup", host), Message.of("cure.network")));
        return switch (resolution) {
            case Kernel.Resolution.Found f -> f.addresses().stream().findFirst();
            case Kernel.Resolution.NotFound _ -> Optional.empty();
        };
    }
}
