package socklab.view;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.session.AddressText;
import socklab.session.Event;

/**
 * The result line without its arrow: the canonical result of a call, the same in every language.
 *
 * <p>This is what a lab expects, so its grammar is fixed.
 */
public final class ResultView {
    /** How many bytes of data are shown. */
    static final int MOST = 256;

    private ResultView() {}

    /** What {@code =>} shows for a call that has not returned. */
    public static final String BLOCKS = "blocks";

    /** The result of a call that ended. */
    public static String result(Event.Finished event) {
        return switch (event.outcome()) {
            case Outcome.Failed f -> f.errno().describe();
            case Outcome.Unsupported u -> "ENOTSUP (" + u.why() + ")";
            case Outcome.Unresolved u -> u.code() + " (" + u.text() + ")";
            case Outcome.Returned r -> returned(event, r);
        };
    }

    private static String returned(Event.Finished event, Outcome.Returned r) {
        return switch (event.invocation().call().result()) {
            case ZERO, CLOSED -> Long.toString(r.value());
            case DESCRIPTOR, PAIR, EPOLL -> String.join(" ", event.made());
            case ACCEPTED -> String.join(" ", event.made()) + from(event, r);
            case SENT -> bytes(r.value());
            case RECEIVED -> received(event, r);
            case OPTION -> option(event, r);
            case SENT_MESSAGES, RECEIVED_MESSAGES -> ResultMessage.several(r, event.made());
            case FLAGS -> flags(event, r.value());
            case NUMBER -> ioctl(event.invocation().first(Arg.Ioctl.class).orElseThrow(), r);
            case READY -> ready(event, r);
            case LOCAL_NAME, PEER_NAME -> address(r).map(ResultView::show).orElse("unix:");
        };
    }

    /** Whom a connection comes from; a program that strace watched may not have asked. */
    private static String from(Event.Finished event, Outcome.Returned r) {
        boolean unix =
                event.socket().filter(s -> s.domain() == Const.AF_UNIX.value()).isPresent();
        return address(r).map(a -> " from " + show(a)).orElse(unix ? " from unix:" : "");
    }

    static String bytes(long count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }

    private static Optional<SocketAddress> address(Outcome.Returned r) {
        return Out.address(r.outs());
    }

    private static String ioctl(Arg.Ioctl arg, Outcome.Returned r) {
        if (arg.value().isPresent()) {
            return Long.toString(r.value());
        }
        return arg.request().name() + " = "
                + switch (r.outs().getLast()) {
                    case Out.Value v
                    when v.value() instanceof OptionValue.Time t ->
                        t.seconds() + String.format(Locale.ROOT, ".%06d", t.micros());
                    case Out.Number n -> Integer.toString(n.value());
                    default -> "0";
                };
    }

    /** What a command answers: flags by name; 0 where it only sets. */
    private static String flags(Event.Finished event, long value) {
        return event.invocation()
                .first(Arg.Fcntl.class)
                .flatMap(a -> a.command().answer())
                .map(group -> Const.flags(group, (int) value))
                .orElse(Long.toString(value));
    }

    private static String ready(Event.Finished event, Outcome.Returned r) {
        if (r.value() == 0) {
            return "timeout";
        }
        Map<Integer, String> names = new HashMap<>();
        event.invocation()
                .first(Arg.PollSet.class)
                .ifPresent(a -> a.watched().forEach(w -> names.put(w.fd(), w.name())));
        event.invocation()
                .first(Arg.SelectSets.class)
                .ifPresent(a -> a.watched().forEach(w -> names.put(w.fd(), w.name())));
        event.invocation().first(Arg.ReadySpace.class).ifPresent(a -> names.putAll(a.names()));
        boolean epoll = event.invocation().first(Arg.ReadySpace.class).isPresent();
        return r.outs().stream()
                .filter(Out.Ready.class::isInstance)
                .flatMap(o -> ((Out.Ready) o).events().stream())
                .map(e -> names.getOrDefault(e.fd(), "fd " + e.fd()) + ":"
                        + events(epoll ? Const.Group.EPOLL : Const.Group.POLL, e.events()))
                .collect(Collectors.joining(" "));
    }

    /** Events by their short words: {@code in,out,hup}. */
    static String events(Const.Group group, int events) {
        return group.members().stream()
                .filter(c -> (events & c.value()) != 0)
                .map(c -> c.name().substring(group.prefix().length()).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    /** An address; what a path holds that is not printable is escaped. */
    public static String show(SocketAddress address) {
        if (address instanceof SocketAddress.Unix u && u.kind() != SocketAddress.Unix.Kind.UNNAMED) {
            String mark = u.kind() == SocketAddress.Unix.Kind.ABSTRACT ? "@" : "";
            String quoted = Escape.quoted(Bytes.of(u.name().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
            return "unix:" + mark + quoted.substring(1, quoted.length() - 1);
        }
        return AddressText.show(address);
    }

    private static String received(Event.Finished event, Outcome.Returned r) {
        Bytes data = Out.data(r.outs()).orElse(Bytes.EMPTY);
        boolean stream = event.socket().isPresent() && event.socket().get().stream();
        String more = ResultMessage.more(r, event.made());
        if (r.value() == 0 && stream && more.isEmpty() && room(event.invocation())) {
            return "end of stream";
        }
        // TCP with MSG_TRUNC throws the bytes away and only counts them; Unix-domain streams know no such flag. Source:
        // tcp(7).
        boolean tcp = stream && event.socket().get().domain() != Const.AF_UNIX.value();
        Bytes shown = tcp && flags(event, Const.MSG_TRUNC) ? Bytes.EMPTY : data;
        int unknown = unknown(r);
        long told = shown.length() + unknown;
        String count = told < r.value() ? told + " of " + bytes(r.value()) : bytes(r.value());
        Optional<SocketAddress> from = address(r);
        return (unknown > 0 ? elided(shown) : data(shown)) + " (" + count + ")"
                + (from.isPresent() ? " from " + show(from.get()) : "") + more;
    }

    /** How many bytes came that are not known. No stream: this is asked for every datagram. */
    private static int unknown(Outcome.Returned r) {
        for (Out out : r.outs()) {
            if (out instanceof Out.Data d) {
                return d.unknown();
            }
        }
        return 0;
    }

    /** Whether there was room for a byte at least: without, a stream that goes on gives none either. */
    private static boolean room(Invocation invocation) {
        return invocation
                .first(Arg.Space.class)
                .map(a -> a.length() > 0)
                .orElse(invocation
                        .first(Arg.MessageSpace.class)
                        .map(a -> a.pieces().stream().anyMatch(n -> n > 0))
                        .orElse(false));
    }

    private static boolean flags(Event.Finished event, Const flag) {
        List<Param> params = event.invocation().call().params();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i) instanceof Param.Flags p
                    && p.group() == flag.group()
                    && event.invocation().args().get(i) instanceof Arg.Num n) {
                return (n.value() & flag.value()) != 0;
            }
        }
        return false;
    }

    /** Data as quoted text, cut off after {@link #MOST} bytes. */
    public static String data(Bytes data) {
        return data(data, MOST);
    }

    /** Data as quoted text, cut off after so many bytes. */
    public static String data(Bytes data, int most) {
        if (data.length() <= most) {
            return Escape.quoted(data);
        }
        int end = most;
        while (end > most - 4 && (data.at(end) & 0xc0) == 0x80) {
            end--; // not in the middle of a character
        }
        return elided(data.slice(0, end));
    }

    private static String elided(Bytes head) {
        String quoted = Escape.quoted(head);
        return quoted.substring(0, quoted.length() - 1) + "…\"";
    }

    private static String option(Event.Finished event, Outcome.Returned r) {
        SocketOption option =
                event.invocation().first(Arg.GetOption.class).orElseThrow().option();
        Out.Value out = r.outs().stream()
                .filter(Out.Value.class::isInstance)
                .map(Out.Value.class::cast)
                .findFirst()
                .orElseThrow();
        return option.name() + " = "
                + (event.made().isEmpty() ? optionValue(option, out.value()) : String.join(" ", event.made()));
    }

    /** An option's value, decoded. */
    public static String optionValue(SocketOption option, OptionValue value) {
        return switch (value) {
            case OptionValue.Number v -> number(option, v.value());
            case OptionValue.Time v -> time(v);
            case OptionValue.Linger v -> (v.on() ? "on " : "off ") + v.seconds() + "s";
            case OptionValue.Address v -> show(v.address());
            case OptionValue.Text v -> Escape.printable(v.text());
            case OptionValue.Interface4 v -> v.address().host();
            case OptionValue.Group4 v -> v.group().host() + " " + v.via().host();
            case OptionValue.Group4n v -> v.group().host() + " " + v.index();
            case OptionValue.Source4 v ->
                v.group().host() + " " + v.source().host() + " " + v.via().host();
            case OptionValue.GroupRequest v ->
                host(v.group()) + v.source().map(a -> " " + host(a)).orElse("") + " " + v.index();
            case OptionValue.Octets v ->
                v.bytes().length() == 0
                        ? "none"
                        : "hex:" + HexFormat.of().formatHex(v.bytes().toArray());
            case OptionValue.PortRange v -> v.first() + "-" + v.last();
            case OptionValue.Group6 v -> v.group().host() + " " + v.index();
            case OptionValue.Fields v ->
                v.fields().stream().map(f -> f.name() + "=" + f.value()).collect(Collectors.joining(" "));
        };
    }

    static String host(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.host();
            case SocketAddress.Inet6 a -> a.host();
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> show(address);
        };
    }

    private static String number(SocketOption option, long value) {
        return switch (option.kind()) {
            case ERRNO ->
                value == 0 ? "0" : Errno.of((int) value).map(Errno::name).orElse(Long.toString(value));
            case TYPE ->
                Const.of(Const.Group.TYPE, (int) value).map(Const::name).orElse(Long.toString(value));
            case DOMAIN ->
                Const.of(Const.Group.DOMAIN, (int) value).map(Const::name).orElse(Long.toString(value));
            case PROTOCOL ->
                Const.of(Const.Group.PROTOCOL, (int) value).map(Const::name).orElse(Long.toString(value));
            case CHOICE ->
                option.names()
                        .flatMap(g -> Const.of(g, (int) value))
                        .map(Const::name)
                        .orElse(Long.toString(value));
            case FLAGS -> option.names().map(g -> Const.flags(g, (int) value)).orElse(Long.toString(value));
            case NET_INTERFACE -> Integer.toString(Integer.reverseBytes((int) value));
            case ICMP_TYPES -> icmpTypes((int) value);
            case DESCRIPTOR,
                    SOCKADDR,
                    TXTIME,
                    MD5SIG,
                    KEY,
                    CC_INFO,
                    INT,
                    SECONDS,
                    MILLIS,
                    MICROS,
                    SWITCH,
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
                    OCTETS,
                    SYN,
                    UCRED,
                    MEMINFO,
                    TCP_INFO -> Long.toString(value);
        };
    }

    /** The ICMP types in a mask, by name. */
    private static String icmpTypes(int mask) {
        String names = Const.Group.ICMP.members().stream()
                .filter(c -> (mask >>> c.value() & 1) != 0)
                .map(Const::name)
                .collect(Collectors.joining("|"));
        int rest = Const.Group.ICMP.members().stream().reduce(mask, (m, c) -> m & ~(1 << c.value()), (a, _) -> a);
        return rest == 0 ? names.isEmpty() ? "0" : names : "0x" + Integer.toHexString(mask);
    }

    /** {@code 1s}, {@code 1.5s}, {@code 250ms}; zero waits for ever. */
    private static String time(OptionValue.Time v) {
        if (v.seconds() == 0 && v.micros() % 1000 == 0) {
            return v.micros() == 0 ? "0s" : v.micros() / 1000 + "ms";
        }
        String fraction = v.micros() == 0
                ? ""
                : String.format(Locale.ROOT, ".%06d", v.micros()).replaceAll("0+$", "");
        return v.seconds() + fraction + "s";
    }
}
