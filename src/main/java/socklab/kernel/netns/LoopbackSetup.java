package socklab.kernel.netns;

import static socklab.kernel.ffm.NetlinkStructs.IFINFOMSG;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.netlink.NetlinkSocket;
import socklab.text.Message;

/**
 * Makes a new network namespace usable: brings the loopback interface up, and allows ping sockets.
 *
 * <p>Source: rtnetlink(7), netdevice(7), icmp(7).
 */
final class LoopbackSetup {
    private static final int RTM_NEWLINK = 16;
    private static final int IFF_UP = 1;
    /**
     * {@code LOOPBACK_IFINDEX}: the loopback interface is the first one of every namespace. Source:
     * net/net_namespace.h.
     */
    private static final int LOOPBACK_INDEX = 1;

    private static final Path PING_GROUPS = Path.of("/proc/sys/net/ipv4/ping_group_range");

    private LoopbackSetup() {}

    /**
     * Configures the current thread's namespace.
     *
     * @throws UnsupportedEnvironment if the kernel refuses to bring the interface up
     */
    static void run() {
        bringUp();
        allowPing();
    }

    /** The kernel gives the interface 127.0.0.1 and ::1 as it comes up. */
    private static void bringUp() {
        NativeMemory link = NativeMemory.onHeap(size(IFINFOMSG));
        link.putInt(offset(IFINFOMSG, "ifi_index"), LOOPBACK_INDEX);
        link.putInt(offset(IFINFOMSG, "ifi_flags"), IFF_UP);
        link.putInt(offset(IFINFOMSG, "ifi_change"), IFF_UP);
        try (NetlinkSocket route = NetlinkSocket.open(NetlinkSocket.Protocol.NETLINK_ROUTE)
                .orElseThrow(() -> new UnsupportedEnvironment(Message.of("cannot.netlink")))) {
            switch (route.change(RTM_NEWLINK, 0, link.array(link.size()))) {
                case NetlinkSocket.Answer.Complete _ -> {}
                case NetlinkSocket.Answer.Refused refused ->
                    throw new UnsupportedEnvironment(Message.of(
                            "cannot.call", "RTM_NEWLINK lo", refused.errno().describe()));
            }
        }
    }

    /** A new namespace allows no group to open ping sockets. A user namespace knows only the group of its user. */
    private static void allowPing() {
        int group = ThreadNamespace.groupId();
        try {
            Files.writeString(PING_GROUPS, group + " " + group);
        } catch (IOException e) {
            // labs that ping are skipped then, with the reason that they need ping sockets
            return;
        }
    }
}
