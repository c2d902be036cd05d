package socklab.lab.strace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Header;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Param;

/**
 * A call of a log as socklab's own: which it is, what it was given, what it wrote; by the parameters that the call
 * declares.
 */
final class CallDecoder {
    /** Names by which other kernels and older libraries enter for a C function. Source: strace; epoll_wait(2). */
    private static final Map<String, String> OTHER_NAMES =
            Map.of("_newselect", "select", "epoll_pwait", "epoll_wait", "fcntl64", "fcntl");

    private final TracedCall traced;
    private final IntFunction<String> names;
    private final Optional<TracedSocket> socket;
    private boolean cut;

    /**
     * What was read.
     *
     * @param cut whether strace cut data off
     */
    record Decoded(Invocation invocation, List<Out> outs, boolean cut) {}

    /**
     * @param names the names of descriptors
     * @param socket the one that the call is made on
     */
    CallDecoder(TracedCall traced, IntFunction<String> names, Optional<TracedSocket> socket) {
        this.traced = traced;
        this.names = names;
        this.socket = socket;
    }

    /** The call that a system call is made by: where the address is NULL, recvfrom is what recv does. */
    static Optional<Call> call(TracedCall traced) {
        for (Call call : Call.values()) {
            boolean entered = call.kernelEntry().name().equals(traced.name());
            if (entered && !call.kernelEntry().tail().isEmpty() && tail(call, traced)) {
                return Optional.of(call);
            }
        }
        String function = OTHER_NAMES.getOrDefault(traced.name(), traced.name());
        return Stream.of(Call.values())
                .filter(call -> call.function().equals(function) || maskedSets(call, traced))
                .filter(call -> noSignalMask(traced) && !onFiles(call))
                .findFirst();
    }

    /** Calls on files and pipes: a program makes many that its sockets have no part in. */
    private static boolean onFiles(Call call) {
        return call.params().stream()
                .anyMatch(p -> p instanceof Param.FilePath
                        || p instanceof Param.Offset
                        || p instanceof Param.NoOffset
                        || p instanceof Param.PairOut && call.header() == Header.UNISTD_GNU);
    }

    /** Whether it is select's newer form, without a mask: the kernel takes that in a structure. */
    private static boolean maskedSets(Call call, TracedCall traced) {
        return call.params().getLast() instanceof Param.SignalMask
                && call.kernelEntry().name().equals(traced.name())
                && traced.args().size() == call.ctypes().size()
                && traced.args().getLast().value() instanceof StraceValue.Struct s
                && s.field("sigmask").filter(ValueDecoder::isNull).isPresent();
    }

    private static boolean tail(Call call, TracedCall traced) {
        int own = call.ctypes().size();
        return traced.args().size() > own
                && traced.args().subList(own, traced.args().size()).stream()
                        .allMatch(f -> ValueDecoder.isNull(f.value())
                                || f.value() instanceof StraceValue.Number n && n.value() == 0);
    }

    /** A signal mask would make it another call. */
    private static boolean noSignalMask(TracedCall traced) {
        int mask = switch (traced.name()) {
            case "ppoll" -> 3;
            case "epoll_pwait", "epoll_pwait2" -> 4;
            default -> -1;
        };
        return mask < 0
                || traced.args().size() <= mask
                || ValueDecoder.isNull(traced.args().get(mask).value());
    }

    /** Reads the arguments, and what the call wrote if it returned. */
    Decoded decode(Call call) throws UnreadableCall {
        List<Arg> args = new ArrayList<>();
        List<Out> outs = new ArrayList<>();
        int at = 0;
        for (Param param : call.params()) {
            args.add(arg(param, at));
            outs.add(ended() && succeeded() ? out(param, at) : failed(param));
            at += param.shape().ctypes().size();
        }
        return new Decoded(new Invocation(call, List.copyOf(args)), List.copyOf(outs), cut);
    }

    private boolean ended() {
        return traced.returned();
    }

    private boolean succeeded() {
        return traced.result().error().isEmpty();
    }

    private static Out failed(Param param) {
        return switch (param.shape().use()) {
            case READ -> Out.NOTHING;
            case WRITTEN, RECEIVED -> new Out.Untouched(0);
        };
    }

    private Arg arg(Param param, int at) throws UnreadableCall {
        return switch (param) {
            case Param.Fd _, Param.EpollFd _, Param.OtherFd _, Param.Int _ -> number(at);
            case Param.Choice p -> new Arg.Num(ValueDecoder.constant(traced.arg(at), p.group()));
            case Param.SocketType _ ->
                new Arg.Num(ValueDecoder.flags(traced.arg(at), Const.Group.TYPE, Const.Group.TYPE_FLAG));
            case Param.Flags p -> new Arg.Num(ValueDecoder.flags(traced.arg(at), p.group()));
            case Param.Local _, Param.Peer _ ->
                new Arg.Address(
                        ValueDecoder.address(traced.arg(at)).orElseThrow(() -> new UnreadableCall("no address")));
            case Param.AddressOut _ -> new Arg.AddressSpace(room(at + 1));
            case Param.Data _ -> new Arg.Payload(payload(traced.arg(at)));
            case Param.Buffer _ -> new Arg.Space(size(at + 1));
            case Param.OptionIn _ -> OptionDecoder.set(traced, at);
            case Param.OptionOut _ -> OptionDecoder.get(traced, at);
            case Param.PairOut _ -> new Arg.PairSpace();
            case Param.Fcntl _ -> fcntl(at);
            case Param.Ioctl _ -> ioctl(at);
            case Param.Timeout _ -> new Arg.Timeout(ValueDecoder.time(traced.arg(at)));
            case Param.SignalMask _ -> new Arg.Null();
            case Param.FilePath _, Param.Count _, Param.Offset _, Param.NoOffset _ ->
                throw new UnreadableCall("a call on files");
            case Param.MessageIn _ -> message().sent(traced.arg(at));
            case Param.MessageOut _ -> message().space(traced.arg(at));
            case Param.MessagesIn _, Param.MessagesOut _ -> throw new UnreadableCall("several messages");
            case Param.PollSet _ -> events().pollSet(traced.arg(at));
            case Param.SelectSets _ -> events().selectSets(at + 1);
            case Param.Millis _ -> new Arg.Millis(ValueDecoder.integer(traced.arg(at)));
            case Param.Timeval _ -> new Arg.Timeval(ValueDecoder.time(traced.arg(at)));
            case Param.Timespec _ -> new Arg.Timespec(ValueDecoder.time(traced.arg(at)));
            case Param.EpollInterest _ ->
                events().interest(traced.arg(at), number(at - 1).value());
            case Param.EpollReady _ -> new Arg.ReadySpace(size(at + 1), ready(at));
        };
    }

    /** The names of the descriptors that were ready. */
    private Map<Integer, String> ready(int at) throws UnreadableCall {
        Map<Integer, String> known = new HashMap<>();
        if (ended() && succeeded() && events().ready(traced.arg(at), socket) instanceof Out.Ready ready) {
            ready.events().forEach(e -> known.put(e.fd(), names.apply(e.fd())));
        }
        return known;
    }

    private Out out(Param param, int at) throws UnreadableCall {
        return switch (param) {
            case Param.AddressOut _ -> name(at);
            case Param.Buffer _ -> data(traced.arg(at), size(at + 1));
            case Param.OptionOut _ -> OptionDecoder.value(traced, at);
            case Param.PairOut _ -> pair(traced.arg(at));
            case Param.Ioctl _ -> new Out.Number(ValueDecoder.integer(traced.arg(at + 1)));
            case Param.MessageOut _ -> message().received(traced.arg(at));
            case Param.PollSet _ -> events().polled();
            case Param.SelectSets _ -> events().selected();
            case Param.EpollReady _ -> events().ready(traced.arg(at), socket);
            case Param.Timeval _ -> events().left();
            case Param.Fd _,
                    Param.Int _,
                    Param.Choice _,
                    Param.SocketType _,
                    Param.Flags _,
                    Param.Local _,
                    Param.Peer _,
                    Param.Data _,
                    Param.OptionIn _,
                    Param.EpollFd _,
                    Param.OtherFd _,
                    Param.Fcntl _,
                    Param.MessageIn _,
                    Param.MessagesIn _,
                    Param.MessagesOut _,
                    Param.Millis _,
                    Param.Timespec _,
                    Param.Timeout _,
                    Param.SignalMask _,
                    Param.FilePath _,
                    Param.Count _,
                    Param.Offset _,
                    Param.NoOffset _,
                    Param.EpollInterest _ -> Out.NOTHING;
        };
    }

    private Arg.Num number(int at) throws UnreadableCall {
        return new Arg.Num(ValueDecoder.integer(traced.arg(at)));
    }

    private int size(int at) throws UnreadableCall {
        long size = ValueDecoder.number(traced.arg(at));
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new UnreadableCall("no size");
        }
        return (int) size;
    }

    /** The room offered for an address: {@code [16]}, or {@code [128 => 16]}; none if the program wants no address. */
    private int room(int at) throws UnreadableCall {
        if (at >= traced.args().size() || ValueDecoder.isNull(traced.arg(at))) {
            return 0;
        }
        StraceValue value = traced.arg(at);
        StraceValue inner =
                value instanceof StraceValue.Items(var items) && items.size() == 1 ? items.getFirst() : value;
        return inner instanceof StraceValue.Change c
                ? ValueDecoder.integer(c.before())
                : inner instanceof StraceValue.Number n ? (int) n.value() : 0;
    }

    private Out name(int at) throws UnreadableCall {
        Optional<socklab.call.SocketAddress> address = ValueDecoder.address(traced.arg(at));
        StraceValue length = traced.arg(at + 1);
        StraceValue inner =
                length instanceof StraceValue.Items(var items) && items.size() == 1 ? items.getFirst() : length;
        StraceValue after = inner instanceof StraceValue.Change c ? c.after() : inner;
        return new Out.Name(address, after instanceof StraceValue.Number n ? (int) n.value() : 0, 0);
    }

    private Bytes payload(StraceValue value) throws UnreadableCall {
        if (value instanceof StraceValue.Text t) {
            cut |= t.cut();
            return t.bytes();
        } else if (ValueDecoder.isNull(value)) {
            return Bytes.EMPTY;
        }
        throw new UnreadableCall("no data");
    }

    private Out data(StraceValue value, int room) throws UnreadableCall {
        Bytes known = payload(value);
        boolean more = value instanceof StraceValue.Text t && t.cut();
        long came = Math.min(traced.result().value().orElse(0), room);
        return new Out.Data(known, more ? (int) Math.max(0, came - known.length()) : 0);
    }

    private static Out pair(StraceValue value) throws UnreadableCall {
        if (value instanceof StraceValue.Items(var items) && items.size() == 2) {
            return new Out.Pair(ValueDecoder.integer(items.getFirst()), ValueDecoder.integer(items.getLast()));
        }
        throw new UnreadableCall("no pair");
    }

    private Arg fcntl(int at) throws UnreadableCall {
        int command = ValueDecoder.constant(traced.arg(at), Const.Group.FCNTL);
        Const known = Const.of(Const.Group.FCNTL, command).orElseThrow(() -> new UnreadableCall("unknown command"));
        Optional<Const.Group> flags = known.argument();
        return new Arg.Fcntl(
                known,
                flags.isEmpty() ? Optional.empty() : Optional.of(ValueDecoder.flags(traced.arg(at + 1), flags.get())));
    }

    private Arg ioctl(int at) throws UnreadableCall {
        Const request = request(at);
        return new Arg.Ioctl(
                request,
                request == Const.FIONBIO ? Optional.of(ValueDecoder.integer(traced.arg(at + 1))) : Optional.empty());
    }

    private Const request(int at) throws UnreadableCall {
        int request = ValueDecoder.constant(traced.arg(at), Const.Group.IOCTL);
        return Const.of(Const.Group.IOCTL, request).orElseThrow(() -> new UnreadableCall("unknown request"));
    }

    private EventDecoder events() {
        return new EventDecoder(traced, names);
    }

    private MessageDecoder message() {
        return new MessageDecoder(traced, () -> cut = true);
    }
}
