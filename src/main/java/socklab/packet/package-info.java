/**
 * One frame, decoded: pure data and pure text.
 *
 * <p>{@link socklab.packet.Packet} has what decisions and views ask of a frame: who sends what to whom.
 * {@link socklab.packet.Dissection} has every field of every header with its place, for
 * {@link socklab.packet.PacketDrawing}. {@link socklab.packet.tcpdump.PacketLine} has the line that tcpdump prints.
 * {@link socklab.packet.PcapngWriter} writes frames into a file for other programs.
 *
 * <p><b>Why</b> the line does not come from the dissection: tcpdump prints a malformed frame up to the byte at which it
 * finds the fault, in the order of its own checks. The text equals tcpdump's only if the bytes are read in that order.
 */
package socklab.packet;
