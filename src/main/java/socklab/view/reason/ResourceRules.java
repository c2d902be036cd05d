package socklab.view.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.text.Message;

/**
 * Failures by what there is: time, room, descriptors, addresses, routes. Source: socket(7), ip(7), ipv6(7), udp(7),
 * getrlimit(2).
 */
final class ResourceRules {
    /** What UDP carries at most: 65,535 less the headers. Source: RFC 768, RFC 791, RFC 8200. */
    private static final int MOST_UDP4 = 65_507;

    private static final int MOST_UDP6 = 65_527;

    private ResourceRules() {}

    static List<Rule> all() {
        return List.of(
                ResourceRules::wouldBlock,
                ResourceRules::interrupted,
                ResourceRules::tooLong,
                ResourceRules::descriptors,
                ResourceRules::family,
                ResourceRules::address,
                ResourceRules::ports,
                ResourceRules::route);
    }

    /** EAGAIN: which of the three means keeps the call from waiting. */
    private static Optional<List<Message>> wouldBlock(EndedCall f) {
        if (!f.is(Errno.EAGAIN)
                && !(f.is(Errno.EINPROGRESS) && f.set(SocketOption.SO_SNDTIMEO).isPresent())) {
            return Optional.empty();
        }
        if (!f.accepts() && !f.sends() && !f.receives() && !f.connects()) {
            return Optional.empty();
        }
        Message wanted = Message.of("why.for." + wanted(f));
        if (f.flagged(Const.MSG_DONTWAIT)) {
            return Optional.of(List.of(Message.of("why.dontwait", wanted)));
        }
        boolean out = f.sends() || f.connects();
        SocketOption option = out ? SocketOption.SO_SNDTIMEO : SocketOption.SO_RCVTIMEO;
        Optional<OptionValue> limit = f.set(option);
        if (limit.isPresent()
                && limit.get() instanceof OptionValue.Time time
                && nanos(time) > 0
                && waited(f) >= nanos(time)) {
            return Optional.of(List.of(Message.of("why.timeout", option.name(), time, wanted)));
        }
        return f.is(Errno.EAGAIN) ? Optional.of(List.of(Message.of("why.nonblock", wanted))) : Optional.empty();
    }

    /** A time-out of 0 means none. */
    private static long nanos(OptionValue.Time time) {
        return time.seconds() * 1_000_000_000 + time.micros() * 1000;
    }

    private static long waited(EndedCall f) {
        return f.call().outcome() instanceof Outcome.Failed failed ? failed.nanos() : 0;
    }

    private static String wanted(EndedCall f) {
        if (f.accepts()) {
            return "connection";
        }
        if (f.sends()) {
            return "room";
        }
        return f.receives() ? (f.stream() ? "data" : "datagram") : "handshake";
    }

    private static Optional<List<Message>> interrupted(EndedCall f) {
        return f.is(Errno.EINTR) && f.call().invocation().call().result() != Result.CLOSED && !f.connects()
                ? Optional.of(List.of(Message.of("why.interrupted")))
                : Optional.empty();
    }

    private static Optional<List<Message>> tooLong(EndedCall f) {
        int most = f.six() ? MOST_UDP6 : MOST_UDP4;
        return f.is(Errno.EMSGSIZE) && f.udp()
                ? f.call()
                        .invocation()
                        .first(Arg.Payload.class)
                        .map(Arg.Payload::data)
                        .map(Bytes::length)
                        .filter(length -> length > most)
                        .map(length -> List.of(Message.of("why.datagram.large", length, most)))
                : Optional.empty();
    }

    /** EMFILE: every number below the limit is taken, or else the kernel would have found one. */
    private static Optional<List<Message>> descriptors(EndedCall f) {
        return f.is(Errno.EMFILE)
                ? f.facts().descriptorLimit().map(n -> List.of(Message.of("why.descriptors", n)))
                : Optional.empty();
    }

    /** EAFNOSUPPORT of an address: both families. */
    private static Optional<List<Message>> family(EndedCall f) {
        return f.is(Errno.EAFNOSUPPORT, Errno.EINVAL) && f.socket().isPresent()
                ? f.typed()
                        .filter(a -> !(a instanceof SocketAddress.Unspec))
                        .filter(a ->
                                a.family().value() != f.socket().orElseThrow().domain())
                        .map(a -> List.of(Message.of("why.family", a, a.family().name(), f.name(), familyName(f))))
                : Optional.empty();
    }

    private static String familyName(EndedCall f) {
        int domain = f.socket().orElseThrow().domain();
        return Const.of(Const.Group.DOMAIN, domain).map(Const::name).orElse(Integer.toString(domain));
    }

    /** EADDRNOTAVAIL of bind: the addresses there are. */
    private static Optional<List<Message>> address(EndedCall f) {
        if (!f.is(Errno.EADDRNOTAVAIL) || !f.binds()) {
            return Optional.empty();
        }
        return f.facts()
                .addresses()
                .map(all -> List.of(
                        Message.of("why.address", f.typed().<Object>map(a -> a).orElse("")),
                        Message.of("why.addresses", all)));
    }

    /** EADDRNOTAVAIL of connect and sendto: the automatic ports. */
    private static Optional<List<Message>> ports(EndedCall f) {
        if (!f.is(Errno.EADDRNOTAVAIL) || !f.connects() && !f.sends()) {
            return Optional.empty();
        }
        return f.facts()
                .sysctl("net/ipv4/ip_local_port_range")
                .map(r -> List.of(
                        Message.of("why.ports"),
                        Message.of("why.ports.range", r.strip().replaceAll("\\s+", " "))));
    }

    /** ENETUNREACH and EHOSTUNREACH: the routes of the address's own family. */
    private static Optional<List<Message>> route(EndedCall f) {
        if (!f.is(Errno.ENETUNREACH, Errno.EHOSTUNREACH) || !f.inet()) {
            return Optional.empty();
        }
        List<Message> said = new ArrayList<>();
        Optional<SocketAddress> to = f.destination();
        boolean mapped = to.filter(a -> a instanceof SocketAddress.Inet6 six && six.mapped())
                .isPresent();
        if (mapped && f.switchedOn(SocketOption.IPV6_V6ONLY)) {
            return Optional.of(List.of(Message.of("why.route.v6only", to.orElseThrow(), f.name())));
        }
        boolean six = to.filter(a -> a instanceof SocketAddress.Inet6).isPresent() && !mapped;
        f.facts()
                .routes(six)
                .ifPresent(routes -> said.add(
                        routes.isEmpty()
                                ? Message.of(six ? "why.routes.none.6" : "why.routes.none.4")
                                : Message.of(six ? "why.routes.6" : "why.routes.4", routes)));
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }
}
