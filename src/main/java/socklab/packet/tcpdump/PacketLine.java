package socklab.packet.tcpdump;

import socklab.call.Bytes;

/**
 * What {@code tcpdump -nn} prints of one Ethernet frame, without the time stamp.
 *
 * @param text the line, or the lines: tcpdump prints what it cannot decode as lines of hex, each after a tab
 * @param bases the bases of relative sequence numbers, for the next frame
 * @param exact false where tcpdump has a decoder of its own for a protocol or port that socklab does not decode;
 *     then the text is right up to that protocol and only names its length
 */
public record PacketLine(String text, SequenceBases bases, boolean exact) {

    /**
     * The line of a frame. Never fails: a malformed frame has the text that tcpdump prints of it.
     *
     * @param frame the frame from its destination address on, without the frame check sequence
     * @param bases the bases after the frame before it
     */
    public static PacketLine of(Bytes frame, SequenceBases bases) {
        FrameReader reader = new FrameReader(frame.toArray(), bases);
        if (frame.length() == 0) {
            return new PacketLine("[Invalid header: caplen==0, len==0]", bases, true);
        }
        try {
            new EthernetLine(reader).print(0, frame.length());
        } catch (TruncatedFrame e) {
            reader.printTruncated();
        }
        return reader.line();
    }
}
