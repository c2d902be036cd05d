package socklab.lab.strace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.ControlMessage;
import socklab.call.Form;
import socklab.call.Invocation;
import socklab.call.OptionValue;
import socklab.call.Param;
import socklab.call.SocketAddress;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.session.Socket;
import socklab.view.ResultView;

/** The line that would be typed for a call: what the parser reads, the other way round. */
final class TypedLineWriter {
    /**
     * What a line is made with.
     *
     * @param names the names of descriptors
     * @param values what stands for an address that a call before told
     * @param cut whether strace cut the data off
     */
    record Context(
            Optional<Socket> socket,
            IntFunction<String> names,
            Function<SocketAddress, Optional<String>> values,
            boolean cut) {}

    private final Invocation invocation;
    private final Context context;

    TypedLineWriter(Invocation invocation, Context context) {
        this.invocation = invocation;
        this.context = context;
    }

    /** The line, with names for what the call makes; the parser reads it as the same call. */
    String line(List<String> made) throws UnreadableCall {
        String names = made.isEmpty() ? "" : String.join(" ", made) + " = ";
        String on = context.socket().map(s -> s.name() + ".").orElse("");
        for (Form form : invocation.call().forms()) {
            Optional<String> typed = typed(form);
            if (typed.isPresent()) {
                String line = names + on + typed.get();
                if (Parser.parse(line).command() instanceof Command.Invoke c && c.call() == invocation.call()) {
                    return line;
                }
            }
        }
        throw new UnreadableCall("no line says it");
    }

    private Optional<String> typed(Form form) throws UnreadableCall {
        StringBuilder text = new StringBuilder(form.word());
        for (Form.Slot slot : form.slots()) {
            Optional<String> word = switch (slot) {
                case Form.Preset p ->
                    p.values().entrySet().stream()
                            .filter(e -> e.getValue().equals(invocation.args()))
                            .map(java.util.Map.Entry::getKey)
                            .findFirst();
                case Form.Typed t -> Optional.of(word(t));
            };
            if (word.isEmpty() || word.get().isEmpty() && !optional(slot)) {
                return Optional.empty();
            }
            text.append(word.get().isEmpty() ? "" : " ").append(word.get());
        }
        return Optional.of(text.toString());
    }

    private static boolean optional(Form.Slot slot) {
        return slot instanceof Form.Typed t && t.optional();
    }

    private String word(Form.Typed slot) throws UnreadableCall {
        List<Param> params = invocation.call().params();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i) == slot.param()) {
                return word(slot.param(), invocation.args().get(i));
            }
        }
        throw new UnreadableCall("no parameter");
    }

    /** What is typed for a parameter; empty if nothing is. */
    private String word(Param param, Arg arg) throws UnreadableCall {
        return switch (arg) {
            case Arg.Num a -> number(param, a.value());
            case Arg.Address a -> address(param, a.address());
            case Arg.Payload a -> data(a.data());
            case Arg.Space a -> Integer.toString(a.length());
            case Arg.SetOption a ->
                (a.level() == a.option().level(a.value()) ? "" : a.level().name() + " ")
                        + a.option().name() + " "
                        + option(a);
            case Arg.GetOption a ->
                (a.level() == a.option().level() ? "" : a.level().name() + " ")
                        + a.option().name();
            case Arg.Fcntl a ->
                a.command().name()
                        + (a.value().isEmpty()
                                ? ""
                                : " "
                                        + flags(
                                                a.command().argument().orElseThrow(),
                                                a.value().get()));
            case Arg.Ioctl a -> a.request().name() + a.value().map(v -> " " + v).orElse("");
            case Arg.Timeout a -> a.time().map(TypedLineWriter::time).orElse("");
            case Arg.FilePath a -> a.path();
            case Arg.Offset a -> Long.toString(a.offset());
            case Arg.Message a -> message(a);
            case Arg.MessageSpace a ->
                a.pieces().stream().map(String::valueOf).collect(Collectors.joining(",")) + " control " + a.control();
            case Arg.PollSet a -> watched(a.watched());
            case Arg.SelectSets a -> sets(a.watched());
            case Arg.Millis a -> a.millis() < 0 ? "" : a.millis() + "ms";
            case Arg.Timeval a -> a.time().map(TypedLineWriter::time).orElse("");
            case Arg.Timespec a -> a.time().map(TypedLineWriter::time).orElse("");
            case Arg.Interest a -> events(Const.Group.EPOLL, a.events(), ",");
            case Arg.Null _, Arg.AddressSpace _, Arg.PairSpace _, Arg.ReadySpace _ -> "";
            case Arg.Messages _, Arg.MessagesSpace _ -> throw new UnreadableCall("several messages");
        };
    }

    /** The value of an option; of one that only tells, a number is typed. */
    private static String option(Arg.SetOption a) {
        boolean tells = switch (a.option().kind()) {
            case TYPE, DOMAIN, PROTOCOL, ERRNO -> true;
            default -> false;
        };
        return tells && a.value() instanceof OptionValue.Number n
                ? Long.toString(n.value())
                : ResultView.optionValue(a.option(), a.value());
    }

    private String number(Param param, int value) throws UnreadableCall {
        return switch (param) {
            case Param.Choice p when p.group() == Const.Group.PROTOCOL && value == 0 -> "";
            case Param.Choice p ->
                Const.of(p.group(), value)
                        .map(c -> short_(p.group()) ? name(c, p.group()) : c.name())
                        .orElse(Integer.toString(value));
            case Param.SocketType _ -> socketType(value);
            case Param.Flags p -> value == 0 ? "" : flags(p.group(), value);
            case Param.OtherFd _ -> context.names().apply(value);
            default -> Integer.toString(value);
        };
    }

    /** Groups whose members are typed without their prefix, in the way of the examples: {@code shutdown wr}. */
    private static boolean short_(Const.Group group) {
        return group == Const.Group.HOW || group == Const.Group.EPOLL_OP;
    }

    private static String name(Const c, Const.Group group) {
        String name = c.name().substring(group.prefix().length());
        return group == Const.Group.HOW ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static String socketType(int value) throws UnreadableCall {
        int flags = value & ~0xf;
        Optional<Const> type = Const.of(Const.Group.TYPE, value & 0xf);
        String name = type.map(Const::name).orElse(Integer.toString(value & 0xf));
        return flags == 0 ? name : name + "|" + flags(Const.Group.TYPE_FLAG, flags);
    }

    private static String flags(Const.Group group, int value) throws UnreadableCall {
        String text = Const.flags(group, value);
        if (text.contains("/*")) {
            throw new UnreadableCall("unknown flags");
        }
        return text;
    }

    /** The short words of events. */
    private static String events(Const.Group group, int events, String joint) throws UnreadableCall {
        int known = group.members().stream().mapToInt(Const::value).reduce(0, (a, b) -> a | b);
        if (events == 0 || (events & ~known) != 0) {
            throw new UnreadableCall("unknown events");
        }
        return group.members().stream()
                .filter(c -> (events & c.value()) != 0)
                .map(c -> c.name().substring(group.prefix().length()).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(joint));
    }

    private static String watched(List<Arg.Watched> watched) throws UnreadableCall {
        List<String> words = new ArrayList<>();
        for (Arg.Watched w : watched) {
            words.add(named(w) + ":" + events(Const.Group.POLL, w.events(), ","));
        }
        return String.join(" ", words);
    }

    /** The name of what is watched; a descriptor that is no socket has none. */
    private static String named(Arg.Watched watched) throws UnreadableCall {
        if (watched.name().isEmpty()) {
            throw new UnreadableCall("no socket");
        }
        return watched.name();
    }

    private static String sets(List<Arg.Watched> watched) throws UnreadableCall {
        List<String> words = new ArrayList<>();
        for (var set : List.of(
                java.util.Map.entry("r", Const.POLLIN),
                java.util.Map.entry("w", Const.POLLOUT),
                java.util.Map.entry("x", Const.POLLPRI))) {
            List<String> names = new ArrayList<>();
            for (Arg.Watched w : watched) {
                if ((w.events() & set.getValue().value()) != 0) {
                    names.add(named(w));
                }
            }
            if (!names.isEmpty()) {
                words.add(set.getKey() + "=" + String.join(",", names));
            }
        }
        return String.join(" ", words);
    }

    private static String time(java.time.Duration time) {
        long micros = time.toNanos() / 1000;
        return micros % 1000 == 0 ? micros / 1000 + "ms" : micros + "us";
    }

    private String address(Param param, SocketAddress address) throws UnreadableCall {
        Optional<String> value = context.values().apply(address);
        if (value.isPresent()) {
            return value.get();
        }
        boolean own = param instanceof Param.Local;
        int domain = context.socket().map(Socket::domain).orElse(0);
        return switch (address) {
            case SocketAddress.Inet4 a
            when own && a.address() == 0 && domain == Const.AF_INET.value() -> Integer.toString(a.port());
            case SocketAddress.Inet4 a -> a.host() + " " + a.port();
            case SocketAddress.Inet6 a
            when own && a.high() == 0 && a.low() == 0 && domain == Const.AF_INET6.value() -> Integer.toString(a.port());
            case SocketAddress.Inet6 a ->
                a.host() + (a.scopeId() == 0 ? "" : "%" + Integer.toUnsignedString(a.scopeId())) + " " + a.port();
            case SocketAddress.Unix a -> path(a);
            case SocketAddress.Unspec _, SocketAddress.Other _ -> "unspec";
        };
    }

    private static String path(SocketAddress.Unix address) {
        String mark = address.kind() == SocketAddress.Unix.Kind.ABSTRACT ? "@" : "";
        if (address.kind() == SocketAddress.Unix.Kind.UNNAMED) {
            return "unix";
        }
        boolean plain = (mark + address.name()).matches("[@./][A-Za-z0-9/._-]+");
        return plain
                ? mark + address.name()
                : quoted(mark, Bytes.of(address.name().getBytes(StandardCharsets.ISO_8859_1)), "");
    }

    private String message(Arg.Message message) throws UnreadableCall {
        StringBuilder text = new StringBuilder();
        if (message.to().isPresent()) {
            text.append("to ")
                    .append(address(
                            invocation.call().params().get(1), message.to().get()))
                    .append(' ');
        }
        for (ControlMessage control : message.control()) {
            if (!(control instanceof ControlMessage.Rights(var descriptors))) {
                throw new UnreadableCall("another control message");
            }
            text.append("fds ")
                    .append(descriptors.stream().map(context.names()::apply).collect(Collectors.joining(",")))
                    .append(' ');
        }
        return text.append(message.pieces().stream()
                        .map(p -> quoted("", p, context.cut() ? "[..]" : ""))
                        .collect(Collectors.joining(" ")))
                .toString();
    }

    /** Data: as it is where that means itself, {@code fill:N} where that says it, else in quotes. */
    private String data(Bytes data) {
        if (context.cut()) {
            return quoted("", data, "[..]");
        }
        String text = data.latin1();
        boolean plain = text.matches("[A-Za-z][A-Za-z0-9]*( [A-Za-z0-9]+)*[.!?]?") && text.length() < 200;
        return plain && !text.startsWith("MSG") ? text : fill(data).orElseGet(() -> quoted("", data, ""));
    }

    private static Optional<String> fill(Bytes data) {
        for (int i = 0; i < data.length(); i++) {
            if (data.at(i) != 'a' + i % 26) {
                return Optional.empty();
            }
        }
        return data.length() < 100 ? Optional.empty() : Optional.of("fill:" + data.length());
    }

    /** Bytes in quotes, with the escapes that the parser knows: letters of any script as they are, if all is UTF-8. */
    private static String quoted(String before, Bytes data, String after) {
        Optional<String> text = data.wellFormedText();
        StringBuilder out = new StringBuilder("\"").append(before);
        if (text.isPresent()) {
            text.get().codePoints().forEach(c -> character(out, c));
        } else {
            for (int i = 0; i < data.length(); i++) {
                character(out, data.at(i) < 0x80 ? data.at(i) : -data.at(i));
            }
        }
        return out.append(after).append('"').toString();
    }

    private static void character(StringBuilder out, int c) {
        int simple = "\n\t\r\"\\".indexOf(c);
        if (simple >= 0) {
            out.append('\\').append("ntr\"\\".charAt(simple));
        } else if (c >= ' ' && c < 0x7f || c > 0x7f && Character.isLetter(c)) {
            out.appendCodePoint(c);
        } else if (c < 0) {
            out.append(String.format("\\x%02x", -c));
        } else {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                out.append(String.format("\\x%02x", b & 0xff));
            }
        }
    }
}
