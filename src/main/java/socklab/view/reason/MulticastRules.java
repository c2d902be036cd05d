package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.call.Arg;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.session.Event;
import socklab.text.Message;

/**
 * Membership of multicast groups: joined twice, left without having joined, no such interface. Source: ip(7), ipv6(7),
 * RFC 3678.
 */
final class MulticastRules {
    private static final Set<SocketOption> JOIN = Set.of(
            SocketOption.IP_ADD_MEMBERSHIP,
            SocketOption.IP_ADD_SOURCE_MEMBERSHIP,
            SocketOption.MCAST_JOIN_GROUP,
            SocketOption.MCAST_JOIN_SOURCE_GROUP,
            SocketOption.IPV6_ADD_MEMBERSHIP);
    private static final Set<SocketOption> LEAVE = Set.of(
            SocketOption.IP_DROP_MEMBERSHIP,
            SocketOption.IP_DROP_SOURCE_MEMBERSHIP,
            SocketOption.MCAST_LEAVE_GROUP,
            SocketOption.MCAST_LEAVE_SOURCE_GROUP,
            SocketOption.IPV6_DROP_MEMBERSHIP);

    private MulticastRules() {}

    static List<Rule> all() {
        return List.of(MulticastRules::twice, MulticastRules::never, MulticastRules::device);
    }

    private static Optional<SocketAddress> group(Arg.SetOption set) {
        return switch (set.value()) {
            case OptionValue.Group4 v -> Optional.of(v.group());
            case OptionValue.Group4n v -> Optional.of(v.group());
            case OptionValue.Source4 v -> Optional.of(v.group());
            case OptionValue.GroupRequest v -> Optional.of(v.group());
            case OptionValue.Group6 v -> Optional.of(v.group());
            default -> Optional.empty();
        };
    }

    /** The last call on the socket that joined, or left, the group. */
    private static Optional<Event.Finished> last(EndedCall f, SocketAddress group) {
        return EndedCall.last(f.succeeded()
                .filter(c -> c.invocation()
                        .first(Arg.SetOption.class)
                        .filter(s -> JOIN.contains(s.option()) || LEAVE.contains(s.option()))
                        .flatMap(MulticastRules::group)
                        .filter(g -> Addresses.sameHost(g, group))
                        .isPresent()));
    }

    private static boolean joined(Event.Finished call) {
        return call.invocation()
                .first(Arg.SetOption.class)
                .filter(s -> JOIN.contains(s.option()))
                .isPresent();
    }

    private static Optional<List<Message>> twice(EndedCall f) {
        if (!f.is(Errno.EADDRINUSE)) {
            return Optional.empty();
        }
        return f.sets()
                .filter(s -> JOIN.contains(s.option()))
                .flatMap(MulticastRules::group)
                .map(group -> last(f, group)
                        .filter(MulticastRules::joined)
                        .map(c -> List.of(
                                Message.of("why.group.twice.by", f.name(), host(group), EndedCall.reference(c))))
                        .orElseGet(() -> List.of(Message.of("why.group.twice", f.name(), host(group)))));
    }

    private static Optional<List<Message>> never(EndedCall f) {
        if (!f.is(Errno.EADDRNOTAVAIL)) {
            return Optional.empty();
        }
        return f.sets()
                .filter(s -> LEAVE.contains(s.option()))
                .flatMap(MulticastRules::group)
                .map(group -> last(f, group)
                        .filter(c -> !joined(c))
                        .map(c -> List.of(Message.of("why.group.left", f.name(), host(group), EndedCall.reference(c))))
                        .orElseGet(() -> List.of(Message.of("why.group.never", f.name(), host(group)))));
    }

    private static Optional<List<Message>> device(EndedCall f) {
        if (!f.is(Errno.ENODEV) || f.option().isEmpty()) {
            return Optional.empty();
        }
        return f.facts().interfaces().map(names -> List.of(Message.of("why.device", names)));
    }

    /** The host of an address, without its port. */
    private static Object host(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.host();
            case SocketAddress.Inet6 a -> a.host();
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> address;
        };
    }
}
