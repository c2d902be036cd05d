package socklab.export.nio;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import socklab.call.SocketAddress;
import socklab.export.Endpoint;
import socklab.export.Identifiers;
import socklab.export.Part;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Source;

/** Addresses, messages and texts as Java writes them. */
final class JavaValues {
    private final Identifiers names;
    private final JavaHead head;
    private final Map<ProgramVariable, String> inlined = new HashMap<>();

    JavaValues(Identifiers names, JavaHead head) {
        this.names = names;
        this.head = head;
    }

    String name(ProgramVariable variable) {
        return inlined.getOrDefault(variable, names.of(variable));
    }

    /** Writes an expression in place of a variable. */
    void inline(ProgramVariable variable, String expression) {
        inlined.put(variable, expression);
    }

    String address(Source source, Endpoint endpoint) throws Refusal {
        return switch (endpoint) {
            case Endpoint.Kept e -> name(e.address());
            case Endpoint.Named e ->
                made(e.host().isEmpty() ? port(e.port()) : JavaText.literal(e.host()) + ", " + port(e.port()));
            case Endpoint.Literal e ->
                switch (e.address()) {
                    case SocketAddress.Inet4 a ->
                        made(a.address() == 0 ? Integer.toString(a.port()) : "\"" + a.host() + "\", " + a.port());
                    case SocketAddress.Inet6 a ->
                        made(
                                a.high() == 0 && a.low() == 0
                                        ? Integer.toString(a.port())
                                        : "\"" + a.host() + (a.scopeId() == 0 ? "" : "%" + a.scopeId()) + "\", "
                                                + a.port());
                    case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ ->
                        throw Refusal.of(source, "java.kind");
                };
        };
    }

    private String made(String arguments) {
        return "new " + head.type("java.net.InetSocketAddress") + "(" + arguments + ")";
    }

    private String port(Endpoint.Port port) {
        return switch (port) {
            case Endpoint.Port.Number p -> Integer.toString(p.port());
            case Endpoint.Port.Of p -> portOf(p.address());
            case Endpoint.Port.Argument p -> name(p.port());
        };
    }

    private String portOf(ProgramVariable address) {
        return "((" + head.type("java.net.InetSocketAddress") + ") " + name(address) + ").getPort()";
    }

    /** A message as an expression of type ByteBuffer. */
    String buffer(Source source, List<Part> parts) throws Refusal {
        head.type("java.nio.ByteBuffer");
        if (parts.size() == 1) {
            switch (parts.getFirst()) {
                case Part.Literal p -> {
                    utf8();
                    return JavaText.buffer(p.bytes()).orElseThrow(() -> Refusal.of(source, "java.literal"));
                }
                case Part.Filler p -> {
                    head.use(JavaHead.Helper.FILL);
                    return "fill(" + p.length() + ")";
                }
                case Part.Whole p
                when p.of().kind() == ProgramVariable.Kind.DATA -> {
                    return name(p.of()) + ".duplicate()";
                }
                default -> {}
            }
        }
        utf8();
        return "UTF_8.encode(" + joined(parts) + ")";
    }

    private void utf8() {
        head.type("static java.nio.charset.StandardCharsets.UTF_8");
    }

    /** A text as an expression of type String. */
    String joined(List<Part> parts) {
        return parts.isEmpty()
                ? "\"\""
                : parts.size() == 1 && !(parts.getFirst() instanceof Part.Literal)
                        ? string(parts.getFirst())
                        : parts.stream().map(this::text).collect(Collectors.joining(" + "));
    }

    /** One part as a String, where no other makes it one. */
    private String string(Part part) {
        String text = text(part);
        return part instanceof Part.Length
                        || part instanceof Part.PortText
                        || part instanceof Part.AddressText
                        || part instanceof Part.Whole w && w.of().kind() == ProgramVariable.Kind.COUNT
                ? "\"\" + " + text
                : text;
    }

    private String text(Part part) {
        return switch (part) {
            case Part.Literal p -> JavaText.literal(p.bytes().text());
            case Part.Filler p -> "\"" + "abcdefghijklmnopqrstuvwxyz" + "\".repeat(" + p.length() + ")";
            case Part.Whole p -> decoded(p.of());
            case Part.Upper p -> decoded(p.of()) + ".toUpperCase(" + head.type("java.util.Locale") + ".ROOT)";
            case Part.Length p ->
                p.of().kind() == ProgramVariable.Kind.TEXT
                        ? name(p.of()) + ".getBytes(" + utf8Name() + ").length"
                        : name(p.of()) + ".remaining()";
            case Part.AddressText p -> name(p.of());
            case Part.PortText p -> portOf(p.of());
        };
    }

    private String utf8Name() {
        utf8();
        return "UTF_8";
    }

    private String decoded(ProgramVariable of) {
        if (of.kind() != ProgramVariable.Kind.DATA) {
            return name(of);
        }
        head.use(JavaHead.Helper.TEXT);
        return "text(" + name(of) + ")";
    }
}
