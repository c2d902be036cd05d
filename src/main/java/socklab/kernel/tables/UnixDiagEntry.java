package socklab.kernel.tables;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketOption;
import socklab.kernel.SocketStatus;
import socklab.kernel.libc.TcpInfo;

/** An entry of the table of Unix-domain sockets: {@code struct unix_diag_msg}. Source: linux/unix_diag.h. */
final class UnixDiagEntry {
    private static final int SIZE = 16;
    private static final int NAME = 0;
    private static final int PEER = 2;
    private static final int RQLEN = 4;
    private static final int MEMINFO = 5;
    private static final int SHUTDOWN = 6;

    private UnixDiagEntry() {}

    /** The socket's name as the kernel has it: an abstract one begins with a zero. */
    static Optional<byte[]> name(ByteBuffer entry) {
        return Optional.ofNullable(NetlinkSocket.attributes(entry, SIZE).get(NAME))
                .map(b -> {
                    byte[] bytes = new byte[b.remaining()];
                    b.get(0, bytes);
                    return bytes;
                });
    }

    static SocketStatus status(ByteBuffer entry, LongFunction<Optional<byte[]>> names, boolean nonBlocking) {
        Map<Integer, ByteBuffer> attributes = NetlinkSocket.attributes(entry, SIZE);
        Optional<Long> peer = Optional.ofNullable(attributes.get(PEER))
                .map(b -> Integer.toUnsignedLong(b.getInt(0)))
                .filter(n -> n != 0);
        int[] queues = InetDiagEntry.ints(Optional.ofNullable(attributes.get(RQLEN)));
        int[] memory = InetDiagEntry.ints(Optional.ofNullable(attributes.get(MEMINFO)));
        Map<SocketOption, String> options = new EnumMap<>(SocketOption.class);
        BufferSizes.differing(memory, false, options);
        SocketStatus.More more = new SocketStatus.More(
                Optional.of(Integer.toUnsignedLong(entry.getInt(4))),
                peer,
                InetDiagEntry.shut(Optional.ofNullable(attributes.get(SHUTDOWN))),
                Optional.empty(),
                options);
        return new SocketStatus(
                name(entry).map(UnixDiagEntry::address),
                peer.flatMap(names::apply).map(UnixDiagEntry::address),
                Optional.of(TcpInfo.state(entry.get(2) & 0xff)),
                nonBlocking,
                queues.length > 0 ? Integer.toUnsignedLong(queues[0]) : 0,
                queues.length > 1 ? Integer.toUnsignedLong(queues[1]) : 0,
                0,
                0,
                more);
    }

    private static SocketAddress address(byte[] name) {
        if (name.length > 0 && name[0] == 0) {
            return new Unix(Unix.Kind.ABSTRACT, new String(name, 1, name.length - 1, StandardCharsets.ISO_8859_1));
        }
        return new Unix(Unix.Kind.PATH, new String(name, StandardCharsets.ISO_8859_1).replaceFirst("\0.*$", ""));
    }
}
