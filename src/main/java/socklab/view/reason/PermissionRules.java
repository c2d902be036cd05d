package socklab.view.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Param;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.text.Message;

/**
 * EACCES and EPERM that are not a path's: privileged ports, broadcast, ping and raw sockets, options with a capability.
 *
 * <p>Source: capabilities(7), ip(7), socket(7), icmp(7).
 */
final class PermissionRules {
    private static final int LIMITED_BROADCAST = 0xffffffff;

    /** A capability: its name and its bit. Source: linux/capability.h. */
    private enum Capability {
        CAP_NET_BIND_SERVICE(10),
        CAP_NET_ADMIN(12),
        CAP_NET_RAW(13),
        CAP_SYS_ADMIN(21);

        private final int bit;

        Capability(int bit) {
            this.bit = bit;
        }
    }

    /** The capabilities of which an option needs one. */
    private static final Map<SocketOption, List<Capability>> NEEDED = Map.of(
            SocketOption.SO_MARK, List.of(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW),
            SocketOption.SO_PRIORITY, List.of(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW),
            SocketOption.IP_TRANSPARENT, List.of(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW),
            SocketOption.IPV6_TRANSPARENT, List.of(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW),
            SocketOption.SO_RCVBUFFORCE, List.of(Capability.CAP_NET_ADMIN),
            SocketOption.SO_SNDBUFFORCE, List.of(Capability.CAP_NET_ADMIN),
            SocketOption.SO_BINDTODEVICE, List.of(Capability.CAP_NET_RAW));

    private PermissionRules() {}

    static List<Rule> all() {
        return List.of(
                PermissionRules::port, PermissionRules::broadcast, PermissionRules::socket, PermissionRules::option);
    }

    private static Optional<List<Message>> port(EndedCall f) {
        Optional<SocketAddress> address = f.typed();
        Optional<String> first = f.facts().sysctl("net/ipv4/ip_unprivileged_port_start");
        if (!f.is(Errno.EACCES) || !f.binds() || !f.inet() || address.isEmpty() || first.isEmpty()) {
            return Optional.empty();
        }
        int port = address.get().port();
        String start = first.get().strip();
        return start.matches("\\d{1,5}") && port < Integer.parseInt(start)
                ? Optional.of(List.of(Message.of("why.port", port, start), Message.of("why.port.cure", start)))
                : Optional.empty();
    }

    /** Only addresses that are known to be broadcast addresses are called so. */
    private static Optional<List<Message>> broadcast(EndedCall f) {
        if (!f.is(Errno.EACCES) || !f.connects() && !f.sends()) {
            return Optional.empty();
        }
        return f.destination()
                .filter(a -> a instanceof SocketAddress.Inet4 to
                        && (to.address() == LIMITED_BROADCAST
                                || f.facts()
                                        .broadcasts()
                                        .filter(b -> b.contains(to.host()))
                                        .isPresent()))
                .filter(_ -> !f.switchedOn(SocketOption.SO_BROADCAST))
                .map(to -> List.of(Message.of("why.broadcast", to, f.name()), Message.of("why.broadcast.cure")));
    }

    private static Optional<List<Message>> socket(EndedCall f) {
        if (!f.makesSocket() || !f.is(Errno.EACCES, Errno.EPERM)) {
            return Optional.empty();
        }
        boolean ping = number(f, Param.Choice.class, Const.Group.PROTOCOL)
                .filter(p -> p == Const.IPPROTO_ICMP.value() || p == Const.IPPROTO_ICMPV6.value())
                .isPresent();
        if (f.is(Errno.EACCES)) {
            return ping
                    ? f.facts()
                            .sysctl("net/ipv4/ping_group_range")
                            .map(r -> List.of(Message.of("why.ping", r.strip().replaceAll("\\s+", " "))))
                    : Optional.empty();
        }
        return lacking(f, List.of(Capability.CAP_NET_RAW)).map(names -> List.of(Message.of("why.raw", names)));
    }

    private static Optional<Integer> number(EndedCall f, Class<? extends Param> kind, Const.Group group) {
        List<Param> params = f.call().invocation().call().params();
        for (int i = 0; i < params.size(); i++) {
            if (kind.isInstance(params.get(i))
                    && params.get(i) instanceof Param.Choice c
                    && c.group() == group
                    && f.call().invocation().args().get(i) instanceof Arg.Num n) {
                return Optional.of(n.value());
            }
        }
        return Optional.empty();
    }

    private static Optional<List<Message>> option(EndedCall f) {
        if (!f.is(Errno.EPERM) || f.sets().isEmpty()) {
            return Optional.empty();
        }
        SocketOption option = f.sets().get().option();
        Optional<List<Capability>> needed = Optional.ofNullable(NEEDED.get(option));
        Optional<String> names = needed.flatMap(n -> lacking(f, n).or(() -> Optional.of(names(n))));
        return names.map(n -> {
            List<Message> said = new ArrayList<>();
            said.add(Message.of("why.capability", option.name(), n));
            if (option == SocketOption.SO_PRIORITY && f.sets().get().value() instanceof OptionValue.Number) {
                said.add(Message.of("why.capability.priority"));
            }
            return said;
        });
    }

    private static String names(List<Capability> needed) {
        return needed.stream().map(Enum::name).collect(Collectors.joining("|"));
    }

    /** The names of the capabilities, if it is known that the process has none of them. */
    private static Optional<String> lacking(EndedCall f, List<Capability> needed) {
        return needed.stream()
                        .allMatch(c ->
                                f.facts().capable(c.bit).filter(has -> !has).isPresent())
                ? Optional.of(names(needed))
                : Optional.empty();
    }
}
