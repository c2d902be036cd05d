package socklab.session;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.OptionValue;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.lang.Command;
import socklab.text.Message;

/**
 * Checks each call of a lab against its {@link SandboxPolicy}, after all values are bound and all names resolved,
 * right before the call is made. It allows everything for the user's own lines.
 *
 * <p>A network of its own ({@link socklab.kernel.Host}) restricts a lab further. Neither relies on the other.
 */
final class SandboxCheck {
    private static final Set<Result> NEW_DESCRIPTORS =
            EnumSet.of(Result.DESCRIPTOR, Result.ACCEPTED, Result.PAIR, Result.EPOLL);
    private static final Set<Integer> DOMAINS =
            Set.of(Const.AF_UNIX.value(), Const.AF_INET.value(), Const.AF_INET6.value());
    private static final Set<Integer> TYPES =
            Set.of(Const.SOCK_STREAM.value(), Const.SOCK_DGRAM.value(), Const.SOCK_SEQPACKET.value());
    /** The bits of a socket type without its flags. Source: linux/net.h, {@code SOCK_TYPE_MASK}. */
    private static final int TYPE_MASK = 0xf;

    /** Options of the IPv4 header. Source: RFC 791, 3.1. */
    private static final int LOOSE_ROUTE = 131;

    private static final int STRICT_ROUTE = 137;
    private static final int FIRST_ROUTER = 3;
    private static final int ADDRESS_SIZE = 4;

    private final Session session;
    private final Kernel kernel;

    SandboxCheck(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /**
     * Checks one call.
     *
     * @param socket the socket that the call is made on
     * @throws RejectedLine if the policy does not allow it
     */
    void check(Command.Invoke command, Invocation invocation, Optional<Socket> socket) throws RejectedLine {
        if (session.policy().trusted()) {
            return;
        }
        boolean addressed = false;
        List<Param> params = invocation.call().params();
        for (int i = 0; i < params.size(); i++) {
            Arg arg = invocation.args().get(i);
            addressed |= checkAddress(command, params.get(i), arg, socket);
            checkSocketKind(command, params.get(i), arg);
            if (arg instanceof Arg.SetOption option) {
                checkOption(command, option);
            }
        }
        if (!addressed && sends(invocation)) {
            Optional<SocketAddress> peer = socket.flatMap(this::peer);
            if (peer.isPresent()) {
                checkDestination(command, peer.get());
            }
        }
        if (invocation.call().result() == Result.ACCEPTED) {
            checkListening(command, socket);
        }
        checkLimits(command, invocation, socket);
    }

    /** Checks an argument with addresses; returns whether it says where data goes. */
    private boolean checkAddress(Command.Invoke command, Param param, Arg arg, Optional<Socket> socket)
            throws RejectedLine {
        boolean local = param instanceof Param.Local;
        if (arg instanceof Arg.Address(SocketAddress.Unix unix)) {
            checkUnix(command, unix, socket, local);
        } else if (arg instanceof Arg.Address(SocketAddress address) && local) {
            checkLocal(command, address, socket);
        } else if (arg instanceof Arg.Address(SocketAddress address) && param instanceof Param.Peer) {
            checkDestination(command, address);
            return true;
        }
        List<SocketAddress> destinations = destinations(arg);
        for (SocketAddress destination : destinations) {
            if (destination instanceof SocketAddress.Unix unix) {
                checkUnix(command, unix, socket, false);
            }
            checkDestination(command, destination);
        }
        return !destinations.isEmpty();
    }

    /** Raw, packet and netlink sockets see or change what is not the lab's. */
    private static void checkSocketKind(Command.Invoke command, Param param, Arg arg) throws RejectedLine {
        boolean allowed = !(arg instanceof Arg.Num(int value))
                || switch (param) {
                    case Param.Choice p when p.group() == Const.Group.DOMAIN -> DOMAINS.contains(value);
                    case Param.SocketType _ -> TYPES.contains(value & TYPE_MASK);
                    default -> true;
                };
        if (!allowed) {
            throw refused(command, Message.of("fault.labSocketKind"), Message.of("cure.labSocketKind"));
        }
    }

    /** The peer of a socket; the kernel knows that of a socket which came with a message. */
    private Optional<SocketAddress> peer(Socket socket) {
        return socket.remote().or(() -> kernel.observe(socket.fd()).flatMap(SocketStatus::remote));
    }

    private static boolean sends(Invocation invocation) {
        return invocation.call().result() == Result.SENT || invocation.call().result() == Result.SENT_MESSAGES;
    }

    /** The destinations of messages that carry their addresses. */
    private static List<SocketAddress> destinations(Arg arg) {
        return switch (arg) {
            case Arg.Message m -> m.to().stream().toList();
            case Arg.Messages all ->
                all.messages().stream().flatMap(m -> m.to().stream()).distinct().toList();
            case Arg.Num _,
                    Arg.Null _,
                    Arg.Address _,
                    Arg.AddressSpace _,
                    Arg.Payload _,
                    Arg.Space _,
                    Arg.SetOption _,
                    Arg.GetOption _,
                    Arg.PairSpace _,
                    Arg.Fcntl _,
                    Arg.Ioctl _,
                    Arg.MessageSpace _,
                    Arg.MessagesSpace _,
                    Arg.PollSet _,
                    Arg.SelectSets _,
                    Arg.Millis _,
                    Arg.Timeout _,
                    Arg.FilePath _,
                    Arg.Offset _,
                    Arg.Timeval _,
                    Arg.Timespec _,
                    Arg.Interest _,
                    Arg.ReadySpace _ -> List.of();
        };
    }

    private void checkDestination(Command.Invoke command, SocketAddress destination) throws RejectedLine {
        if (!session.policy().allows(destination) && !onWire(command)) {
            throw refused(
                    command, Message.of("fault.network", AddressText.show(destination)), Message.of("cure.network"));
        }
    }

    /**
     * A lab listens on loopback only, unless its network holds nothing else. A datagram socket may be bound to a
     * wildcard address, because each of its answers is checked.
     */
    private void checkLocal(Command.Invoke command, SocketAddress address, Optional<Socket> socket)
            throws RejectedLine {
        boolean datagrams =
                socket.filter(s -> s.type() == Const.SOCK_DGRAM.value()).isPresent();
        if (!datagrams) {
            checkLoopback(command, address);
        }
    }

    /** Checks the address of a listening socket: listen(2) binds an unbound one to a wildcard address. */
    private void checkListening(Command.Invoke command, Optional<Socket> socket) throws RejectedLine {
        Optional<SocketAddress> local = kernel.isolated()
                ? Optional.empty()
                : socket.flatMap(s -> s.local().or(() -> kernel.observe(s.fd()).flatMap(SocketStatus::local)));
        if (local.isPresent()) {
            checkLoopback(command, local.get());
        }
    }

    private void checkLoopback(Command.Invoke command, SocketAddress address) throws RejectedLine {
        String shown = AddressText.show(address);
        if (!SandboxPolicy.isLoopback(address)
                && !kernel.isolated()
                && !onWire(command)
                && !session.policy().outside().allows(shown)) {
            throw refused(command, Message.of("fault.labListens", shown), Message.of("cure.labListens"));
        }
    }

    /** Whether the call is made on a socket of a host on the wire, from which nothing reaches another network. */
    private boolean onWire(Command.Invoke command) {
        return command.socket()
                .map(name -> session.socket(name.text()))
                .orElseGet(session::current)
                .flatMap(Socket::host)
                .isPresent();
    }

    /**
     * A path makes a file or reaches a service; an abstract name must be bound by this lab, for the same socket type.
     */
    private void checkUnix(Command.Invoke command, SocketAddress.Unix address, Optional<Socket> socket, boolean local)
            throws RejectedLine {
        boolean allowed = switch (address.kind()) {
            case UNNAMED -> true;
            case PATH -> false;
            case ABSTRACT ->
                local || socket.filter(s -> boundHere(address, s.type())).isPresent();
        };
        if (!allowed) {
            throw refused(
                    command,
                    Message.of("fault.unixOutside", AddressText.show(address)),
                    Message.of("cure.unixOutside"));
        }
    }

    private boolean boundHere(SocketAddress.Unix address, int type) {
        return session.sockets().stream()
                .anyMatch(s -> s.type() == type && s.local().equals(Optional.of(address)));
    }

    private void checkOption(Command.Invoke command, Arg.SetOption set) throws RejectedLine {
        switch (set.value()) {
            case OptionValue.Text device
            when set.option() == SocketOption.SO_BINDTODEVICE ->
                checkInterface(command, device.text(), device.text().isEmpty() || isLoopback(device.text()));
            case OptionValue.Number index
            when set.option() == SocketOption.SO_BINDTOIFINDEX -> checkInterface(command, index.value());
            case OptionValue.Number index
            when set.option().kind() == SocketOption.Kind.NET_INTERFACE ->
                checkInterface(command, Integer.reverseBytes((int) index.value()));
            case OptionValue.Group6 source
            when set.option() == SocketOption.IPV6_PKTINFO -> checkInterface(command, source.index());
            // to join a group sends a message of IGMP or MLD
            case OptionValue.Group4 g when !SandboxPolicy.isLoopback(g.via()) -> checkDestination(command, g.group());
            case OptionValue.Group6 g when !isLoopback(g.index()) -> checkDestination(command, g.group());
            case OptionValue.Group4n g when !isLoopback(g.index()) -> checkDestination(command, g.group());
            case OptionValue.Source4 g when !SandboxPolicy.isLoopback(g.via()) -> checkDestination(command, g.group());
            case OptionValue.GroupRequest g when !isLoopback(g.index()) -> checkDestination(command, g.group());
            case OptionValue.Octets octets
            when set.option() == SocketOption.IP_OPTIONS -> {
                for (SocketAddress router : routers(octets.bytes())) {
                    checkDestination(command, router); // a packet goes to the first router, wherever its destination is
                }
            }
            case OptionValue.Group4 _,
                    OptionValue.Group4n _,
                    OptionValue.Source4 _,
                    OptionValue.GroupRequest _,
                    OptionValue.Group6 _,
                    OptionValue.PortRange _,
                    OptionValue.Number _,
                    OptionValue.Time _,
                    OptionValue.Linger _,
                    OptionValue.Text _,
                    OptionValue.Interface4 _,
                    OptionValue.Octets _,
                    OptionValue.Address _,
                    OptionValue.Fields _ -> {}
        }
    }

    /** A socket that is bound to an interface sends everything there; index 0 is no interface. */
    private void checkInterface(Command.Invoke command, long index) throws RejectedLine {
        checkInterface(command, "%" + index, index == 0 || isLoopback((int) index));
    }

    private void checkInterface(Command.Invoke command, String shown, boolean loopback) throws RejectedLine {
        if (!loopback && !session.policy().outside().allows(shown)) {
            throw refused(command, Message.of("fault.network", shown), Message.of("cure.network"));
        }
    }

    /** The routers of a source route. Source: RFC 791, 3.1, Loose Source and Record Route. */
    private static List<SocketAddress> routers(Bytes options) {
        List<SocketAddress> routers = new ArrayList<>();
        int at = 0;
        while (at + 1 < options.length()) {
            int type = options.at(at) & 0xff;
            // "end of options" and "no operation" are one byte long
            int length = type <= 1 ? 1 : Math.max(options.at(at + 1) & 0xff, 2);
            boolean route = type == LOOSE_ROUTE || type == STRICT_ROUTE;
            int end = Math.min(at + length, options.length());
            for (int r = at + FIRST_ROUTER; route && r + ADDRESS_SIZE <= end; r += ADDRESS_SIZE) {
                routers.add(
                        SocketAddress.inet4(options.slice(r, r + ADDRESS_SIZE).toArray(), 0));
            }
            at += length;
        }
        return routers;
    }

    private static boolean isLoopback(int index) {
        return isLoopback(() -> NetworkInterface.getByIndex(index));
    }

    private static boolean isLoopback(String name) {
        return isLoopback(() -> NetworkInterface.getByName(name));
    }

    private interface InterfaceLookup {
        /** May be null, as {@link NetworkInterface#getByIndex}. */
        NetworkInterface find() throws SocketException;
    }

    private static boolean isLoopback(InterfaceLookup lookup) {
        try {
            NetworkInterface found = lookup.find();
            return found != null && found.isLoopback();
        } catch (SocketException | IllegalArgumentException e) {
            return false;
        }
    }

    private void checkLimits(Command.Invoke command, Invocation invocation, Optional<Socket> socket)
            throws RejectedLine {
        SandboxPolicy.Limits limits = session.policy().limits();
        boolean mayMakeDescriptors =
                NEW_DESCRIPTORS.contains(invocation.call().result()) || mayReceiveDescriptors(invocation, socket);
        if (mayMakeDescriptors && session.sockets().size() >= limits.sockets()) {
            throw refused(command, Message.of("fault.labSockets", limits.sockets()), Message.of("cure.labSockets"));
        }
        if (!command.names().isEmpty() && session.kept() > limits.bytes()) {
            throw refused(command, Message.of("fault.labBytes", limits.bytes() >> 20), Message.of("cure.labBytes"));
        }
    }

    /** Whether a message with SCM_RIGHTS may arrive. Source: unix(7). */
    private static boolean mayReceiveDescriptors(Invocation invocation, Optional<Socket> socket) {
        boolean unix = socket.filter(s -> s.domain() == Const.AF_UNIX.value()).isPresent();
        return unix && invocation.args().stream().anyMatch(a -> a instanceof Arg.MessageSpace m && m.control() > 0);
    }

    private static RejectedLine refused(Command.Invoke command, Message fault, Message cure) {
        return new RejectedLine(command.word().span(), fault, cure);
    }
}
