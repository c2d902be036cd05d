package socklab.export.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.export.CodeLines;
import socklab.export.Endpoint;
import socklab.export.Identifiers;
import socklab.export.Part;
import socklab.export.Program;
import socklab.export.ProgramVariable;
import socklab.export.Reads;
import socklab.export.Refusal;
import socklab.export.Source;
import socklab.lang.HostText;

/** Addresses and messages as C writes them; what must be declared before goes to the lines. */
final class CValues {
    private static final int LOOPBACK = 0x7f000001;

    private final Identifiers names;
    private final CHead head;
    private final CScope scope;
    private final Program program;
    private final Map<Endpoint, String> addressNames = new HashMap<>();

    CValues(Identifiers names, CHead head, CScope scope, Program program) {
        this.names = names;
        this.head = head;
        this.scope = scope;
        this.program = program;
    }

    String name(ProgramVariable variable) {
        return names.of(variable);
    }

    /** The variable that holds the length of data, or of an address. */
    String length(ProgramVariable variable) {
        return names.of(variable.name() + "_length");
    }

    /** A pointer and a length: two arguments of a call. */
    record Sized(String pointer, String length) {
        String text() {
            return pointer + ", " + length;
        }
    }

    Sized address(Source source, Endpoint endpoint, CodeLines out) throws Refusal {
        if (endpoint instanceof Endpoint.Kept k) {
            return new Sized(cast(name(k.address())), length(k.address()));
        }
        String name = addressNames.computeIfAbsent(endpoint, _ -> names.fresh("address"));
        if (scope.declare(name)) {
            declare(source, endpoint, name, out);
        }
        return new Sized(cast(name), "sizeof " + name);
    }

    private static String cast(String variable) {
        return "(struct sockaddr *) &" + variable;
    }

    private void declare(Source source, Endpoint endpoint, String name, CodeLines out) throws Refusal {
        switch (endpoint) {
            case Endpoint.Kept _ -> {}
            case Endpoint.Literal e -> {
                switch (e.address()) {
                    case SocketAddress.Inet4 a -> inet4(name, host4(a), Integer.toString(a.port()), out);
                    case SocketAddress.Inet6 a -> inet6(name, a, Integer.toString(a.port()), out);
                    case SocketAddress.Unix a -> unix(name, a, out);
                    case SocketAddress.Other _ -> throw Refusal.of(source, "address");
                    case SocketAddress.Unspec _ -> out.add("struct sockaddr " + name + " = {.sa_family = AF_UNSPEC};");
                }
            }
            case Endpoint.Named e -> named(source, e, name, out);
        }
    }

    private void named(Source source, Endpoint.Named e, String name, CodeLines out) throws Refusal {
        String port = switch (e.port()) {
            case Endpoint.Port.Number p -> Integer.toString(p.port());
            case Endpoint.Port.Of p -> portOf(p.address());
            case Endpoint.Port.Argument p -> "(uint16_t) " + name(p.port());
        };
        Optional<SocketAddress> figures = HostText.literal(figures(e.host(), e.domain()), 0);
        if (e.domain() == Const.AF_INET6.value()) {
            SocketAddress.Inet6 any = new SocketAddress.Inet6(0, 0, 0, 0, 0);
            if (figures.isEmpty()) {
                throw Refusal.of(source, "c.name", e.host());
            }
            inet6(
                    name,
                    figures.filter(SocketAddress.Inet6.class::isInstance)
                            .map(SocketAddress.Inet6.class::cast)
                            .orElse(any),
                    port,
                    out);
        } else if (figures.isPresent() && figures.get() instanceof SocketAddress.Inet4 a) {
            inet4(name, host4(a), port, out);
        } else {
            head.use(CHead.Helper.RESOLVE);
            head.include("sys/socket.h");
            out.add("struct sockaddr_in " + name + " = resolve(" + CText.literal(e.host()) + ", " + port + ");");
        }
    }

    /**
     * A host in figures if it is known without asking. {@code localhost} is the loopback address. Source: RFC 6761,
     * 6.3.
     */
    private static String figures(String host, int domain) {
        boolean six = domain == Const.AF_INET6.value();
        return host.isEmpty()
                ? six ? "::" : "0.0.0.0"
                : host.equalsIgnoreCase("localhost") ? six ? "::1" : "127.0.0.1" : host;
    }

    private String portOf(ProgramVariable address) {
        head.include("arpa/inet.h");
        return "ntohs(" + name(address) + "." + portField(address) + ")";
    }

    private static String portField(ProgramVariable address) {
        return address.domain() == Const.AF_INET6.value() ? "sin6_port" : "sin_port";
    }

    private String host4(SocketAddress.Inet4 a) {
        head.include("arpa/inet.h");
        return a.address() == 0
                ? "htonl(INADDR_ANY)"
                : a.address() == LOOPBACK ? "htonl(INADDR_LOOPBACK)" : "inet_addr(\"" + a.host() + "\")";
    }

    private void inet4(String name, String host, String port, CodeLines out) {
        head.include("netinet/in.h", "arpa/inet.h");
        out.add("struct sockaddr_in " + name + " = {")
                .in()
                .add(".sin_family = AF_INET, .sin_port = htons(" + port + "), .sin_addr.s_addr = " + host)
                .out()
                .add("};");
    }

    private void inet6(String name, SocketAddress.Inet6 a, String port, CodeLines out) {
        head.include("netinet/in.h", "arpa/inet.h");
        boolean any = a.high() == 0 && a.low() == 0;
        boolean loopback = a.high() == 0 && a.low() == 1;
        String scope = a.scopeId() == 0 ? "" : ", .sin6_scope_id = " + a.scopeId();
        String host = any ? ", .sin6_addr = IN6ADDR_ANY_INIT" : loopback ? ", .sin6_addr = IN6ADDR_LOOPBACK_INIT" : "";
        out.add("struct sockaddr_in6 " + name + " = {")
                .in()
                .add(".sin6_family = AF_INET6, .sin6_port = htons(" + port + ")" + host + scope)
                .out()
                .add("};");
        if (host.isEmpty()) {
            out.add("inet_pton(AF_INET6, \"" + a.host() + "\", &" + name + ".sin6_addr);");
        }
    }

    private void unix(String name, SocketAddress.Unix a, CodeLines out) {
        head.include("sys/un.h");
        Bytes path = Bytes.of(a.name().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        Bytes all = a.kind() == SocketAddress.Unix.Kind.ABSTRACT
                ? Bytes.of(new byte[1]).plus(path)
                : path;
        out.add("struct sockaddr_un " + name + " = {.sun_family = AF_UNIX"
                + (all.length() == 0 ? "" : ", .sun_path = " + CText.literal(all)) + "};");
    }

    /** A message: a pointer and a length. */
    Sized data(Source source, List<Part> parts, CodeLines out) throws Refusal {
        if (parts.isEmpty()) {
            return new Sized("\"\"", "0");
        }
        return parts.size() == 1 ? data(source, parts.getFirst(), out) : composed(source, parts, out);
    }

    private Sized data(Source source, Part part, CodeLines out) throws Refusal {
        return switch (part) {
            case Part.Literal p
            when p.bytes().length() <= CText.LONGEST ->
                new Sized(CText.literal(p.bytes()), Integer.toString(p.bytes().length()));
            case Part.Literal _ -> throw Refusal.of(source, "c.literal", CText.LONGEST);
            case Part.Filler p -> {
                head.use(CHead.Helper.FILL);
                yield new Sized("fill(" + p.length() + ")", Integer.toString(p.length()));
            }
            case Part.Whole p when p.of().kind() == ProgramVariable.Kind.COUNT -> composed(source, List.of(part), out);
            case Part.Whole p -> new Sized(name(p.of()), size(p.of()));
            case Part.Upper p -> upper(source, p.of(), out);
            case Part.Length _, Part.AddressText _, Part.PortText _ -> composed(source, List.of(part), out);
        };
    }

    private String size(ProgramVariable of) {
        if (of.kind() == ProgramVariable.Kind.TEXT) {
            head.include("string.h");
            return "strlen(" + name(of) + ")";
        }
        return "(size_t) " + length(of);
    }

    /** Upper case in place; in a copy if the text is read as it came, too. */
    private Sized upper(Source source, ProgramVariable of, CodeLines out) throws Refusal {
        if (scope.beyondAscii(of)) {
            throw Refusal.of(source, "c.upper");
        }
        head.use(CHead.Helper.UPPER);
        String size = size(of);
        if (Reads.count(program.body(), of) <= 1) {
            return new Sized("upper(" + name(of) + ", " + size + ")", size);
        }
        head.include("string.h");
        String copy = names.of(of.name() + "_upper");
        if (scope.declare(copy)) {
            out.add("char " + copy + "[sizeof " + name(of) + "];");
        }
        out.add("memcpy(" + copy + ", " + name(of) + ", " + size + ");");
        return new Sized("upper(" + copy + ", " + size + ")", size);
    }

    /** Several parts, put together by snprintf. */
    private Sized composed(Source source, List<Part> parts, CodeLines out) throws Refusal {
        int room = 1;
        for (Part part : parts) {
            room += switch (part) {
                case Part.Literal p -> p.bytes().length();
                case Part.Filler _ -> throw Refusal.of(source, "c.composed");
                case Part.Whole p -> Math.max(24, scope.size(p.of()));
                case Part.Upper p -> scope.size(p.of());
                case Part.Length _, Part.AddressText _, Part.PortText _ -> 48;
            };
        }
        Format format = format(source, parts, out);
        head.include("stdio.h");
        String text = names.fresh("text");
        out.add("char " + text + "[" + room + "];");
        out.add("int " + text + "_length = snprintf(" + text + ", sizeof " + text + ", " + format.text() + ");");
        return new Sized(text, "(size_t) " + text + "_length");
    }

    /** A format of printf, and its arguments. */
    record Format(String format, List<String> arguments) {
        String text() {
            return format + (arguments.isEmpty() ? "" : ", " + String.join(", ", arguments));
        }
    }

    Format format(Source source, List<Part> parts, CodeLines out) throws Refusal {
        StringBuilder format = new StringBuilder();
        List<String> arguments = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal p -> {
                    if (p.bytes().length() > CText.LONGEST || p.bytes().latin1().indexOf(0) >= 0) {
                        throw Refusal.of(source, "c.composed");
                    }
                    String literal = CText.literal(p.bytes());
                    format.append(literal.substring(1, literal.length() - 1).replace("%", "%%"));
                }
                case Part.Filler _ -> throw Refusal.of(source, "c.composed");
                case Part.Whole p
                when p.of().kind() == ProgramVariable.Kind.TEXT -> {
                    format.append("%s");
                    arguments.add(name(p.of()));
                }
                case Part.Whole p
                when p.of().kind() == ProgramVariable.Kind.COUNT -> {
                    format.append("%ld");
                    arguments.add(name(p.of()));
                }
                case Part.Whole p -> {
                    format.append("%.*s");
                    arguments.add("(int) " + length(p.of()) + ", " + name(p.of()));
                }
                case Part.Upper p -> {
                    format.append("%.*s");
                    Sized upper = upper(source, p.of(), out);
                    arguments.add("(int) " + upper.length().replace("(size_t) ", "") + ", " + upper.pointer());
                }
                case Part.Length p -> {
                    format.append("%zd");
                    arguments.add(length(p.of()));
                }
                case Part.AddressText p -> {
                    if (p.of().domain() != Const.AF_INET.value()) {
                        throw Refusal.of(source, "c.addressText");
                    }
                    head.include("arpa/inet.h");
                    format.append("%s:%d");
                    arguments.add("inet_ntoa(" + name(p.of()) + ".sin_addr)");
                    arguments.add(portOf(p.of()));
                }
                case Part.PortText p -> {
                    format.append("%d");
                    arguments.add(portOf(p.of()));
                }
            }
        }
        return new Format("\"" + format.toString().replace("??", "?\\?") + "\"", arguments);
    }
}
