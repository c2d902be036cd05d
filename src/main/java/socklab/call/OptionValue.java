package socklab.call;

import java.util.List;
import java.util.Optional;

/**
 * The value of a socket option, decoded.
 *
 * <p>Source: socket(7), ip(7), ipv6(7), tcp(7); RFC 3678.
 */
public sealed interface OptionValue {

    /** A number, or a truth value (0 or 1), or an errno. */
    record Number(long value) implements OptionValue {}

    /** A {@code struct timeval}; zero means wait for ever. */
    record Time(long seconds, long micros) implements OptionValue {}

    /** A {@code struct linger}: whether close waits or resets, and for how many seconds. */
    record Linger(boolean on, int seconds) implements OptionValue {}

    /** An address. */
    record Address(SocketAddress address) implements OptionValue {}

    /** A string: a device or an algorithm. */
    record Text(String text) implements OptionValue {}

    /** An interface by its address. */
    record Interface4(SocketAddress.Inet4 address) implements OptionValue {}

    /** A multicast group and an interface by its address. */
    record Group4(SocketAddress.Inet4 group, SocketAddress.Inet4 via) implements OptionValue {}

    /** A {@code struct ip_mreqn}: a multicast group, or none, and an interface by its index. */
    record Group4n(SocketAddress.Inet4 group, int index) implements OptionValue {}

    /** A multicast group, the sender that is meant, and an interface by its address. */
    record Source4(SocketAddress.Inet4 group, SocketAddress.Inet4 via, SocketAddress.Inet4 source)
            implements OptionValue {}

    /**
     * A {@code struct group_req}, or with a sender a {@code struct group_source_req}: an interface by its index, and a
     * group.
     */
    record GroupRequest(SocketAddress group, Optional<SocketAddress> source, int index) implements OptionValue {}

    /** Bytes that mean what a header says. */
    record Octets(Bytes bytes) implements OptionValue {}

    /** Ports from a first to a last; 0 leaves that end as it is. */
    record PortRange(int first, int last) implements OptionValue {}

    /** An address, a group's or one's own, and an interface by its index. */
    record Group6(SocketAddress.Inet6 group, int index) implements OptionValue {}

    /** A structure, field by field, in the order of C's declaration. */
    record Fields(List<Field> fields) implements OptionValue {
        /** One field of a structure, its value as text. */
        public record Field(String name, String value) {}
    }
}
