package socklab.lab.strace;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.SocketAddress;

/** Single values of a log: numbers, constants, addresses, times. */
final class ValueDecoder {
    private ValueDecoder() {}

    static long number(StraceValue value) throws UnreadableCall {
        return switch (value) {
            case StraceValue.Number n -> n.value();
            case StraceValue.Items(var items) when items.size() == 1 -> number(items.getFirst());
            case StraceValue.Function f
            when f.args().size() == 1 && f.name().matches("hton[sl]") ->
                number(f.args().getFirst());
            case StraceValue.Text _,
                    StraceValue.Abstract _,
                    StraceValue.Word _,
                    StraceValue.Struct _,
                    StraceValue.Items _,
                    StraceValue.Function _,
                    StraceValue.Change _,
                    StraceValue.More _ -> throw new UnreadableCall("no number");
        };
    }

    static int integer(StraceValue value) throws UnreadableCall {
        long number = number(value);
        if (number < Integer.MIN_VALUE || number > 0xffff_ffffL) {
            throw new UnreadableCall("too large");
        }
        return (int) number;
    }

    static boolean isNull(StraceValue value) {
        return value instanceof StraceValue.Word w && w.text().equals("NULL");
    }

    /** A constant of a group by its name, or as a number. */
    static int constant(StraceValue value, Const.Group group) throws UnreadableCall {
        return value instanceof StraceValue.Word w ? named(w.text(), group) : integer(value);
    }

    private static int named(String name, Const.Group... groups) throws UnreadableCall {
        for (Const.Group group : groups) {
            Optional<Const> known = Const.named(group, name); // an older strace has PF_ for AF_
            if (known.isPresent()) {
                return known.get().value();
            }
            for (Const c : group.members()) {
                if (c.kernelName().equals(name)) {
                    return c.value();
                }
            }
        }
        Optional<Long> number = ValueReader.number(name);
        return number.map(Long::intValue).orElseThrow(() -> new UnreadableCall("unknown constant " + name));
    }

    /** Constants of some groups, joined by a bar. */
    static int flags(StraceValue value, Const.Group... groups) throws UnreadableCall {
        if (!(value instanceof StraceValue.Word w)) {
            return integer(value);
        }
        int flags = 0;
        for (String name : w.text().split("\\|")) {
            flags |= named(name, groups);
        }
        return flags;
    }

    /** An address; none for NULL, and for one without a family. */
    static Optional<SocketAddress> address(StraceValue value) throws UnreadableCall {
        if (!(value instanceof StraceValue.Struct s)) {
            return Optional.empty();
        }
        String family = s.field("sa_family")
                .filter(StraceValue.Word.class::isInstance)
                .map(v -> ((StraceValue.Word) v).text())
                .orElse("");
        return Optional.of(
                switch (family) {
                    case "AF_INET" -> inet4(s);
                    case "AF_INET6" -> inet6(s);
                    case "AF_UNIX", "AF_LOCAL" -> unix(s);
                    case "AF_UNSPEC" -> new SocketAddress.Unspec();
                    default -> throw new UnreadableCall("address family " + family);
                });
    }

    private static StraceValue field(StraceValue.Struct s, String name) throws UnreadableCall {
        return s.field(name).orElseThrow(() -> new UnreadableCall("no " + name));
    }

    private static int port(StraceValue value) throws UnreadableCall {
        int port = integer(value);
        if (port < 0 || port > 65535) {
            throw new UnreadableCall("no port");
        }
        return port;
    }

    private static SocketAddress inet4(StraceValue.Struct s) throws UnreadableCall {
        byte[] address = literal(field(s, "sin_addr"), "[0-9.]{7,15}");
        if (address.length != 4) {
            throw new UnreadableCall("no IPv4 address");
        }
        return SocketAddress.inet4(address, port(field(s, "sin_port")));
    }

    private static SocketAddress inet6(StraceValue.Struct s) throws UnreadableCall {
        StraceValue in6 = s.field("sin6_addr").isPresent() ? field(s, "sin6_addr") : field(s, "inet_pton");
        byte[] bytes = literal(in6, "[0-9a-fA-F:.]{2,45}");
        int port = port(field(s, "sin6_port"));
        byte[] address = bytes;
        if (bytes.length == 4) { // Java reads a mapped address as the IPv4 one
            address = new byte[16];
            address[10] = address[11] = (byte) 0xff;
            System.arraycopy(bytes, 0, address, 12, 4);
        }
        Optional<StraceValue> scope = s.field("sin6_scope_id").filter(StraceValue.Number.class::isInstance);
        return SocketAddress.inet6(address, port, scope.isPresent() ? integer(scope.get()) : 0);
    }

    /**
     * The bytes of an address in digits: the last text of {@code inet_addr("…")} or
     * {@code inet_pton(AF_INET6, "…", …)}.
     */
    private static byte[] literal(StraceValue value, String shape) throws UnreadableCall {
        List<StraceValue> texts = value instanceof StraceValue.Function f
                ? f.args().stream().filter(StraceValue.Text.class::isInstance).toList()
                : List.of();
        if (texts.isEmpty()) {
            throw new UnreadableCall("no address");
        }
        String text = ((StraceValue.Text) texts.getFirst()).bytes().latin1();
        if (!text.matches(shape)) { // nothing that would be looked up
            throw new UnreadableCall("no address");
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            throw new UnreadableCall("no address");
        }
    }

    private static SocketAddress unix(StraceValue.Struct s) throws UnreadableCall {
        Optional<StraceValue> path = s.field("sun_path");
        if (path.isEmpty()) {
            return SocketAddress.Unix.NONE;
        }
        return switch (path.get()) {
            case StraceValue.Abstract a -> unix(SocketAddress.Unix.Kind.ABSTRACT, a.name());
            case StraceValue.Text t
            when !t.cut() && t.bytes().length() > 0 -> unix(SocketAddress.Unix.Kind.PATH, t.bytes());
            case StraceValue.Text _,
                    StraceValue.Number _,
                    StraceValue.Word _,
                    StraceValue.Struct _,
                    StraceValue.Items _,
                    StraceValue.Function _,
                    StraceValue.Change _,
                    StraceValue.More _ -> throw new UnreadableCall("no path");
        };
    }

    private static SocketAddress unix(SocketAddress.Unix.Kind kind, Bytes name) throws UnreadableCall {
        if (name.length() > 107) {
            throw new UnreadableCall("too long a path");
        }
        return new SocketAddress.Unix(kind, new String(name.toArray(), StandardCharsets.ISO_8859_1));
    }

    /** A {@code struct timeval} or {@code timespec}; none for NULL. */
    static Optional<Duration> time(StraceValue value) throws UnreadableCall {
        if (isNull(value)) {
            return Optional.empty();
        }
        if (!(value instanceof StraceValue.Struct s)) {
            throw new UnreadableCall("no time");
        }
        long seconds = number(field(s, "tv_sec"));
        Optional<StraceValue> micros = s.field("tv_usec");
        long nanos = micros.isPresent() ? number(micros.get()) * 1000 : number(field(s, "tv_nsec"));
        if (Math.abs(seconds) > Integer.MAX_VALUE || Math.abs(nanos) >= 1_000_000_000_000L) {
            throw new UnreadableCall("too long a time");
        }
        return Optional.of(Duration.ofSeconds(seconds, nanos));
    }

    /** The address of this machine's end that {@code -yy} tells: {@code TCP:[127.0.0.1:1->127.0.0.1:2]}. */
    static Optional<SocketAddress> local(String descriptor) {
        return end(descriptor.replaceAll("^[A-Za-z0-9-]+:\\[|\\]$", "").replaceAll("->.*", ""));
    }

    private static Optional<SocketAddress> end(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("[\\[\\]]", "");
        String port = colon < 0 ? "" : text.substring(colon + 1);
        if (!host.matches("[0-9a-fA-F:.]{2,45}") || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(host).getAddress();
            int number = Integer.parseInt(port);
            return Optional.of(
                    bytes.length == 4 ? SocketAddress.inet4(bytes, number) : SocketAddress.inet6(bytes, number, 0));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
