package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.LINGER;
import static socklab.kernel.ffm.CStructs.TIMEVAL;
import static socklab.kernel.ffm.CStructs.UCRED;
import static socklab.kernel.ffm.StructFields.offset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import socklab.call.Const;
import socklab.call.OptionBytes;
import socklab.call.OptionValue;
import socklab.call.OptionValue.Fields.Field;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketOption;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.tables.TcpInfo;

/** An option's value in memory: written from and read into an {@link OptionValue}. */
final class OptionCodec {
    /** The fields of SO_MEMINFO, 32 bits each. Source: linux/sock_diag.h. */
    private static final List<String> MEMINFO = List.of(
            "rmem_alloc", "rcvbuf", "wmem_alloc", "sndbuf", "fwd_alloc", "wmem_queued", "optmem", "backlog", "drops");

    private OptionCodec() {}

    /** Writes a value, and returns its {@code optlen}. */
    static int write(OptionValue value, SocketOption option, NativeMemory memory) {
        byte[] bytes = OptionBytes.of(value, option).toArray();
        memory.put(0, bytes);
        return bytes.length;
    }

    /** Reads a value of a length that the kernel reported. */
    static OptionValue read(SocketOption option, NativeMemory memory, int length) {
        return switch (option.kind()) {
            case INT,
                    SECONDS,
                    MILLIS,
                    MICROS,
                    SWITCH,
                    ERRNO,
                    TYPE,
                    DOMAIN,
                    PROTOCOL,
                    INTERFACE,
                    NET_INTERFACE,
                    DESCRIPTOR,
                    CHOICE,
                    FLAGS,
                    ICMP_TYPES -> new OptionValue.Number(number(memory, length));
            case LONG -> new OptionValue.Number(length < Long.BYTES ? number(memory, length) : memory.longAt(0));
            case TIME ->
                new OptionValue.Time(
                        memory.longAt(offset(TIMEVAL, "tv_sec")), memory.longAt(offset(TIMEVAL, "tv_usec")));
            case LINGER ->
                new OptionValue.Linger(
                        memory.intAt(offset(LINGER, "l_onoff")) != 0, memory.intAt(offset(LINGER, "l_linger")));
            case TEXT -> new OptionValue.Text(text(memory, length));
            case IN_ADDR -> new OptionValue.Interface4(new Inet4(memory.netIntAt(0), 0));
            case SOCKADDR ->
                SockaddrCodec.read(memory, length)
                        .<OptionValue>map(OptionValue.Address::new)
                        .orElseGet(() -> new OptionValue.Octets(memory.bytes(length)));
            case TXTIME -> txtime(memory, length);
            case OCTETS, KEY, MD5SIG, CC_INFO, SYN, MREQ, MREQ_SOURCE, MREQ6, PKTINFO6, GROUP_REQ, GROUP_SOURCE_REQ ->
                new OptionValue.Octets(memory.bytes(length));
            case PORT_RANGE ->
                new OptionValue.PortRange((int) number(memory, length) & 0xffff, (int) number(memory, length) >>> 16);
            case UCRED ->
                new OptionValue.Fields(Stream.of("pid", "uid", "gid")
                        .map(f -> new Field(f, Integer.toString(memory.intAt(offset(UCRED, f)))))
                        .toList());
            case MEMINFO -> meminfo(memory, length);
            case TCP_INFO -> TcpInfo.read(memory, length);
        };
    }

    /** Some options, such as IP_MULTICAST_TTL, return one byte if one byte is asked for; others return four. */
    private static long number(NativeMemory memory, int length) {
        return length >= Integer.BYTES ? memory.intAt(0) : length > 0 ? memory.byteAt(0) : 0;
    }

    private static String text(NativeMemory memory, int length) {
        byte[] bytes = memory.array(length);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static OptionValue txtime(NativeMemory memory, int length) {
        return length < 2 * Integer.BYTES
                ? new OptionValue.Octets(memory.bytes(length))
                : new OptionValue.Fields(List.of(
                        new Field("clockid", named(Const.Group.CLOCK, memory.intAt(0))),
                        new Field("flags", Const.flags(Const.Group.TXTIME, memory.intAt(Integer.BYTES)))));
    }

    private static String named(Const.Group group, int number) {
        return Const.of(group, number).map(Const::name).orElse(Integer.toString(number));
    }

    private static OptionValue meminfo(NativeMemory memory, int length) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < MEMINFO.size() && Integer.BYTES * (i + 1) <= length; i++) {
            fields.add(field(MEMINFO.get(i), memory, Integer.BYTES * i));
        }
        return new OptionValue.Fields(fields);
    }

    private static Field field(String name, NativeMemory memory, int offset) {
        return new Field(name, Integer.toUnsignedString(memory.intAt(offset)));
    }
}
