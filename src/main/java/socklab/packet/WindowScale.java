package socklab.packet;

import java.util.OptionalInt;
import socklab.call.Bytes;

/** The window scale option of a TCP segment. Source: RFC 7323 §2.2. */
public final class WindowScale {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int WINDOW_SCALE = 3;
    private static final int FIXED_HEADER = 20;

    private WindowScale() {}

    /** By how many bits windows are to be shifted; empty if the segment has no such option. */
    public static OptionalInt of(Packet packet) {
        if (!(packet.transport() instanceof Packet.Transport.Tcp tcp)) {
            return OptionalInt.empty();
        }
        Bytes frame = packet.frame();
        int at = packet.ip().orElseThrow().payloadAt() + FIXED_HEADER;
        int end = at - FIXED_HEADER + tcp.headerLength();
        while (at < end && frame.at(at) != END) {
            if (frame.at(at) == NO_OPERATION) {
                at++;
            } else if (at + 2 < end && frame.at(at) == WINDOW_SCALE) {
                return OptionalInt.of(frame.at(at + 2));
            } else if (at + 1 < end && frame.at(at + 1) >= 2) {
                at += frame.at(at + 1);
            } else {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }
}
