/**
 * The devices of a wire: pairs of virtual Ethernet interfaces, their addresses and settings, and the packet sockets
 * that read and write their frames.
 *
 * <p><b>Why</b> veth and packet sockets, and no TUN device: they need nothing but a network namespace, while
 * {@code /dev/net/tun} is closed to users on some machines; and frames carry Ethernet headers, so ARP can be seen.
 *
 * <p>Source: veth(4), packet(7), rtnetlink(7), netdevice(7).
 */
package socklab.wire.link;
