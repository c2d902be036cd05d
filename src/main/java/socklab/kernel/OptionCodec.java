package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import socklab.call.Bytes;
import socklab.call.OptionBytes;
import socklab.call.OptionValue;
import socklab.call.OptionValue.Fields.Field;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketOption;

/** An option's value in memory: written from and read into an {@link OptionValue}. */
final class OptionCodec {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt NET_INT = INT.withOrder(BIG_ENDIAN);
    private static final List<String> MEMINFO = List.of("rmem_alloc", "rcvbuf", "wmem_alloc", "sndbuf", "fwd_alloc",
            "wmem_queued", "optmem", "backlog", "drops");

    private OptionCodec() {}

    /** Writes a value, and returns its {@code optlen}. */
    static int write(OptionValue value, SocketOption option, MemorySegment memory) {
        byte[] bytes = OptionBytes.of(value, option).toArray();
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, bytes.length);
        return bytes.length;
    }

    /** Reads a value of a length that the kernel reported. */
    static OptionValue read(SocketOption option, MemorySegment memory, int length) {
        return switch (option.kind()) {
            case INT, SWITCH, ERRNO, TYPE, DOMAIN, PROTOCOL, INTERFACE, CHOICE, FLAGS -> new OptionValue.Number(number(memory, length));
            case LONG -> new OptionValue.Number(length < 8 ? number(memory, length) : memory.get(LONG, 0));
            case TIME -> new OptionValue.Time(memory.get(LONG, 0), memory.get(LONG, 8));
            case LINGER -> new OptionValue.Linger(memory.get(INT, 0) != 0, memory.get(INT, 4));
            case TEXT -> new OptionValue.Text(text(memory, length));
            case IN_ADDR -> new OptionValue.Interface4(new Inet4(memory.get(NET_INT, 0), 0));
            case OCTETS, SYN, MREQ, MREQ_SOURCE, MREQ6, PKTINFO6, GROUP_REQ, GROUP_SOURCE_REQ ->
                    new OptionValue.Octets(Bytes.of(memory.asSlice(0, length).toArray(JAVA_BYTE)));
            case PORT_RANGE -> new OptionValue.PortRange((int) number(memory, length) & 0xffff, (int) number(memory, length) >>> 16);
            case UCRED -> new OptionValue.Fields(List.of(field("pid", memory, 0), field("uid", memory, 4), field("gid", memory, 8)));
            case MEMINFO -> meminfo(memory, length);
            case TCP_INFO -> TcpInfo.read(memory, length);
        };
    }

    /** Some options (IP_MULTICAST_TTL, say) answer with one byte when one byte is asked for; others with four. */
    private static long number(MemorySegment memory, int length) {
        return length >= 4 ? memory.get(INT, 0) : length > 0 ? memory.get(JAVA_BYTE, 0) & 0xff : 0;
    }

    private static String text(MemorySegment memory, int length) {
        byte[] bytes = memory.asSlice(0, length).toArray(JAVA_BYTE);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static OptionValue meminfo(MemorySegment memory, int length) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < MEMINFO.size() && 4 * i + 4 <= length; i++) {
            fields.add(field(MEMINFO.get(i), memory, 4L * i));
        }
        return new OptionValue.Fields(fields);
    }

    private static Field field(String name, MemorySegment memory, long offset) {
        return new Field(name, Integer.toUnsignedString(memory.get(INT, offset)));
    }
}
