package socklab.export.python;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Bytes;
import socklab.call.SocketAddress;
import socklab.export.Endpoint;
import socklab.export.Identifiers;
import socklab.export.Part;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Source;

/** Addresses, messages and texts as Python writes them. */
final class PythonValues {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    private final Identifiers names;
    private final Map<ProgramVariable, String> inlined = new HashMap<>();

    PythonValues(Identifiers names) {
        this.names = names;
    }

    String name(ProgramVariable variable) {
        return inlined.containsKey(variable)
                ? inlined.get(variable)
                : variable.kind() == ProgramVariable.Kind.PORT
                        ? names.of(variable.name().toUpperCase(Locale.ROOT)) // a constant of the module
                        : names.of(variable);
    }

    /** The number of a descriptor, for functions that take no object. */
    String fileno(ProgramVariable descriptor) {
        return descriptor.kind() == ProgramVariable.Kind.NUMBER ? name(descriptor) : name(descriptor) + ".fileno()";
    }

    /** Writes an expression in place of a variable. */
    void inline(ProgramVariable variable, String expression) {
        inlined.put(variable, expression);
    }

    String fresh(String name) {
        return names.of(name);
    }

    /** A time in seconds, as a literal. */
    static String seconds(Duration time) {
        return new java.math.BigDecimal(time.toNanos())
                .movePointLeft(9)
                .stripTrailingZeros()
                .toPlainString();
    }

    String address(Source source, Endpoint endpoint) throws Refusal {
        return switch (endpoint) {
            case Endpoint.Kept e -> name(e.address());
            case Endpoint.Named e -> "(" + PythonText.text(e.host()) + ", " + port(e.port()) + ")";
            case Endpoint.Literal e ->
                switch (e.address()) {
                    case SocketAddress.Inet4 a -> "(\"" + (a.address() == 0 ? "" : a.host()) + "\", " + a.port() + ")";
                    case SocketAddress.Inet6 a
                    when a.scopeId() != 0 || a.flowInfo() != 0 ->
                        "(\"" + a.host() + "\", " + a.port() + ", " + a.flowInfo() + ", " + a.scopeId() + ")";
                    case SocketAddress.Inet6 a -> "(\"" + a.host() + "\", " + a.port() + ")";
                    case SocketAddress.Unix a -> path(a);
                    case SocketAddress.Other _ -> throw Refusal.of(source, "address");
                    case SocketAddress.Unspec _ -> throw Refusal.of(source, "python.unspec");
                };
        };
    }

    private static String path(SocketAddress.Unix address) {
        byte[] bytes = address.name().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Optional<String> text = Bytes.of(bytes).wellFormedText();
        return switch (address.kind()) {
            case UNNAMED -> "\"\"";
            case ABSTRACT -> PythonText.bytes(Bytes.of(new byte[1]).plus(Bytes.of(bytes)));
            case PATH -> text.map(PythonText::text).orElseGet(() -> PythonText.bytes(Bytes.of(bytes)));
        };
    }

    private String port(Endpoint.Port port) {
        return switch (port) {
            case Endpoint.Port.Number p -> Integer.toString(p.port());
            case Endpoint.Port.Of p -> name(p.address()) + "[1]";
            case Endpoint.Port.Argument p -> name(p.port());
        };
    }

    /** A message as an expression of type bytes. */
    String bytes(List<Part> parts) {
        return parts.isEmpty() ? "b\"\"" : parts.stream().map(this::bytes).collect(Collectors.joining(" + "));
    }

    private String bytes(Part part) {
        return switch (part) {
            case Part.Literal p -> PythonText.bytes(p.bytes());
            case Part.Filler p ->
                p.length() % 26 == 0
                        ? "b\"" + ALPHABET + "\" * " + p.length() / 26
                        : "(b\"" + ALPHABET + "\" * " + (p.length() / 26 + 1) + ")[:" + p.length() + "]";
            case Part.Whole p when p.of().kind() == ProgramVariable.Kind.DATA -> name(p.of());
            case Part.Whole _, Part.Upper _, Part.Length _, Part.AddressText _, Part.PortText _ ->
                text(part) + ".encode()";
        };
    }

    /** A text as an expression of type str. */
    String text(Part part) {
        return switch (part) {
            case Part.Literal p -> PythonText.text(p.bytes().text());
            case Part.Filler p -> PythonText.text(ALPHABET) + " * " + p.length();
            case Part.Whole p -> decoded(p.of());
            case Part.Upper p -> decoded(p.of()) + ".upper()";
            case Part.Length p -> "str(len(" + name(p.of()) + "))";
            case Part.AddressText p -> "\"%s:%d\" % " + name(p.of()) + "[:2]";
            case Part.PortText p -> "str(" + name(p.of()) + "[1])";
        };
    }

    /** Bytes that are no text become U+FFFD: one datagram from anybody shall not end the program. */
    private String decoded(ProgramVariable of) {
        return switch (of.kind()) {
            case TEXT -> name(of);
            case COUNT -> "str(" + name(of) + ")";
            case DATA, SOCKET, FILE, NUMBER, EPOLL, ADDRESS, PORT, THREAD -> name(of) + ".decode(errors=\"replace\")";
        };
    }

    /** The arguments of print: parts that are apart by one blank are arguments of their own. */
    String printed(List<Part> parts) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String text = text(part);
            boolean blank = part instanceof Part.Literal l
                    && l.bytes().text().endsWith(" ")
                    && i + 1 < parts.size()
                    && !l.bytes().text().isBlank();
            out.append(blank ? text.substring(0, text.length() - 2) + "\"" : text);
            out.append(i + 1 == parts.size() ? "" : blank ? ", " : " + ");
        }
        return out.toString();
    }
}
