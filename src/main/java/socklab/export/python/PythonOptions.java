package socklab.export.python;

import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.OptionValue;
import socklab.call.SocketOption;
import socklab.export.Refusal;
import socklab.export.Statement;

/**
 * Values of socket options: Python takes a number, or the bytes of a structure.
 *
 * <p>Source: docs.python.org, socket, struct.
 */
final class PythonOptions {
    private final PythonImports imports;
    private final PythonCalls calls;

    PythonOptions(PythonImports imports, PythonCalls calls) {
        this.imports = imports;
        this.calls = calls;
    }

    /** The value that an option is set to, as an expression. */
    String value(Statement.Invoke call, Arg.SetOption o) throws Refusal {
        return switch (o.value()) {
            case OptionValue.Number n
            when o.option().kind() == SocketOption.Kind.LONG -> pack("q", Long.toString(n.value()));
            case OptionValue.Number n ->
                o.option().names().isPresent()
                        ? number(o.option().names().get(), (int) n.value())
                        : Long.toString(n.value());
            case OptionValue.Time t -> pack("ll", t.seconds() + ", " + t.micros());
            case OptionValue.Linger l -> pack("ii", (l.on() ? 1 : 0) + ", " + l.seconds());
            case OptionValue.Text t -> PythonText.bytes(socklab.call.Bytes.utf8(t.text()));
            case OptionValue.Interface4 i -> aton(i.address().host());
            case OptionValue.Group4 g ->
                aton(g.group().host()) + " + " + aton(g.via().host());
            case OptionValue.Group4n g -> aton(g.group().host()) + " + " + pack("4xi", Integer.toString(g.index()));
            case OptionValue.Source4 s ->
                aton(s.group().host()) + " + " + aton(s.via().host()) + " + "
                        + aton(s.source().host());
            case OptionValue.Group6 g -> group6(g);
            case OptionValue.PortRange r -> pack("I", r.last() + " << 16 | " + r.first());
            case OptionValue.Octets b -> PythonText.bytes(b.bytes());
            case OptionValue.Address _, OptionValue.GroupRequest _, OptionValue.Fields _ ->
                throw Refusal.of(call.source(), "option", o.option().name());
        };
    }

    private String number(Const.Group group, int value) {
        String flags = group == Const.Group.TIMESTAMPING ? calls.flags(value, group) : calls.one(value, group);
        return flags.isEmpty() ? Integer.toString(value) : flags;
    }

    private String pack(String format, String fields) {
        return imports.member("struct", "pack") + "(\"" + format + "\", " + fields + ")";
    }

    private String group6(OptionValue.Group6 group) {
        return imports.name("socket", "inet_pton") + "(" + imports.name("socket", "AF_INET6") + ", \""
                + group.group().host() + "\") + " + pack("i", Integer.toString(group.index()));
    }

    private String aton(String host) {
        return imports.name("socket", "inet_aton") + "(\"" + host + "\")";
    }
}
