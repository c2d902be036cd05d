package socklab.packet.tcpdump;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.packet.Packet;
import socklab.packet.TcpFlag;

/**
 * The sequence numbers to which tcpdump's relative numbers refer, by TCP conversation. Immutable.
 *
 * <p>The first segment with ACK of a conversation, or a later one with SYN and ACK, sets the base.
 */
public record SequenceBases(Map<Conversation, Base> byConversation) {
    /** No conversation was seen yet. */
    public static final SequenceBases NONE = new SequenceBases(Map.of());

    private static final int IPV4_SOURCE = 14 + 12;
    private static final int IPV4_ADDRESS = 4;
    private static final int IPV6_SOURCE = 14 + 8;
    private static final int IPV6_ADDRESS = 16;

    /** A conversation in the order of its ports, and of its addresses if they are equal: both directions have one. */
    record Conversation(Bytes low, Bytes high, int lowPort, int highPort) {}

    /** Whether a segment with these ends goes from the high end of its conversation to the low one. */
    static boolean reversed(Bytes source, Bytes destination, int sourcePort, int destinationPort) {
        return sourcePort > destinationPort
                || sourcePort == destinationPort && Arrays.compareUnsigned(source.toArray(), destination.toArray()) > 0;
    }

    static Conversation conversation(Bytes source, Bytes destination, int sourcePort, int destinationPort) {
        return reversed(source, destination, sourcePort, destinationPort)
                ? new Conversation(destination, source, destinationPort, sourcePort)
                : new Conversation(source, destination, sourcePort, destinationPort);
    }

    /** The numbers before the first byte of data: of the side with the lower port, and of the other side. */
    record Base(int low, int high) {}

    /** The bases after a frame; its text is not made. */
    public static SequenceBases after(Bytes frame, SequenceBases before) {
        Packet packet = Packet.of(frame);
        boolean changes = packet.tcp()
                .filter(tcp -> tcp.has(TcpFlag.ACK))
                .filter(tcp -> tcp.has(TcpFlag.SYN)
                        || before.find(conversation(frame, packet.ip().orElseThrow(), tcp))
                                .isEmpty())
                .isPresent();
        return changes ? PacketLine.of(frame, before).bases() : before;
    }

    private static Conversation conversation(Bytes frame, Packet.Ip ip, Packet.Transport.Tcp tcp) {
        int length = ip.version() == 4 ? IPV4_ADDRESS : IPV6_ADDRESS;
        int at = ip.version() == 4 ? IPV4_SOURCE : IPV6_SOURCE;
        Bytes source = frame.slice(at, at + length);
        Bytes destination = frame.slice(at + length, at + 2 * length);
        return conversation(source, destination, tcp.sourcePort(), tcp.destinationPort());
    }

    Optional<Base> find(Conversation conversation) {
        return Optional.ofNullable(byConversation.get(conversation));
    }

    SequenceBases with(Conversation conversation, Base base) {
        Map<Conversation, Base> more = new HashMap<>(byConversation);
        more.put(conversation, base);
        return new SequenceBases(more);
    }
}
