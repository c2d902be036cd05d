package socklab.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.lang.HostText;
import socklab.lang.Operand;
import socklab.lang.Token;
import socklab.lang.ValueRef;
import socklab.text.Message;

/** Finds what the operands of a line stand for: variables of the program in place of values of a session. */
final class OperandResolver {
    /** A text at least so long that goes through the alphabet was typed as {@code fill:N}. */
    private static final int FILLER = 27;

    private final SymbolTable symbols;
    private final AddressFinder addresses;

    /** Finds an address of a socket that no line tells: it adds the call that asks for it. */
    interface AddressFinder {
        Endpoint local(Source source, ProgramVariable socket) throws Refusal;

        Endpoint remote(Source source, ProgramVariable socket) throws Refusal;

        /** Whether a variable belongs to the side that is exported. */
        boolean ours(ProgramVariable variable);
    }

    OperandResolver(SymbolTable symbols, AddressFinder addresses) {
        this.symbols = symbols;
        this.addresses = addresses;
    }

    Value value(Source source, Operand operand, Optional<ProgramVariable> on) throws Refusal {
        return switch (operand) {
            case Operand.Bound o -> bound(o.arg());
            case Operand.Descriptor _, Operand.AddressRoom _, Operand.ReadyRoom _ -> new Value.Implied();
            case Operand.NumberOf o -> throw refuse(source, o.ref(), "value");
            case Operand.AddressOf o -> new Value.Address(address(source, o.ref()));
            case Operand.HostPort o -> new Value.Address(hostPort(source, o, on));
            case Operand.Message o -> new Value.Payload(parts(source, o.pieces()));
            case Operand.DescriptorOf o -> new Value.Descriptor(symbols.named(source, o.name()));
            case Operand.Gather o -> gathered(source, o, on);
            case Operand.GatherEach o -> new Value.Batch(to(source, o.to(), on), payloads(source, o.messages(), on));
            case Operand.Scatter o -> new Value.Pieces(o.sizes(), o.control());
            case Operand.ScatterEach o -> new Value.Rooms(o.sizes());
            case Operand.FilePath o -> new Value.Given(new Arg.FilePath(o.path().text()));
            case Operand.PollSet o -> watches(source, o.watches());
            case Operand.SelectSets o -> watches(source, o.watches());
            case Operand.Interest o -> new Value.Interest(o.events());
        };
    }

    private static Value bound(Arg arg) {
        return switch (arg) {
            case Arg.Payload p -> new Value.Payload(List.of(literal(p.data())));
            case Arg.Address a -> new Value.Address(new Endpoint.Literal(a.address()));
            default -> new Value.Given(arg);
        };
    }

    private static Part literal(Bytes bytes) {
        boolean filler = bytes.length() >= FILLER;
        for (int i = 0; filler && i < bytes.length(); i++) {
            filler = bytes.at(i) == 'a' + i % 26;
        }
        return filler ? new Part.Filler(bytes.length()) : new Part.Literal(bytes);
    }

    private Value watches(Source source, List<Operand.Watch> watches) throws Refusal {
        List<Value.Watch> all = new ArrayList<>();
        for (Operand.Watch watch : watches) {
            all.add(new Value.Watch(symbols.named(source, watch.name()), watch.events()));
        }
        return new Value.WaitSet(List.copyOf(all));
    }

    private Value gathered(Source source, Operand.Gather o, Optional<ProgramVariable> on) throws Refusal {
        List<ProgramVariable> rights = new ArrayList<>();
        for (Operand.Control control : o.control()) {
            if (!(control instanceof Operand.Control.Rights r)) {
                throw Refusal.of(source, "control");
            }
            for (Token name : r.names()) {
                rights.add(symbols.named(source, name));
            }
        }
        return new Value.Gathered(to(source, o.to(), on), payloads(source, o.pieces(), on), List.copyOf(rights));
    }

    private Optional<Endpoint> to(Source source, Optional<Operand> to, Optional<ProgramVariable> on) throws Refusal {
        return to.isEmpty() ? Optional.empty() : Optional.of(((Value.Address) value(source, to.get(), on)).endpoint());
    }

    private List<Value.Payload> payloads(Source source, List<Operand> pieces, Optional<ProgramVariable> on)
            throws Refusal {
        List<Value.Payload> all = new ArrayList<>();
        for (Operand piece : pieces) {
            all.add((Value.Payload) value(source, piece, on));
        }
        return List.copyOf(all);
    }

    private Endpoint hostPort(Source source, Operand.HostPort o, Optional<ProgramVariable> on) throws Refusal {
        int domain = on.map(ProgramVariable::domain).orElse(Const.AF_INET.value());
        if (o.host().isEmpty() && o.port() instanceof Operand.Port.Of p && onlyAddress(p.ref())) {
            return address(source, p.ref());
        }
        if (o.port() instanceof Operand.Port.Number n) {
            if (o.host().isEmpty()) {
                return new Endpoint.Literal(
                        domain == Const.AF_INET6.value()
                                ? new SocketAddress.Inet6(0, 0, n.port(), 0, 0)
                                : new SocketAddress.Inet4(0, n.port()));
            }
            return new Endpoint.Named(o.host().get().text(), domain, new Endpoint.Port.Number(n.port()));
        }
        Endpoint whose = address(source, ((Operand.Port.Of) o.port()).ref());
        String host = o.host().map(Token::text).orElse("");
        return switch (whose) {
            case Endpoint.Kept k -> new Endpoint.Named(host, domain, new Endpoint.Port.Of(k.address()));
            case Endpoint.Named n -> new Endpoint.Named(host, domain, n.port());
            case Endpoint.Literal l ->
                HostText.literal(host, l.address().port())
                        .<Endpoint>map(Endpoint.Literal::new)
                        .orElse(new Endpoint.Named(
                                host,
                                domain,
                                new Endpoint.Port.Number(l.address().port())));
        };
    }

    private boolean onlyAddress(ValueRef ref) {
        return ref.field().isEmpty()
                && symbols.value(ref.name())
                        .filter(v -> v.data().isEmpty() && v.address().isPresent())
                        .isPresent();
    }

    /** The address that a value stands for; with {@code .port} the address whose port is meant. */
    private Endpoint address(Source source, ValueRef ref) throws Refusal {
        ValueRef.Field field = ref.field().orElse(ValueRef.Field.LOCAL);
        Optional<ProgramVariable> socket = symbols.socket(ref.name());
        if (socket.isPresent()) {
            return switch (field) {
                case LOCAL, PORT -> addresses.local(source, socket.get());
                case REMOTE -> addresses.remote(source, socket.get());
                case DATA, FROM, LENGTH, UPPER, ERRNO, FD, TOOK, MEMBER -> throw refuse(source, ref, "value");
            };
        }
        if (symbols.service(ref.name()).isPresent()) {
            return symbols.service(ref.name()).get();
        }
        Optional<ProgramVariable> kept = symbols.value(ref.name()).flatMap(Statement.Produced::address);
        if (kept.isEmpty() || field != ValueRef.Field.LOCAL && field != ValueRef.Field.FROM) {
            throw refuse(source, ref, "value");
        }
        return new Endpoint.Kept(checked(source, ref, kept.get()));
    }

    private ProgramVariable checked(Source source, ValueRef ref, ProgramVariable variable) throws Refusal {
        if (!addresses.ours(variable)) {
            throw refuse(source, ref, "otherSide");
        }
        return variable;
    }

    private static Refusal refuse(Source source, ValueRef ref, String key) {
        return Refusal.at(
                source,
                ref.span(),
                Message.of("export.fault." + key, ref.typed()),
                Message.of("export.cure." + key, ref.typed()));
    }

    List<Part> parts(Source source, List<Operand.Piece> pieces) throws Refusal {
        List<Part> parts = new ArrayList<>();
        for (Operand.Piece piece : pieces) {
            switch (piece) {
                case Operand.Piece.Literal p -> parts.add(literal(p.bytes()));
                case Operand.Piece.Value p -> parts.add(part(source, p.ref()));
                case Operand.Piece.File p ->
                    throw Refusal.at(
                            source, p.path().span(), Message.of("export.fault.file"), Message.of("export.cure.file"));
            }
        }
        return List.copyOf(parts);
    }

    /** What a value puts into a message or a text; a name that nothing has is text as typed. */
    Part part(Source source, ValueRef ref) throws Refusal {
        Optional<ProgramVariable> socket = symbols.socket(ref.name());
        if (socket.isPresent()) {
            return ofSocket(source, ref, socket.get());
        }
        if (symbols.service(ref.name()).isPresent()) {
            return ofEndpoint(source, ref, symbols.service(ref.name()).get());
        }
        Optional<Statement.Produced> value = symbols.value(ref.name());
        if (value.isEmpty() && ref.name().equals("clock")) {
            throw refuse(source, ref, "value");
        } else if (value.isEmpty()) {
            return new Part.Literal(Bytes.utf8(ref.typed()));
        }
        ValueRef.Field field = ref.field().orElse(ValueRef.Field.DATA);
        Optional<ProgramVariable> kept = field == ValueRef.Field.FROM
                ? value.get().address()
                : value.get().data();
        if (kept.isEmpty()) {
            throw refuse(source, ref, "value");
        }
        ProgramVariable of = checked(source, ref, kept.get());
        return switch (field) {
            case DATA -> new Part.Whole(of);
            case UPPER -> new Part.Upper(of);
            case LENGTH -> new Part.Length(of);
            case FROM -> new Part.AddressText(of);
            case ERRNO, LOCAL, REMOTE, PORT, FD, TOOK, MEMBER -> throw refuse(source, ref, "value");
        };
    }

    private Part ofSocket(Source source, ValueRef ref, ProgramVariable socket) throws Refusal {
        if (ref.field().isEmpty()) {
            return new Part.Literal(Bytes.utf8(ref.name()));
        }
        return ofEndpoint(source, ref, address(source, ref));
    }

    private Part ofEndpoint(Source source, ValueRef ref, Endpoint endpoint) throws Refusal {
        if (!(endpoint instanceof Endpoint.Kept k)) {
            throw refuse(source, ref, "value");
        }
        return ref.field().orElse(ValueRef.Field.LOCAL) == ValueRef.Field.PORT
                ? new Part.PortText(k.address())
                : new Part.AddressText(k.address());
    }
}
