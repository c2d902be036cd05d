package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import socklab.call.OptionValue;
import socklab.call.OptionValue.Fields.Field;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketOption;

/** An option's value in memory: written from and read into an {@link OptionValue}. */
final class OptionCodec {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt NET_INT = INT.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong NET_LONG = LONG.withOrder(BIG_ENDIAN);
    private static final List<String> MEMINFO = List.of("rmem_alloc", "rcvbuf", "wmem_alloc", "sndbuf", "fwd_alloc",
            "wmem_queued", "optmem", "backlog", "drops");

    private OptionCodec() {}

    /** Writes a value, and returns its {@code optlen}. */
    static int write(OptionValue value, SocketOption option, MemorySegment memory) {
        switch (value) {
            case OptionValue.Number v -> {
                if (option.kind() == SocketOption.Kind.LONG) {
                    memory.set(LONG, 0, v.value());
                    return 8;
                }
                memory.set(INT, 0, (int) v.value());
                return 4;
            }
            case OptionValue.Time v -> {
                memory.set(LONG, 0, v.seconds());
                memory.set(LONG, 8, v.micros());
                return 16;
            }
            case OptionValue.Linger v -> {
                memory.set(INT, 0, v.on() ? 1 : 0);
                memory.set(INT, 4, v.seconds());
                return 8;
            }
            case OptionValue.Text v -> {
                byte[] text = v.text().getBytes(StandardCharsets.UTF_8);
                MemorySegment.copy(text, 0, memory, JAVA_BYTE, 0, text.length);
                return text.length;
            }
            case OptionValue.Interface4 v -> {
                memory.set(NET_INT, 0, v.address().address());
                return 4;
            }
            case OptionValue.Group4 v -> {
                memory.set(NET_INT, 0, v.group().address());
                memory.set(NET_INT, 4, v.via().address());
                return 8;
            }
            case OptionValue.Group6 v -> {
                memory.set(NET_LONG, 0, v.group().high());
                memory.set(NET_LONG, 8, v.group().low());
                memory.set(INT, 16, v.index());
                return 20;
            }
            case OptionValue.Fields _ -> throw new IllegalArgumentException(option + " is only for reading");
        }
    }

    /** Reads a value of a length that the kernel reported. */
    static OptionValue read(SocketOption option, MemorySegment memory, int length) {
        return switch (option.kind()) {
            case INT, SWITCH, ERRNO, TYPE, DOMAIN, PROTOCOL, INTERFACE -> new OptionValue.Number(number(memory, length));
            case LONG -> new OptionValue.Number(length < 8 ? number(memory, length) : memory.get(LONG, 0));
            case TIME -> new OptionValue.Time(memory.get(LONG, 0), memory.get(LONG, 8));
            case LINGER -> new OptionValue.Linger(memory.get(INT, 0) != 0, memory.get(INT, 4));
            case TEXT -> new OptionValue.Text(text(memory, length));
            case IN_ADDR -> new OptionValue.Interface4(new Inet4(memory.get(NET_INT, 0), 0));
            case MREQ, MREQ6 -> new OptionValue.Number(number(memory, length));
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
