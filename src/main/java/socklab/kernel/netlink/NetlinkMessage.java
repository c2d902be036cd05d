package socklab.kernel.netlink;

import static socklab.kernel.ffm.NetlinkStructs.NLATTR;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import socklab.kernel.ffm.NativeMemory;

/**
 * The part of a netlink message after its header: a fixed structure, then attributes.
 *
 * <p>Source: netlink(7), {@code struct nlattr}; {@code NLA_ALIGN}.
 */
public final class NetlinkMessage {
    private static final int ATTRIBUTE_HEADER = size(NLATTR);
    private static final int LENGTH = offset(NLATTR, "nla_len");
    private static final int TYPE = offset(NLATTR, "nla_type");
    /** Without the bits NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
    private static final int TYPE_MASK = 0x3fff;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A message without a fixed structure: the attributes of a nested attribute. */
    public NetlinkMessage() {}

    /** A message that begins with a fixed structure. */
    public NetlinkMessage(NativeMemory fixed) {
        append(fixed.array(fixed.size()));
    }

    /** Adds a fixed structure or raw bytes, padded to the alignment of netlink. */
    public NetlinkMessage append(byte[] data) {
        bytes.writeBytes(Arrays.copyOf(data, aligned(data.length)));
        return this;
    }

    /** Adds an attribute. */
    public NetlinkMessage attribute(int type, byte[] value) {
        NativeMemory header = NativeMemory.onHeap(ATTRIBUTE_HEADER);
        header.putShort(LENGTH, ATTRIBUTE_HEADER + value.length);
        header.putShort(TYPE, type);
        bytes.writeBytes(header.array(ATTRIBUTE_HEADER));
        return append(value);
    }

    /** Adds an attribute that holds a number of 32 bits in the machine's byte order. */
    public NetlinkMessage attribute(int type, int value) {
        NativeMemory number = NativeMemory.onHeap(Integer.BYTES);
        number.putInt(0, value);
        return attribute(type, number.array(Integer.BYTES));
    }

    /** Adds an attribute that holds a text with a terminating NUL. */
    public NetlinkMessage attribute(int type, String value) {
        return attribute(type, (value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an attribute that holds attributes. */
    public NetlinkMessage attribute(int type, NetlinkMessage nested) {
        return attribute(type, nested.toArray());
    }

    /** The message's bytes. */
    public byte[] toArray() {
        return bytes.toByteArray();
    }

    /**
     * The attributes after a message's fixed structure, by type.
     *
     * @param fixed the size of the fixed structure
     */
    public static Map<Integer, NativeMemory> attributes(NativeMemory message, int fixed) {
        Map<Integer, NativeMemory> found = new HashMap<>();
        int at = aligned(fixed);
        while (at + ATTRIBUTE_HEADER <= message.size()) {
            int length = message.shortAt(at + LENGTH);
            if (length < ATTRIBUTE_HEADER || at + length > message.size()) {
                break;
            }
            found.put(
                    message.shortAt(at + TYPE) & TYPE_MASK,
                    message.slice(at + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER));
            at += aligned(length);
        }
        return found;
    }

    /** A length rounded up to a multiple of 4. */
    static int aligned(int length) {
        return (length + 3) & ~3;
    }
}
