package socklab.wire;

import java.util.List;
import socklab.packet.tcpdump.PacketLine;
import socklab.packet.tcpdump.SequenceBases;
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
    /** The line that tcpdump prints of it. */
    public String text() {
        return PacketLine.of(frame.bytes(), bases).text();
    }
}
