package socklab.packet.tcpdump;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Bytes;

/**
 * The sequence numbers to which tcpdump's relative numbers refer, by TCP conversation. Immutable.
 *
 * <p>The first segment with ACK of a conversation, or a later one with SYN and ACK, sets the base.
 */
public record SequenceBases(Map<Conversation, Base> byConversation) {
    /** No conversation was seen yet. */
    public static final SequenceBases NONE = new SequenceBases(Map.of());

    /** A conversation in the order of its ports: both directions have one. */
    record Conversation(Bytes low, Bytes high, int lowPort, int highPort) {}

    /** The numbers before the first byte of data: of the side with the lower port, and of the other side. */
    record Base(int low, int high) {}

    Optional<Base> find(Conversation conversation) {
        return Optional.ofNullable(byConversation.get(conversation));
    }

    SequenceBases with(Conversation conversation, Base base) {
        Map<Conversation, Base> more = new HashMap<>(byConversation);
        more.put(conversation, base);
        return new SequenceBases(more);
    }
}
