package socklab.wire.link;

import static socklab.kernel.ffm.NetlinkStructs.IFADDRMSG;
import static socklab.kernel.ffm.NetlinkStructs.IFINFOMSG;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.ffm.CStructs;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.netlink.NetlinkMessage;
import socklab.kernel.netlink.NetlinkSocket;
import socklab.text.Message;

/**
 * Makes and configures network interfaces in the network namespace of the current thread.
 *
 * <p>Source: rtnetlink(7); linux/if_link.h; linux/if_addr.h; linux/veth.h; linux/ethtool.h.
 */
public final class LinkConfigurator implements AutoCloseable {
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_NEWADDR = 20;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_QDISC = 6;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_PID = 19;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_F_NODAD = 2;
    private static final int IFF_UP = 1;
    private static final long SIOCETHTOOL = 0x8946;
    private static final int IFR_DATA = 16;

    /** The queue of an interface that loses what it is given. */
    private static final String NO_QUEUE = "noop";

    private static final long LONGEST_WAIT = 10_000_000_000L;
    private static final long LOOK_AGAIN = 200_000;

    /** Transmit checksums, TCP and generic segmentation, generic receive offload: ETHTOOL_STXCSUM, STSO, SGSO, SGRO. */
    private static final List<Integer> OFFLOADS = List.of(0x17, 0x1f, 0x24, 0x2c);

    private final NetlinkSocket route;

    private LinkConfigurator(NetlinkSocket route) {
        this.route = route;
    }

    /** Opens the way to configure the current thread's namespace. The caller closes it. */
    public static LinkConfigurator open() {
        return new LinkConfigurator(NetlinkSocket.open(NetlinkSocket.Protocol.NETLINK_ROUTE)
                .orElseThrow(() -> new UnsupportedEnvironment(Message.of("cannot.netlink"))));
    }

    /**
     * Makes a pair of interfaces: what one sends the other receives.
     *
     * @param near the name of the one in this namespace
     * @param far the name of the other
     * @param farThread a thread in the namespace of the other, by the kernel's number
     * @param farAddress the hardware address of the other, 6 bytes
     */
    public void makePair(String near, String far, int farThread, Bytes farAddress) {
        NativeMemory fixed = NativeMemory.onHeap(size(IFINFOMSG));
        NetlinkMessage peer = new NetlinkMessage(fixed)
                .attribute(IFLA_IFNAME, far)
                .attribute(IFLA_ADDRESS, farAddress.toArray())
                .attribute(IFLA_NET_NS_PID, farThread);
        NetlinkMessage info = new NetlinkMessage()
                .attribute(IFLA_INFO_KIND, "veth")
                .attribute(IFLA_INFO_DATA, new NetlinkMessage().attribute(VETH_INFO_PEER, peer));
        NetlinkMessage link =
                new NetlinkMessage(fixed).attribute(IFLA_IFNAME, near).attribute(IFLA_LINKINFO, info);
        change("RTM_NEWLINK veth", RTM_NEWLINK, NetlinkSocket.NLM_F_CREATE | NetlinkSocket.NLM_F_EXCL, link);
    }

    /** Lets the kernel send whole segments with whole checksums: what the device would do later is done before. */
    public void offloadsOff(String name) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            int fd =
                    (int) Libc.call(Libc.function("socket"), state, Const.AF_INET.value(), Const.SOCK_DGRAM.value(), 0);
            for (int offload : OFFLOADS) {
                NativeMemory value = NativeMemory.in(arena, 2L * Integer.BYTES);
                value.putInt(0, offload);
                NativeMemory request = NativeMemory.in(arena, size(CStructs.IFREQ));
                request.put(0, Bytes.utf8(name).toArray());
                request.putLong(IFR_DATA, value.address());
                if (Libc.call(Libc.function("ioctl"), state, fd, SIOCETHTOOL, request.address()) < 0) {
                    int errno = state.errno();
                    Libc.call(Libc.function("close"), state, fd);
                    throw new UnsupportedEnvironment(
                            Message.of("cannot.call", "SIOCETHTOOL " + name, "errno " + errno));
                }
            }
            Libc.call(Libc.function("close"), state, fd);
        }
    }

    /** Adds an IPv4 or IPv6 address; an IPv6 address is used at once, without asking whether another host has it. */
    public void addAddress(String name, Bytes address, int prefixLength) {
        NativeMemory fixed = NativeMemory.onHeap(size(IFADDRMSG));
        Const family = address.length() == 4 ? Const.AF_INET : Const.AF_INET6;
        fixed.putByte(offset(IFADDRMSG, "ifa_family"), family.value());
        fixed.putByte(offset(IFADDRMSG, "ifa_prefixlen"), prefixLength);
        fixed.putByte(offset(IFADDRMSG, "ifa_flags"), IFA_F_NODAD);
        fixed.putInt(offset(IFADDRMSG, "ifa_index"), index(name));
        NetlinkMessage message = new NetlinkMessage(fixed)
                .attribute(IFA_LOCAL, address.toArray())
                .attribute(IFA_ADDRESS, address.toArray());
        change("RTM_NEWADDR " + name, RTM_NEWADDR, NetlinkSocket.NLM_F_CREATE | NetlinkSocket.NLM_F_EXCL, message);
    }

    /** Sets the longest datagram that it sends, in bytes. */
    public void mtu(String name, int mtu) {
        NativeMemory fixed = NativeMemory.onHeap(size(IFINFOMSG));
        fixed.putInt(offset(IFINFOMSG, "ifi_index"), index(name));
        change("RTM_NEWLINK mtu", RTM_NEWLINK, 0, new NetlinkMessage(fixed).attribute(IFLA_MTU, mtu));
    }

    /** Turns it on. */
    public void up(String name) {
        NativeMemory fixed = NativeMemory.onHeap(size(IFINFOMSG));
        fixed.putInt(offset(IFINFOMSG, "ifi_index"), index(name));
        fixed.putInt(offset(IFINFOMSG, "ifi_flags"), IFF_UP);
        fixed.putInt(offset(IFINFOMSG, "ifi_change"), IFF_UP);
        change("RTM_NEWLINK up", RTM_NEWLINK, 0, new NetlinkMessage(fixed));
    }

    /**
     * Waits until it sends. The kernel gives an interface its queue a moment after the other one of its pair was turned
     * on; on a busy machine that moment is long, and what is sent before is lost without a word.
     *
     * <p>Source: net/core/link_watch.c; net/sched/sch_generic.c, {@code dev_activate}.
     */
    public void awaitQueue(String name) {
        long end = System.nanoTime() + LONGEST_WAIT;
        while (!hasQueue(name)) {
            if (System.nanoTime() > end) {
                throw new UnsupportedEnvironment(
                        Message.of("cannot.call", "RTM_GETLINK " + name, Errno.ENETDOWN.describe()));
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    private boolean hasQueue(String name) {
        NativeMemory fixed = NativeMemory.onHeap(size(IFINFOMSG));
        fixed.putInt(offset(IFINFOMSG, "ifi_index"), index(name));
        List<String> queues = new ArrayList<>();
        route.get(
                RTM_GETLINK,
                new NetlinkMessage(fixed).toArray(),
                link -> queue(link).ifPresent(queues::add));
        return !queues.contains(NO_QUEUE);
    }

    private static Optional<String> queue(NativeMemory link) {
        return Optional.ofNullable(
                        NetlinkMessage.attributes(link, size(IFINFOMSG)).get(IFLA_QDISC))
                .map(name -> new String(name.array(name.size()), StandardCharsets.US_ASCII).replace("\0", ""));
    }

    /** The number that the kernel has for an interface. */
    static int index(String name) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            int index = (int) Libc.call(
                    Libc.function("if_nametoindex"),
                    state,
                    NativeMemory.string(arena, name).address());
            if (index == 0) {
                throw new UnsupportedEnvironment(
                        Message.of("cannot.call", "if_nametoindex " + name, "errno " + state.errno()));
            }
            return index;
        }
    }

    private void change(String what, int type, int flags, NetlinkMessage message) {
        switch (route.change(type, flags, message.toArray())) {
            case NetlinkSocket.Answer.Complete _ -> {}
            case NetlinkSocket.Answer.Refused refused ->
                throw new UnsupportedEnvironment(
                        Message.of("cannot.call", what, refused.errno().describe()));
        }
    }

    @Override
    public void close() {
        route.close();
    }
}
