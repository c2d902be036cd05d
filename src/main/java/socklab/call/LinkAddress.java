package socklab.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes and reads the addresses that packet and netlink sockets are bound to. Source: packet(7), netlink(7). */
public final class LinkAddress {
    /** {@code struct sockaddr_ll} and {@code struct sockaddr_nl} without their family. */
    private static final int PACKET_SIZE = 18;

    private static final int NETLINK_SIZE = 10;
    private static final int PACKET_INTERFACE = 2;
    private static final int NETLINK_PORT = 2;
    private static final int NETLINK_GROUPS = 6;

    private LinkAddress() {}

    /**
     * The address of a packet socket.
     *
     * @param index the interface; 0 for all
     * @param protocol the EtherType, host order; 0 leaves that of the socket
     */
    public static SocketAddress.Other packet(int index, int protocol) {
        ByteBuffer data = ByteBuffer.allocate(PACKET_SIZE);
        data.putShort((short) protocol); // network order
        data.order(ByteOrder.nativeOrder()).putInt(PACKET_INTERFACE, index);
        return new SocketAddress.Other(Const.AF_PACKET.value(), Bytes.of(data.array()));
    }

    /**
     * The address of a netlink socket.
     *
     * @param port its number; 0 lets the kernel choose
     * @param groups the multicast groups, a bit for each
     */
    public static SocketAddress.Other netlink(int port, int groups) {
        ByteBuffer data = ByteBuffer.allocate(NETLINK_SIZE).order(ByteOrder.nativeOrder());
        data.putInt(NETLINK_PORT, port).putInt(NETLINK_GROUPS, groups);
        return new SocketAddress.Other(Const.AF_NETLINK.value(), Bytes.of(data.array()));
    }

    /** The interface of a packet socket's address; 0 for all. */
    public static int index(SocketAddress.Other packet) {
        return number(packet, PACKET_INTERFACE);
    }

    /** The number of a netlink socket's address. */
    public static int port(SocketAddress.Other netlink) {
        return number(netlink, NETLINK_PORT);
    }

    private static int number(SocketAddress.Other address, int at) {
        return address.data().length() < at + Integer.BYTES
                ? 0
                : ByteBuffer.wrap(address.data().toArray())
                        .order(ByteOrder.nativeOrder())
                        .getInt(at);
    }
}
