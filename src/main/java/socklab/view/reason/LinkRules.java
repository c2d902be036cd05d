package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.LinkAddress;
import socklab.call.SocketAddress;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.text.Message;

/** Packet, netlink and raw sockets. Source: packet(7), netlink(7), raw(7); net/ipv4/raw.c, raw_probe_proto_opt. */
final class LinkRules {
    /** Type and code: what the kernel reads of an ICMP header before it sends. */
    private static final int ICMP_LEAST = 2;

    private LinkRules() {}

    static List<Rule> all() {
        return List.of(
                LinkRules::noInterface,
                LinkRules::noConnect,
                LinkRules::nowhere,
                LinkRules::numberTaken,
                LinkRules::shortIcmp);
    }

    private static boolean of(EndedCall f, Const domain) {
        return f.socket().filter(s -> s.domain() == domain.value()).isPresent();
    }

    private static Optional<SocketAddress.Other> typed(Event.Finished call, Const family) {
        return EndedCall.typed(call)
                .filter(a -> a instanceof SocketAddress.Other o && o.number() == family.value())
                .map(SocketAddress.Other.class::cast);
    }

    private static Optional<List<Message>> noInterface(EndedCall f) {
        return f.is(Errno.ENODEV) && f.binds()
                ? typed(f.call(), Const.AF_PACKET)
                        .flatMap(a -> f.facts()
                                .interfaces()
                                .map(all -> List.of(
                                        Message.of("why.packet.interface", LinkAddress.index(a)),
                                        Message.of("why.packet.interfaces", all))))
                : Optional.empty();
    }

    private static Optional<List<Message>> noConnect(EndedCall f) {
        return f.is(Errno.EOPNOTSUPP) && f.connects() && of(f, Const.AF_PACKET)
                ? Optional.of(List.of(Message.of("why.packet.connect", f.name())))
                : Optional.empty();
    }

    /** ENXIO of a send: no bind named an interface. */
    private static Optional<List<Message>> nowhere(EndedCall f) {
        boolean bound =
                f.succeeded().flatMap(c -> typed(c, Const.AF_PACKET).stream()).anyMatch(a -> LinkAddress.index(a) != 0);
        return f.is(Errno.ENXIO)
                        && f.sends()
                        && of(f, Const.AF_PACKET)
                        && f.typed().isEmpty()
                        && !bound
                ? Optional.of(List.of(Message.of("why.packet.nowhere", f.name())))
                : Optional.empty();
    }

    /** EADDRINUSE of a netlink socket: the socket of this session that has the number, if one has. */
    private static Optional<List<Message>> numberTaken(EndedCall f) {
        if (!f.is(Errno.EADDRINUSE) || !f.binds()) {
            return Optional.empty();
        }
        return typed(f.call(), Const.AF_NETLINK).map(a -> {
            String number = Integer.toUnsignedString(LinkAddress.port(a));
            return List.of(holder(f, LinkAddress.port(a))
                    .map(s -> Message.of("why.netlink.held", number, s.name()))
                    .orElseGet(() -> Message.of("why.netlink.taken", number)));
        });
    }

    private static Optional<Socket> holder(EndedCall f, int port) {
        return f.before()
                .filter(c -> EndedCall.errno(c).isEmpty())
                .filter(c -> typed(c, Const.AF_NETLINK)
                        .filter(a -> LinkAddress.port(a) == port)
                        .isPresent())
                .flatMap(c -> c.socket().stream())
                .filter(s -> f.facts().sockets().stream().anyMatch(open -> open.id() == s.id()))
                .findFirst();
    }

    private static Optional<List<Message>> shortIcmp(EndedCall f) {
        boolean icmp = f.socket()
                .filter(s -> s.domain() == Const.AF_INET.value() && s.type() == Const.SOCK_RAW.value())
                .filter(s -> s.protocol() == Const.IPPROTO_ICMP.value())
                .isPresent();
        return f.is(Errno.EFAULT) && f.sends() && icmp
                ? f.call()
                        .invocation()
                        .first(Arg.Payload.class)
                        .map(p -> p.data().length())
                        .filter(length -> length < ICMP_LEAST)
                        .map(length -> List.of(Message.of("why.raw.short", length)))
                : Optional.empty();
    }
}
