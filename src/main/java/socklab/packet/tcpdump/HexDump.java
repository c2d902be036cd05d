package socklab.packet.tcpdump;

import java.util.List;
import java.util.function.Function;
import socklab.call.Bytes;
import socklab.packet.HexLines;

/** Bytes as lines of hex after the text of a frame. */
final class HexDump {
    private final FrameReader reader;

    HexDump(FrameReader reader) {
        this.reader = reader;
    }

    /** Prints hex and the characters. */
    void printWithText(String indent, int at, int length) {
        print(indent, at, length, HexLines::withText);
    }

    /** Prints hex only. */
    void print(String indent, int at, int length) {
        print(indent, at, length, HexLines::of);
    }

    private void print(String indent, int at, int length, Function<Bytes, List<String>> form) {
        int shown = Math.max(0, Math.min(length, reader.available(at)));
        form.apply(reader.bytes(at, shown)).forEach(line -> reader.print(indent + line));
        if (shown < length) {
            throw new TruncatedFrame();
        }
    }
}
