package socklab.session;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import socklab.call.Const;
import socklab.call.SocketAddress;

/**
 * Addresses of packet and netlink sockets as text: {@code packet lo}, {@code netlink 1234}. Source: packet(7),
 * netlink(7).
 */
final class LinkText {
    private static final int NETLINK_PID = 2;
    private static final int LINK_INDEX = 2;

    private LinkText() {}

    static String show(SocketAddress.Other address) {
        ByteBuffer data = ByteBuffer.wrap(address.data().toArray()).order(ByteOrder.nativeOrder());
        if (address.number() == Const.AF_NETLINK.value() && data.capacity() >= NETLINK_PID + Integer.BYTES) {
            return "netlink " + Integer.toUnsignedString(data.getInt(NETLINK_PID));
        }
        return address.number() == Const.AF_PACKET.value() && data.capacity() >= LINK_INDEX + Integer.BYTES
                ? "packet " + name(data.getInt(LINK_INDEX))
                : "family " + address.number();
    }

    private static String name(int index) {
        try {
            return index <= 0
                    ? "*"
                    : NetworkInterface.networkInterfaces()
                            .filter(i -> i.getIndex() == index)
                            .map(NetworkInterface::getName)
                            .findFirst()
                            .orElse(Integer.toString(index));
        } catch (SocketException e) {
            return Integer.toString(index);
        }
    }
}
