package socklab.session;

import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.lang.ValueRef;
import socklab.text.Message;

/** What {@code $} values stand for at the moment. */
final class VariableResolver {
    private final Session session;
    private final Helper helper;

    /** Makes the two calls that only find a value, getsockname and getpeername, on a job's thread. */
    interface Helper {
        Outcome ask(Call call, Socket socket, Job job);
    }

    VariableResolver(Session session, Helper helper) {
        this.session = session;
        this.helper = helper;
    }

    /** Whether a value's name is known. */
    boolean known(ValueRef ref) {
        return session.socket(ref.name()).isPresent()
                || session.value(ref.name()).isPresent();
    }

    /** Whether a value is an address that a socket is known to have. */
    boolean ofSockets(ValueRef ref) {
        Optional<Socket> socket = session.socket(ref.name());
        return socket.isPresent()
                && switch (ref.field().orElse(ValueRef.Field.LOCAL)) {
                    case LOCAL -> socket.get().local().isPresent();
                    case REMOTE -> socket.get().remote().isPresent();
                    case DATA, FROM, LENGTH, UPPER, ERRNO, PORT, FD, TOOK, MEMBER -> false;
                };
    }

    /** The bytes that a value puts into a message. */
    Bytes bytes(ValueRef ref, Job job) throws RejectedLine {
        Optional<Socket> socket = session.socket(ref.name());
        if (socket.isPresent()) {
            return Bytes.utf8(ofSocket(socket.get(), ref, job));
        }
        Variable value = value(ref);
        if (value instanceof Variable.OfServer server) {
            return Bytes.utf8(ofServer(server, ref));
        }
        return switch (ref.field().orElse(ValueRef.Field.DATA)) {
            case DATA -> data(ref, value);
            case UPPER -> data(ref, value).upper();
            case LENGTH -> Bytes.utf8(Integer.toString(data(ref, value).length()));
            case FROM -> Bytes.utf8(AddressText.show(value.from().orElseThrow(() -> lacks(ref))));
            case ERRNO -> Bytes.utf8(errno(value).map(Errno::name).orElse("0"));
            case TOOK -> Bytes.utf8(took(value).map(Variable::millis).orElseThrow(() -> lacks(ref)));
            case MEMBER -> Bytes.utf8(member(ref, value).orElseThrow(() -> lacks(ref)));
            case LOCAL, REMOTE, PORT, FD -> throw lacks(ref);
        };
    }

    private static Optional<Errno> errno(Variable value) {
        return value instanceof Variable.OfCall v && v.call().outcome() instanceof Outcome.Failed f
                ? Optional.of(f.errno())
                : Optional.empty();
    }

    /** How many nanoseconds the call took. */
    private static Optional<Long> took(Variable value) {
        return value instanceof Variable.OfCall v
                ? switch (v.call().outcome()) {
                    case Outcome.Returned r -> Optional.of(r.nanos());
                    case Outcome.Failed f -> Optional.of(f.nanos());
                    case Outcome.Unsupported _, Outcome.Unresolved _ -> Optional.empty();
                }
                : Optional.empty();
    }

    /** A field of the structure that a call wrote. */
    private static Optional<String> member(ValueRef ref, Variable value) {
        return value instanceof Variable.OfCall of
                ? of.call().outcome().outs().stream()
                        .flatMap(out -> out instanceof Out.Value v && v.value() instanceof OptionValue.Fields structure
                                ? structure.fields().stream()
                                : Stream.empty())
                        .filter(field ->
                                field.name().equals("tcpi_" + ref.member().orElse("")))
                        .map(OptionValue.Fields.Field::value)
                        .findFirst()
                : Optional.empty();
    }

    private Bytes data(ValueRef ref, Variable value) throws RejectedLine {
        return value.data().orElseThrow(() -> lacks(ref));
    }

    private Variable value(ValueRef ref) throws RejectedLine {
        return session.value(ref.name())
                .orElseThrow(() -> new RejectedLine(
                        ref.span(), Message.of("fault.unknown", "$" + ref.name()), Message.of("cure.unknown")));
    }

    private static RejectedLine lacks(ValueRef ref) {
        String field =
                ref.member().orElse(ref.field().orElse(ValueRef.Field.DATA).word());
        return new RejectedLine(
                ref.span(), Message.of("fault.lacks", "$" + ref.name(), field), Message.of("cure.lacks"));
    }

    private String ofSocket(Socket socket, ValueRef ref, Job job) throws RejectedLine {
        if (ref.field().isEmpty()) {
            return socket.name();
        }
        return switch (ref.field().get()) {
            case LOCAL -> AddressText.show(local(ref, socket, job));
            case REMOTE -> AddressText.show(remote(ref, socket, job));
            case PORT -> Integer.toString(port(ref, local(ref, socket, job)));
            case FD -> Integer.toString(socket.fd());
            case DATA, FROM, LENGTH, UPPER, ERRNO, TOOK, MEMBER -> throw lacks(ref);
        };
    }

    private static String ofServer(Variable.OfServer server, ValueRef ref) throws RejectedLine {
        return switch (ref.field().orElse(ValueRef.Field.LOCAL)) {
            case LOCAL -> AddressText.show(server.local());
            case PORT -> Integer.toString(port(ref, server.local()));
            case REMOTE, FD, DATA, FROM, LENGTH, UPPER, ERRNO, TOOK, MEMBER -> throw lacks(ref);
        };
    }

    /** Whether a value is an address and nothing else: what getsockname returned. */
    boolean onlyAddress(ValueRef ref) {
        return ref.field().isEmpty()
                && session.socket(ref.name()).isEmpty()
                && session.value(ref.name())
                        .filter(v -> v.data().isEmpty() && v.from().isPresent())
                        .isPresent();
    }

    /** The address that a value stands for where one is needed. */
    SocketAddress address(ValueRef ref, Job job) throws RejectedLine {
        Optional<Socket> socket = session.socket(ref.name());
        if (socket.isPresent()) {
            return switch (ref.field().orElse(ValueRef.Field.LOCAL)) {
                case LOCAL -> local(ref, socket.get(), job);
                case REMOTE -> remote(ref, socket.get(), job);
                case DATA, FROM, LENGTH, UPPER, ERRNO, PORT, FD, TOOK, MEMBER -> throw lacks(ref);
            };
        }
        Variable value = value(ref);
        if (value instanceof Variable.OfServer server
                && ref.field().orElse(ValueRef.Field.LOCAL) == ValueRef.Field.LOCAL) {
            return server.local();
        }
        if (ref.field().orElse(ValueRef.Field.FROM) != ValueRef.Field.FROM
                || value.from().isEmpty()) {
            throw new RejectedLine(
                    ref.span(), Message.of("fault.noAddress", ref.typed()), Message.of("cure.noAddress"));
        }
        return value.from().get();
    }

    /** The number that a value stands for where one is needed. */
    int number(ValueRef ref, int most, Job job) throws RejectedLine {
        Optional<Socket> socket = session.socket(ref.name());
        String text;
        if (ref.field().isEmpty() && socket.isPresent()) {
            text = Integer.toString(port(ref, local(ref, socket.get(), job)));
        } else if (ref.field().isEmpty() && value(ref) instanceof Variable.OfServer server) {
            text = Integer.toString(port(ref, server.local()));
        } else {
            text = bytes(ref, job).text().strip();
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
            throw new RejectedLine(
                    ref.span(), Message.of("fault.noNumber", ref.typed(), text), Message.of("cure.range", most));
        }
        return Integer.parseInt(text);
    }

    private static int port(ValueRef ref, SocketAddress address) throws RejectedLine {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.port();
            case SocketAddress.Inet6 a -> a.port();
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> throw lacks(ref);
        };
    }

    private SocketAddress local(ValueRef ref, Socket socket, Job job) throws RejectedLine {
        return socket.local().isPresent()
                ? socket.local().get()
                : ask(ref, Call.resultingIn(Result.LOCAL_NAME), socket, job);
    }

    private SocketAddress remote(ValueRef ref, Socket socket, Job job) throws RejectedLine {
        return socket.remote().isPresent()
                ? socket.remote().get()
                : ask(ref, Call.resultingIn(Result.PEER_NAME), socket, job);
    }

    private SocketAddress ask(ValueRef ref, Call call, Socket socket, Job job) throws RejectedLine {
        Outcome outcome = helper.ask(call, socket, job);
        if (outcome instanceof Outcome.Returned r) {
            for (Out out : r.outs()) {
                if (out instanceof Out.Name name && name.address().isPresent()) {
                    return name.address().get();
                }
            }
        }
        String why = outcome instanceof Outcome.Failed f ? f.errno().describe() : call.function();
        throw new RejectedLine(
                ref.span(), Message.of("fault.noAddressNow", ref.typed(), why), Message.of("cure.noAddressNow"));
    }
}
