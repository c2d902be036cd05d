package socklab.session;

import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;

/**
 * An open descriptor as the session knows it from the calls made.
 *
 * @param id the number of the call that made it; tells it from an earlier socket of the same name or descriptor
 * @param type the socket type without flags
 * @param local its address, if a call told it for certain
 * @param remote its peer's, likewise
 * @param host the host on the wire in which it was made; none for one in the network of the process
 */
public record Socket(
        int id,
        String name,
        int fd,
        int domain,
        int type,
        int protocol,
        Optional<SocketAddress> local,
        Optional<SocketAddress> remote,
        Optional<String> host) {

    /** A socket in the network of the process. */
    public Socket(
            int id,
            String name,
            int fd,
            int domain,
            int type,
            int protocol,
            Optional<SocketAddress> local,
            Optional<SocketAddress> remote) {
        this(id, name, fd, domain, type, protocol, local, remote, Optional.empty());
    }

    /** What stands for a domain where the descriptor is an epoll instance. */
    public static final int EPOLL_DOMAIN = -1;

    /** Whether it is an epoll instance, and no socket at all. */
    public boolean epoll() {
        return domain == EPOLL_DOMAIN;
    }

    /** Whether it carries a stream of bytes rather than messages. */
    public boolean stream() {
        return type == Const.SOCK_STREAM.value();
    }

    /** What it is, in the words of {@code open}: {@code tcp}, {@code udp6}, {@code unix-dgram}. */
    public String kind() {
        if (epoll()) {
            return "epoll";
        }
        if (domain == Const.AF_UNSPEC.value()) {
            return "file"; // a file, a pipe, or a descriptor that came from elsewhere
        }
        if (domain == Const.AF_PACKET.value() || domain == Const.AF_NETLINK.value()) {
            return domain == Const.AF_PACKET.value() ? "packet" : "netlink";
        }
        String six = domain == Const.AF_INET6.value() ? "6" : "";
        if (domain == Const.AF_UNIX.value()) {
            return stream() ? "unix" : type == Const.SOCK_DGRAM.value() ? "unix-dgram" : "unix-seqpacket";
        }
        if (protocol == Const.IPPROTO_ICMP.value() || protocol == Const.IPPROTO_ICMPV6.value()) {
            return (type == Const.SOCK_RAW.value() ? "raw" : "icmp") + six;
        }
        return (stream() ? "tcp" : type == Const.SOCK_DGRAM.value() ? "udp" : "raw") + six;
    }

    Socket renamed(String newName) {
        return new Socket(id, newName, fd, domain, type, protocol, local, remote, host);
    }

    Socket withId(int newId) {
        return new Socket(newId, name, fd, domain, type, protocol, local, remote, host);
    }

    Socket at(Optional<SocketAddress> newLocal, Optional<SocketAddress> newRemote) {
        return new Socket(id, name, fd, domain, type, protocol, newLocal, newRemote, host);
    }

    Socket in(Optional<String> newHost) {
        return new Socket(id, name, fd, domain, type, protocol, local, remote, newHost);
    }

    /** The {@code addrlen} that a program offers for an address of its family. */
    public int addressRoom() {
        return domain == Const.AF_INET.value()
                ? 16
                : domain == Const.AF_INET6.value() ? 28 : domain == Const.AF_UNIX.value() ? 110 : 128;
    }
}
