package socklab.packet.tcpdump;

import java.util.Arrays;
import java.util.LinkedHashMap;
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

    /** How many conversations are known. */
    private static final int MOST = 1000;

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
    public static SequenceBases after(Packet packet, SequenceBases before) {
        boolean changes = packet.transport() instanceof Packet.Transport.Tcp tcp
                && tcp.has(TcpFlag.ACK)
                && (tcp.has(TcpFlag.SYN)
                        || before.find(conversation(packet.ip().orElseThrow(), tcp))
                                .isEmpty());
        return changes ? PacketLine.of(packet.frame(), before).bases() : before;
    }

    private static Conversation conversation(Packet.Ip ip, Packet.Transport.Tcp tcp) {
        return conversation(ip.source(), ip.destination(), tcp.sourcePort(), tcp.destinationPort());
    }

    Optional<Base> find(Conversation conversation) {
        return Optional.ofNullable(byConversation.get(conversation));
    }

    /** With a base more; of too many the oldest goes, and its numbers start again if it comes back. */
    SequenceBases with(Conversation conversation, Base base) {
        Map<Conversation, Base> more = new LinkedHashMap<>(byConversation);
        more.remove(conversation);
        if (more.size() >= MOST) {
            more.remove(more.keySet().iterator().next());
        }
        more.put(conversation, base);
        return new SequenceBases(more);
    }
}
