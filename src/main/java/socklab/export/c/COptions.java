package socklab.export.c;

import java.util.EnumSet;
import java.util.Set;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.export.CodeLines;
import socklab.export.Constants;
import socklab.export.Identifiers;
import socklab.export.Refusal;
import socklab.export.Statement;

/** Socket options as C names and fills them. Source: socket(7), ip(7), tcp(7), udp(7). */
final class COptions {
    /** The options that POSIX has. Source: POSIX.1-2024, sys/socket.h and netinet/tcp.h. */
    private static final Set<SocketOption> POSIX = EnumSet.of(
            SocketOption.SO_DEBUG,
            SocketOption.SO_REUSEADDR,
            SocketOption.SO_TYPE,
            SocketOption.SO_ERROR,
            SocketOption.SO_DONTROUTE,
            SocketOption.SO_BROADCAST,
            SocketOption.SO_SNDBUF,
            SocketOption.SO_RCVBUF,
            SocketOption.SO_KEEPALIVE,
            SocketOption.SO_OOBINLINE,
            SocketOption.SO_LINGER,
            SocketOption.SO_RCVLOWAT,
            SocketOption.SO_RCVTIMEO,
            SocketOption.SO_SNDTIMEO,
            SocketOption.SO_ACCEPTCONN,
            SocketOption.TCP_NODELAY);

    /** The options that Linux has and the C library's headers need not have. Source: glibc 2.36, linux 6.1. */
    private static final Set<SocketOption> YOUNG = EnumSet.of(
            SocketOption.SO_PEERPIDFD,
            SocketOption.IP_LOCAL_PORT_RANGE,
            SocketOption.IPV6_FLOWINFO,
            SocketOption.TCP_RTO_MAX_MS,
            SocketOption.TCP_RTO_MIN_US);

    private final Identifiers names;
    private final CHead head;
    private final CScope scope;

    COptions(Identifiers names, CHead head, CScope scope) {
        this.names = names;
        this.head = head;
        this.scope = scope;
    }

    /** The arguments of setsockopt after the socket; what they need is declared before. */
    String set(Statement.Invoke call, Arg.SetOption o, CodeLines out) throws Refusal {
        declared(o.option(), o.level());
        return Constants.level(o.level()) + ", " + o.option().name() + ", " + value(call, o, out);
    }

    /** The arguments of getsockopt after the socket; the variable that it fills is declared before. */
    String get(Arg.GetOption o, CodeLines out) {
        declared(o.option(), o.level());
        String value = option(o.option(), out);
        return Constants.level(o.level()) + ", " + o.option().name() + ", &" + value + ", &" + value + "_length";
    }

    /** Where an option's name is declared. */
    private void declared(SocketOption option, Const level) {
        boolean socket = level == Const.SOL_SOCKET;
        if (level == Const.SOL_TCP) {
            head.include("netinet/tcp.h", "netinet/in.h");
        } else if (level == Const.SOL_UDP) {
            head.include("netinet/udp.h", "netinet/in.h");
        } else if (!socket) {
            head.include("netinet/in.h");
        }
        if (YOUNG.contains(option)) {
            head.define(option.name(), option.number());
        } else if (option == SocketOption.ICMP_FILTER) {
            head.include("linux/icmp.h");
        }
        if (option.names().filter(g -> g == Const.Group.TIMESTAMPING).isPresent()) {
            head.include("linux/net_tstamp.h");
        }
        if (!POSIX.contains(option)) {
            head.linux();
        }
    }

    private static String host(SocketAddress.Inet4 address) {
        return ".s_addr = inet_addr(\"" + address.host() + "\")";
    }

    /** A group of IPv6: its address has to be read from text before. */
    private String group6(OptionValue.Group6 group, CodeLines out) {
        head.include("arpa/inet.h");
        String name = names.fresh("group");
        out.add("struct ipv6_mreq " + name + " = {.ipv6mr_interface = " + group.index() + "};");
        out.add("inet_pton(AF_INET6, \"" + group.group().host() + "\", &" + name + ".ipv6mr_multiaddr);");
        return "&" + name + ", sizeof " + name;
    }

    private String value(Statement.Invoke call, Arg.SetOption o, CodeLines out) throws Refusal {
        return switch (o.value()) {
            case OptionValue.Number n
            when o.option().kind() == SocketOption.Kind.LONG -> {
                head.include("stdint.h");
                yield compound("uint64_t", Long.toString(n.value()));
            }
            case OptionValue.Number n ->
                compound(
                        "int",
                        o.option()
                                .names()
                                .map(g -> constants(g, (int) n.value()))
                                .orElse(Long.toString(n.value())));
            case OptionValue.Time t -> {
                head.include("sys/time.h");
                yield compound("struct timeval", ".tv_sec = " + t.seconds() + ", .tv_usec = " + t.micros());
            }
            case OptionValue.Linger l ->
                compound("struct linger", ".l_onoff = " + (l.on() ? 1 : 0) + ", .l_linger = " + l.seconds());
            case OptionValue.Text t -> CText.literal(t.text()) + ", " + t.text().length();
            case OptionValue.Interface4 i ->
                compound("struct in_addr", "inet_addr(\"" + i.address().host() + "\")");
            case OptionValue.Group4 g ->
                compound("struct ip_mreq", ".imr_multiaddr" + host(g.group()) + ", .imr_interface" + host(g.via()));
            case OptionValue.Group4n g ->
                compound("struct ip_mreqn", ".imr_multiaddr" + host(g.group()) + ", .imr_ifindex = " + g.index());
            case OptionValue.Source4 s ->
                compound(
                        "struct ip_mreq_source",
                        ".imr_multiaddr" + host(s.group()) + ", .imr_interface" + host(s.via()) + ", .imr_sourceaddr"
                                + host(s.source()));
            case OptionValue.Group6 g -> group6(g, out);
            case OptionValue.PortRange r -> {
                head.include("stdint.h");
                yield compound("uint32_t", r.last() + "U << 16 | " + r.first());
            }
            case OptionValue.Octets b ->
                CText.literal(b.bytes()) + ", " + b.bytes().length();
            case OptionValue.Address _, OptionValue.GroupRequest _, OptionValue.Fields _ ->
                throw Refusal.of(call.source(), "option", o.option().name());
        };
    }

    private static String constants(Const.Group group, int value) {
        return group == Const.Group.TIMESTAMPING ? CCalls.flags(value, group) : Constants.one(value, group);
    }

    private String compound(String type, String fields) {
        if (fields.contains("inet_addr")) {
            head.include("arpa/inet.h");
        }
        return "&(" + type + ") {" + fields + "}, sizeof(" + type + ")";
    }

    /** The variable that an option's value is read into. */
    private String option(SocketOption option, CodeLines out) {
        String type = switch (option.kind()) {
            case TIME -> "struct timeval";
            case LINGER -> "struct linger";
            case LONG -> "uint64_t";
            default -> option.kind().size() == 4 ? "int" : "char";
        };
        if (type.equals("uint64_t")) {
            head.include("stdint.h");
        }
        String name = names.of(
                type.equals("int")
                        ? "value"
                        : option.name().toLowerCase(java.util.Locale.ROOT).replaceFirst("^so_", ""));
        String array = type.equals("char") ? "[" + option.kind().size() + "]" : "";
        if (scope.declare(name)) {
            out.add(type + " " + name + array + ";");
        }
        out.add((scope.declare(name + "_length") ? "socklen_t " : "") + name + "_length = sizeof " + name + ";");
        return name;
    }
}
