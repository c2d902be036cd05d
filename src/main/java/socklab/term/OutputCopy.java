package socklab.term;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import socklab.shell.ScreenSize;
import socklab.shell.ScreenTap;

/**
 * A copy of what a terminal is given, for taps: text and bytes in the order in which they came. Without a tap it keeps
 * nothing.
 */
final class OutputCopy {
    private final StringBuilder written = new StringBuilder();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** The beginning of a character whose other bytes have not come. */
    private ByteBuffer rest = ByteBuffer.allocate(0);

    private volatile List<ScreenTap> taps = List.of();

    /** Connects a tap. */
    synchronized void tap(ScreenTap tap) {
        flush();
        taps = Stream.concat(taps.stream(), Stream.of(tap)).toList();
    }

    /** Disconnects a tap. */
    synchronized void untap(ScreenTap tap) {
        flush();
        taps = taps.stream().filter(t -> t != tap).toList();
    }

    /** Tells the taps that the screen has another size. */
    void resized(ScreenSize size) {
        taps.forEach(t -> t.resized(size));
    }

    /** Tells the taps that a line of a lab is about to be shown. */
    void step(String line) {
        taps.forEach(t -> t.step(line));
    }

    void add(char[] text, int from, int count) {
        if (!taps.isEmpty()) {
            synchronized (this) {
                written.append(text, from, count);
            }
        }
    }

    void add(byte[] bytes, int from, int count) {
        if (!taps.isEmpty()) {
            synchronized (this) {
                ByteBuffer in = ByteBuffer.allocate(rest.remaining() + count)
                        .put(rest)
                        .put(bytes, from, count)
                        .flip();
                CharBuffer out = CharBuffer.allocate(in.remaining());
                decoder.decode(in, out, false);
                written.append(out.flip());
                rest = in;
            }
        }
    }

    /** Hands over what has come. */
    void flush() {
        if (taps.isEmpty()) {
            return;
        }
        synchronized (this) {
            String text = written.toString();
            written.setLength(0);
            if (!text.isEmpty()) {
                String shown = text.replace("\r\n", "\n").replace("\n", "\r\n"); // as the terminal's driver does
                taps.forEach(t -> t.shown(shown));
            }
        }
    }
}
