package socklab.term;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Form;
import socklab.call.Offer;
import socklab.call.Param;
import socklab.call.SocketOption;
import socklab.session.Socket;
import socklab.text.Messages;

/** What could be typed for a slot of a call's form, by the kind of its parameter. */
final class ParameterCompletion {
    private final CompletionSources sources;
    private final Supplier<Messages> messages;

    ParameterCompletion(CompletionSources sources, Supplier<Messages> messages) {
        this.sources = sources;
        this.messages = messages;
    }

    /** The offers for the word at the cursor, which begins at {@code start}. */
    CompletionCandidate.At at(int start, CursorContext.Cut cut) {
        Optional<Socket> socket = sources.socket(cut.socket());
        List<CompletionCandidate> offers = new ArrayList<>();
        int from = start;
        for (CursorContext.Wanted wanted : CursorContext.wanted(cut.word(), cut.words())) {
            from = Math.max(from, start + joined(wanted.slot(), cut.partial()));
            offers.addAll(offers(wanted, cut, socket));
        }
        return new CompletionCandidate.At(from, offers);
    }

    /** Where the last of several joined words begins: after {@code |}, {@code ,}, {@code :} or {@code =}. */
    private static int joined(Form.Slot slot, String partial) {
        return switch (slot) {
            case Form.Preset _ -> 0;
            case Form.Typed t ->
                t.param()
                                .shape()
                                .joints()
                                .chars()
                                .map(partial::lastIndexOf)
                                .max()
                                .orElse(-1)
                        + 1;
        };
    }

    private List<CompletionCandidate> offers(
            CursorContext.Wanted wanted, CursorContext.Cut cut, Optional<Socket> socket) {
        return switch (wanted.slot()) {
            case Form.Preset preset ->
                preset.values().entrySet().stream()
                        .map(e -> CompletionCandidate.of(e.getKey(), preset(cut.word(), e.getValue())))
                        .toList();
            case Form.Typed t -> offers(t.param(), wanted, cut, socket);
        };
    }

    private List<CompletionCandidate> offers(
            Param param, CursorContext.Wanted wanted, CursorContext.Cut cut, Optional<Socket> socket) {
        return switch (param.shape().offer()) {
            case Offer.Nothing _ -> List.of();
            case Offer.Words o ->
                wanted.part() > 0
                        ? List.of()
                        : o.words().stream()
                                .map(w -> CompletionCandidate.of(w, ""))
                                .toList();
            case Offer.JoinedWords o ->
                o.words().stream().map(w -> CompletionCandidate.open(w, "")).toList();
            case Offer.Standard o ->
                List.of(CompletionCandidate.of(
                        Integer.toString(o.value()), messages.get().say("offer.standard")));
            case Offer.Size _ ->
                List.of(CompletionCandidate.of("2048", messages.get().say("offer.bytes")));
            case Offer.Constants o -> o.group() == Const.Group.HOW ? ways(cut.partial()) : constants(o.group());
            case Offer.Flags o ->
                o.groups().stream().flatMap(g -> flags(g).stream()).toList();
            case Offer.LocalAddress _ ->
                wanted.part() == 0
                        ? Stream.concat(Stream.of(anyPort()), sources.hosts().stream())
                                .toList()
                        : List.of(anyPort());
            case Offer.PeerAddress _ -> wanted.part() == 0 ? peers() : sources.ports(socket);
            case Offer.OptionToSet _ ->
                wanted.part() == 0
                        ? options(socket)
                                .filter(o -> settable(o))
                                .map(this::offer)
                                .toList()
                        : values(wanted.typed().getLast());
            case Offer.OptionToRead _ -> options(socket).map(this::offer).toList();
            case Offer.Command _ ->
                wanted.part() == 0
                        ? constants(Const.Group.FCNTL)
                        : flags(wanted.typed().getLast().endsWith("FD") ? Const.Group.FD_FLAG : Const.Group.STATUS);
            case Offer.Sockets _ -> sources.sockets("");
            case Offer.SocketSets o -> sets(o, cut.partial());
        };
    }

    /** {@code SOCKET:in,out} where words follow the name; {@code r=SOCKET} where they stand before it. */
    private List<CompletionCandidate> sets(Offer.SocketSets offer, String partial) {
        boolean before = offer.words().stream().allMatch(w -> w.endsWith(offer.mark()));
        return partial.contains(offer.mark()) == before
                ? sources.sockets(before ? "" : offer.mark())
                : offer.words().stream()
                        .map(w -> CompletionCandidate.open(w, ""))
                        .toList();
    }

    private CompletionCandidate anyPort() {
        return CompletionCandidate.of("0", messages.get().say("offer.anyPort"));
    }

    private List<CompletionCandidate> peers() {
        List<CompletionCandidate> peers = new ArrayList<>(sources.hosts());
        sources.sockets("").forEach(s -> peers.add(CompletionCandidate.of("$" + s.text() + ".local", s.phrase())));
        return peers;
    }

    /** The system call that a preset stands for: {@code AF_INET SOCK_DGRAM IPPROTO_IP}. */
    private static String preset(String word, List<Arg> args) {
        List<Param> params = Call.typedAs(word).getFirst().params();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < params.size(); i++) {
            int value = args.get(i) instanceof Arg.Num n ? n.value() : 0;
            Optional<Const> name = switch (params.get(i)) {
                case Param.Choice p -> Const.of(p.group(), value);
                case Param.SocketType _ -> Const.of(Const.Group.TYPE, value);
                default -> Optional.empty();
            };
            name.ifPresent(n -> text.append(text.isEmpty() ? "" : ", ").append(n.name()));
        }
        return text.toString();
    }

    /** The ways to shut down: short, as they are typed mostly, or C's names for who has begun one. */
    private List<CompletionCandidate> ways(String partial) {
        boolean constant = partial.toLowerCase(Locale.ROOT).startsWith("s");
        return constants(Const.Group.HOW).stream()
                .map(o -> constant
                        ? o
                        : CompletionCandidate.of(
                                o.text()
                                        .substring(Const.Group.HOW.prefix().length())
                                        .toLowerCase(Locale.ROOT),
                                o.phrase()))
                .toList();
    }

    private List<CompletionCandidate> constants(Const.Group group) {
        return group.members().stream()
                .map(c -> CompletionCandidate.of(c.name(), phrase(c)))
                .toList();
    }

    private List<CompletionCandidate> flags(Const.Group group) {
        return group.members().stream()
                .filter(c -> c.value() != 0)
                .map(c -> CompletionCandidate.of(c.name(), phrase(c)))
                .toList();
    }

    private String phrase(Const constant) {
        return messages.get().find("const." + constant.name()).orElse("");
    }

    /** What an option is for. */
    String phrase(SocketOption option) {
        return messages.get().find("option." + option.name()).orElse("");
    }

    private CompletionCandidate offer(SocketOption option) {
        return CompletionCandidate.of(option.name(), phrase(option));
    }

    /** The options of the levels that a socket has; all where none is known. */
    private static Stream<SocketOption> options(Optional<Socket> socket) {
        return Arrays.stream(SocketOption.values()).filter(o -> socket.isEmpty() || fits(o, socket.get()));
    }

    private static boolean fits(SocketOption option, Socket socket) {
        boolean six = socket.domain() == Const.AF_INET6.value();
        boolean internet = six || socket.domain() == Const.AF_INET.value();
        return switch (option.level()) {
            case SOL_IP -> internet && (!six || option.name().startsWith("MCAST_"));
            case SOL_IPV6 -> six;
            case SOL_TCP -> internet && socket.stream();
            case SOL_UDP -> internet && !socket.stream();
            default -> true;
        };
    }

    private static boolean settable(SocketOption option) {
        return switch (option.kind()) {
            case ERRNO, TYPE, DOMAIN, PROTOCOL, SYN, UCRED, MEMINFO, TCP_INFO, CC_INFO, SOCKADDR, DESCRIPTOR -> false;
            case INT,
                    SECONDS,
                    MILLIS,
                    MICROS,
                    SWITCH,
                    CHOICE,
                    FLAGS,
                    LONG,
                    TIME,
                    LINGER,
                    TEXT,
                    IN_ADDR,
                    INTERFACE,
                    MREQ,
                    MREQ_SOURCE,
                    GROUP_REQ,
                    GROUP_SOURCE_REQ,
                    MREQ6,
                    PKTINFO6,
                    PORT_RANGE,
                    NET_INTERFACE,
                    TXTIME,
                    MD5SIG,
                    KEY,
                    ICMP_TYPES,
                    OCTETS -> true;
        };
    }

    private List<CompletionCandidate> values(String option) {
        return SocketOption.named(option).stream()
                .flatMap(o -> switch (o.kind()) {
                    case CHOICE, FLAGS ->
                        o.names().stream()
                                .flatMap(g -> g.members().stream())
                                .map(c -> CompletionCandidate.of(c.name(), phrase(c)));
                    case SWITCH -> Stream.of("1", "0").map(v -> CompletionCandidate.of(v, ""));
                    case TIME -> Stream.of("500ms", "1s", "0s").map(v -> CompletionCandidate.of(v, ""));
                    case LINGER -> Stream.of("on", "off").map(v -> CompletionCandidate.of(v, ""));
                    default -> Stream.<CompletionCandidate>empty();
                })
                .toList();
    }
}
