package socklab.call;

import java.util.List;
import java.util.Optional;

/**
 * A control message that came with data: what a {@code struct cmsghdr} holds.
 *
 * <p>Source: cmsg(3), unix(7), ip(7), socket(7).
 */
public sealed interface ControlMessage {

    /** Descriptors passed by another socket; the receiver owns them. */
    record Rights(List<Integer> descriptors) implements ControlMessage {}

    /** How many datagrams this socket lost so far because its buffer was full. Source: SO_RXQ_OVFL. */
    record Overflow(int drops) implements ControlMessage {}

    /** When a packet came. Source: SO_TIMESTAMP. */
    record Timestamp(long seconds, long micros) implements ControlMessage {}

    /** When a packet came, to the nanosecond. Source: SO_TIMESTAMPNS. */
    record NanoTimestamp(long seconds, long nanos) implements ControlMessage {}

    /**
     * When a packet came or went, as software, and as the network card saw it; zero for what is not known. Source:
     * SO_TIMESTAMPING.
     */
    record Timestamping(List<NanoTimestamp> times) implements ControlMessage {}

    /** Who sent: the process, and the user and group that it ran as. Source: unix(7), SO_PASSCRED. */
    record Credentials(int pid, int uid, int gid) implements ControlMessage {}

    /**
     * The options that stood in a packet's header; for IP_RETOPTS, turned round for an answer. Source: ip(7),
     * IP_RECVOPTS.
     */
    record HeaderOptions(int type, Bytes data) implements ControlMessage {}

    /** To which address of this machine an IPv6 packet came, and by which interface. Source: ipv6(7), IPV6_PKTINFO. */
    record PacketInfo6(SocketAddress destination, int index) implements ControlMessage {}

    /** To which address and port a packet was sent before it was turned here. Source: IP_RECVORIGDSTADDR. */
    record OriginalDestination(Const level, SocketAddress address) implements ControlMessage {}

    /** How many bytes are left to read. Source: tcp(7), TCP_INQ. */
    record Unread(int bytes) implements ControlMessage {}

    /**
     * An error that came back for something sent.
     *
     * @param offender who reported it, if it was a machine
     */
    record ExtendedError(
            Const level,
            int errno,
            int origin,
            int type,
            int code,
            int info,
            int data,
            Optional<SocketAddress> offender)
            implements ControlMessage {}

    /** A number of a packet: its TTL, hop limit, TOS, traffic class, mark, or the size of its segments. */
    record Header(Const level, int type, int value, int length) implements ControlMessage {}

    /** When a packet shall leave, in nanoseconds of the socket's clock. Source: linux/net_tstamp.h, SCM_TXTIME. */
    record TransmitTime(long nanos) implements ControlMessage {}

    /** By which interface and to which address a packet came. */
    record PacketInfo(Const level, int index, SocketAddress local, SocketAddress destination)
            implements ControlMessage {}

    /** One that socklab does not decode. */
    record Other(int level, int type, Bytes data) implements ControlMessage {}
}
