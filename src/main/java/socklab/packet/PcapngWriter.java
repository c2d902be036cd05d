package socklab.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;

/**
 * Writes a capture file that Wireshark and tcpdump read. The caller closes the stream.
 *
 * <p>Source: draft-ietf-opsawg-pcapng.
 */
public final class PcapngWriter {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final long LENGTH_UNKNOWN = -1;
    private static final short ETHERNET = 1;
    private static final int COMMENT = 1;
    private static final int NAME = 2;
    private static final int DESCRIPTION = 3;
    private static final int APPLICATION = 4;
    private static final int TIME_RESOLUTION = 9;
    private static final byte NANOSECONDS = 9;
    private static final int LONGEST_OPTION = 0xfffc;

    private final OutputStream out;

    /** An interface of the capture: a packet names the one that it was seen on by its index. */
    public record Interface(String name, String description) {}

    /** Writes the head of the file and its interfaces. */
    public PcapngWriter(OutputStream out, String application, List<Interface> interfaces) throws IOException {
        this.out = out;
        ByteBuffer head = buffer(16);
        head.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(LENGTH_UNKNOWN);
        block(SECTION, head.array(), option(APPLICATION, text(application)));
        for (Interface i : interfaces) {
            ByteBuffer link = buffer(8).putShort(ETHERNET).putShort((short) 0).putInt(0);
            block(
                    INTERFACE,
                    link.array(),
                    option(NAME, text(i.name())),
                    option(DESCRIPTION, text(i.description())),
                    option(TIME_RESOLUTION, new byte[] {NANOSECONDS}));
        }
    }

    /**
     * Writes a frame.
     *
     * @param nanoseconds when it was seen, since 1970
     * @param comment what a reader sees beside it
     */
    public void write(int onInterface, long nanoseconds, Bytes frame, Optional<String> comment) throws IOException {
        int padded = padded(frame.length());
        ByteBuffer packet = buffer(20 + padded);
        packet.putInt(onInterface).putInt((int) (nanoseconds >>> 32)).putInt((int) nanoseconds);
        packet.putInt(frame.length()).putInt(frame.length());
        frame.copyTo(packet, packet.position());
        if (comment.isPresent()) {
            block(PACKET, packet.array(), option(COMMENT, text(comment.get())));
        } else {
            block(PACKET, packet.array());
        }
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_OPTION ? bytes : text(text.substring(0, text.length() / 2));
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    private static byte[] option(int code, byte[] value) {
        ByteBuffer option = buffer(4 + padded(value.length));
        return option.putShort((short) code)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    /** Writes a block; options, if there are any, end with the end-of-options option. */
    private void block(int type, byte[] body, byte[]... options) throws IOException {
        int size = 12 + body.length;
        for (byte[] option : options) {
            size += option.length;
        }
        size += options.length > 0 ? 4 : 0;
        ByteBuffer block = buffer(size).putInt(type).putInt(size).put(body);
        for (byte[] option : options) {
            block.put(option);
        }
        if (options.length > 0) {
            block.putInt(0);
        }
        out.write(block.putInt(size).array());
    }
}
