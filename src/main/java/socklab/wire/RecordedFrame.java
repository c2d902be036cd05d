package socklab.wire;

import java.util.List;
import socklab.packet.tcpdump.PacketLine;
import socklab.packet.tcpdump.SequenceBases;
import socklab.session.WireFrame;
import socklab.text.Message;

/**
 * A frame as it is kept.
 *
 * @param bases what relative sequence numbers referred to before it
 * @param lost whether it went no further
 * @param fate what became of it, in the order in which it did
 * @param cause the line that was being run when it came; empty if none was
 */
public record RecordedFrame(CableFrame frame, SequenceBases bases, boolean lost, List<Message> fate, String cause) {
    /** Whether the same segment was sent before. */
    boolean again() {
        return fate.stream().anyMatch(m -> m.key().equals("wire.again"));
    }

    /** It, as evidence of why a call ended as it did. */
    WireFrame evidence() {
        return new WireFrame(
                frame.at(),
                frame.number(),
                frame.from(),
                frame.to(),
                frame.bytes(),
                frame.housekeeping(),
                lost,
                again());
    }

    /** The line that tcpdump prints of it. */
    public String text() {
        return PacketLine.of(frame.bytes(), bases).text();
    }
}
