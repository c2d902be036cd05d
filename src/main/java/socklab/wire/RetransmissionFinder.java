package socklab.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.packet.Packet;
import socklab.packet.TcpFlag;
import socklab.text.Message;

/** Recognizes a segment that a host sends again, by its ports, its sequence number and its length. */
final class RetransmissionFinder {
    private static final int MOST = 8192;
    private static final double SECOND = 1e9;

    private final Map<Segment, Sent> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Segment, Sent> eldest) {
            return size() > MOST;
        }
    };

    private record Segment(String from, Bytes source, int sourcePort, int destinationPort, long sequence, int length) {}

    private record Sent(long number, long at) {}

    /** How long after the same segment a frame comes; nothing for one that is new or carries nothing. */
    Optional<Message> again(CableFrame frame, Packet packet) {
        if (!(packet.transport() instanceof Packet.Transport.Tcp tcp)) {
            return Optional.empty();
        }
        int length = tcp.payload() + (tcp.has(TcpFlag.SYN) ? 1 : 0) + (tcp.has(TcpFlag.FIN) ? 1 : 0);
        if (length == 0) {
            return Optional.empty();
        }
        Segment segment = new Segment(
                frame.from(),
                packet.ip().orElseThrow().source(),
                tcp.sourcePort(),
                tcp.destinationPort(),
                tcp.sequence(),
                length);
        Sent sent = new Sent(frame.number(), frame.at());
        return Optional.ofNullable(seen.put(segment, sent))
                .map(before -> Message.of("wire.again", seconds(sent.at() - before.at()), before.number()));
    }

    private static String seconds(long nanos) {
        return String.format("%.2f", nanos / SECOND);
    }
}
