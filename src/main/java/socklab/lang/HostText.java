package socklab.lang;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.call.Arg;
import socklab.call.SocketAddress;
import socklab.text.Message;

/** A host as typed: an address in figures, bound at once, or a name to be resolved when the call is made. */
public final class HostText {
    private static final String PART = "(0|[1-9]\\d{0,2})";
    private static final Pattern DOTTED = Pattern.compile(PART + "\\." + PART + "\\." + PART + "\\." + PART);

    /** What can be looked up: letters of any script, digits, {@code - . _}; and an IPv6 address, right or wrong. */
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%[^\\s\\]]+)?]?");

    private HostText() {}

    static Operand operand(Token host, Operand.Port port) throws ParseError {
        checkName(host);
        if (port instanceof Operand.Port.Number n) {
            Optional<SocketAddress> literal = literal(host.text(), n.port());
            if (literal.isPresent()) {
                return new Operand.Bound(new Arg.Address(literal.get()));
            }
        }
        return new Operand.HostPort(Optional.of(host), port);
    }

    private static void checkName(Token host) throws ParseError {
        if (host.text().length() > 253) {
            throw new ParseError(host.span(), Message.of("fault.host"), Message.of("cure.host"));
        }
        if (!NAME.matcher(host.text()).matches()) {
            String letters = host.text().replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "");
            throw new ParseError(
                    host.span(),
                    Message.of("fault.host"),
                    !NAME.matcher(letters).matches() ? Message.of("cure.hostText") : Message.of("cure.mean", letters));
        }
    }

    /** The address that figures stand for: {@code 127.0.0.1}, {@code ::1}, {@code fe80::1%eth0}; none for a name. */
    public static Optional<SocketAddress> literal(String host, int port) {
        if (host.indexOf(':') < 0) {
            return dotted(host).map(address -> new SocketAddress.Inet4(address, port));
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        int percent = bare.indexOf('%');
        try {
            InetAddress address = InetAddress.ofLiteral(percent < 0 ? bare : bare.substring(0, percent));
            int scope = percent < 0 ? 0 : scope(bare.substring(percent + 1));
            return Optional.of(SocketAddress.inet6(sixteen(address), port, scope));
        } catch (IllegalArgumentException | SocketException e) {
            return Optional.empty();
        }
    }

    /**
     * Four numbers, by hand: Java's class for addresses reads all settings of security before it reads a figure, which
     * takes as long as to read a lab. A zero in front makes it none: to getaddrinfo it is octal, so that one is asked.
     * Source: inet_aton(3), inet_pton(3).
     */
    private static Optional<Integer> dotted(String host) {
        Matcher four = DOTTED.matcher(host);
        if (!four.matches()) {
            return Optional.empty();
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(four.group(i));
            if (part > 255) {
                return Optional.empty();
            }
            address = address << 8 | part;
        }
        return Optional.of(address);
    }

    /** Java turns ::ffff:1.2.3.4 into an IPv4 address; the one typed is the sixteen bytes. */
    private static byte[] sixteen(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet4Address)) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }

    /** The index of an interface, given by name or number. */
    static int scope(String zone) throws SocketException {
        if (zone.matches("\\d{1,9}")) {
            return Integer.parseInt(zone);
        }
        NetworkInterface found = NetworkInterface.getByName(zone);
        if (found == null) {
            throw new SocketException("no interface " + zone);
        }
        return found.getIndex();
    }
}
