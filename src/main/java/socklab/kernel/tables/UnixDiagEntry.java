package socklab.kernel.tables;

import static socklab.kernel.ffm.NetlinkStructs.UNIX_DIAG_MSG;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketOption;
import socklab.kernel.SocketStatus;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.netlink.NetlinkMessage;

/**
 * An entry of the table of Unix-domain sockets: {@code struct unix_diag_msg}, then attributes.
 *
 * <p>Source: linux/unix_diag.h; sock_diag(7).
 */
final class UnixDiagEntry {
    private static final int STATE = offset(UNIX_DIAG_MSG, "udiag_state");
    private static final int INODE = offset(UNIX_DIAG_MSG, "udiag_ino");

    /** Attributes. Source: linux/unix_diag.h. */
    private static final int UNIX_DIAG_NAME = 0;

    private static final int UNIX_DIAG_PEER = 2;
    private static final int UNIX_DIAG_RQLEN = 4;
    private static final int UNIX_DIAG_MEMINFO = 5;
    private static final int UNIX_DIAG_SHUTDOWN = 6;

    /** {@code struct unix_diag_rqlen}: the receive queue, then the send queue. */
    private static final int RECEIVE_QUEUE = 0;

    private static final int SEND_QUEUE = 1;

    private UnixDiagEntry() {}

    private static Map<Integer, NativeMemory> attributes(NativeMemory entry) {
        return NetlinkMessage.attributes(entry, size(UNIX_DIAG_MSG));
    }

    /** The socket's name as the kernel stores it: an abstract one begins with a zero byte. */
    static Optional<byte[]> name(NativeMemory entry) {
        return Optional.ofNullable(attributes(entry).get(UNIX_DIAG_NAME)).map(b -> b.array(b.size()));
    }

    /**
     * What an entry says.
     *
     * @param names finds the name of a socket by its inode
     */
    static SocketStatus status(
            NativeMemory entry, LongFunction<Optional<byte[]>> names, boolean nonBlocking, NetworkFiles files) {
        Map<Integer, NativeMemory> attributes = attributes(entry);
        Optional<Long> peer = Optional.ofNullable(attributes.get(UNIX_DIAG_PEER))
                .map(b -> Integer.toUnsignedLong(b.intAt(0)))
                .filter(n -> n != 0);
        int[] queues = InetDiagEntry.numbers(Optional.ofNullable(attributes.get(UNIX_DIAG_RQLEN)));
        int[] memory = InetDiagEntry.numbers(Optional.ofNullable(attributes.get(UNIX_DIAG_MEMINFO)));
        Map<SocketOption, String> options = new EnumMap<>(SocketOption.class);
        BufferSizes.addChanged(memory, false, files, options);
        SocketStatus.More more = new SocketStatus.More(
                Optional.of(Integer.toUnsignedLong(entry.intAt(INODE))),
                peer,
                InetDiagEntry.shutDirections(Optional.ofNullable(attributes.get(UNIX_DIAG_SHUTDOWN))),
                Optional.empty(),
                options,
                Optional.empty());
        return SocketStatus.builder()
                .local(name(entry).map(UnixDiagEntry::address))
                .remote(peer.flatMap(names::apply).map(UnixDiagEntry::address))
                .state(TcpInfo.state(entry.byteAt(STATE)))
                .nonBlocking(nonBlocking)
                .receiveQueue(queues.length > RECEIVE_QUEUE ? Integer.toUnsignedLong(queues[RECEIVE_QUEUE]) : 0)
                .sendQueue(queues.length > SEND_QUEUE ? Integer.toUnsignedLong(queues[SEND_QUEUE]) : 0)
                .more(more)
                .build();
    }

    private static SocketAddress address(byte[] name) {
        if (name.length > 0 && name[0] == 0) {
            return new Unix(Unix.Kind.ABSTRACT, new String(name, 1, name.length - 1, StandardCharsets.ISO_8859_1));
        }
        return new Unix(Unix.Kind.PATH, new String(name, StandardCharsets.ISO_8859_1).replaceFirst("\0.*$", ""));
    }
}
