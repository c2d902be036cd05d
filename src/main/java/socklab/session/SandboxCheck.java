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
import socklab.call.Invocation;
import socklab.call.OptionValue;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.lang.Command;
import socklab.text.Message;

/**
 * Holds a stranger's lab to its {@link SandboxPolicy}: judged when every value is bound and every name resolved, right
 * before the call. For a user's own lines it has no objection.
 */
final class SandboxCheck {
    private static final Set<Result> MAKING = EnumSet.of(Result.DESCRIPTOR, Result.ACCEPTED, Result.PAIR, Result.EPOLL);

    private static final int LOOSE_ROUTE = 131;
    private static final int STRICT_ROUTE = 137;

    private final Session session;

    SandboxCheck(Session session) {
        this.session = session;
    }

    void check(Command.Invoke command, Invocation invocation, Optional<Socket> socket) throws RejectedLine {
        SandboxPolicy policy = session.policy();
        if (policy.trusted()) {
            return;
        }
        List<Param> params = invocation.call().params();
        boolean addressed = false;
        for (int i = 0; i < params.size(); i++) {
            Arg arg = invocation.args().get(i);
            if (arg instanceof Arg.Address(SocketAddress.Unix u)) {
                unix(command, u, params.get(i) instanceof Param.Local);
            } else if (arg instanceof Arg.Address a && params.get(i) instanceof Param.Peer) {
                leaving(command, a.address());
                addressed = true;
            } else if (arg instanceof Arg.SetOption o) {
                group(command, o.value());
            }
            for (SocketAddress to : destinations(arg)) {
                addressed = true;
                if (to instanceof SocketAddress.Unix u) {
                    unix(command, u, false);
                }
                leaving(command, to);
            }
        }
        if (!addressed && sends(invocation) && socket.flatMap(Socket::remote).isPresent()) {
            leaving(command, socket.flatMap(Socket::remote).get()); // who connected to it may be anywhere
        }
        room(command, invocation, policy.limits());
    }

    private static boolean sends(Invocation invocation) {
        return invocation.call().result() == Result.SENT || invocation.call().result() == Result.SENT_MESSAGES;
    }

    /** Where messages go that carry their address in themselves. */
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
                    Arg.Timeval _,
                    Arg.Timespec _,
                    Arg.Interest _,
                    Arg.ReadySpace _ -> List.of();
        };
    }

    private void leaving(Command.Invoke command, SocketAddress destination) throws RejectedLine {
        if (!session.policy().allows(destination)) {
            throw refused(
                    command, Message.of("fault.network", AddressText.show(destination)), Message.of("cure.network"));
        }
    }

    /** A path would make a file, or reach a service of this machine; so would a name that the lab has not bound itself. */
    private void unix(Command.Invoke command, SocketAddress.Unix address, boolean own) throws RejectedLine {
        boolean anyone = address.kind() == SocketAddress.Unix.Kind.PATH
                || !own && session.sockets().stream().noneMatch(s -> s.local().equals(Optional.of(address)));
        if (anyone && address.kind() != SocketAddress.Unix.Kind.UNNAMED) {
            throw refused(
                    command,
                    Message.of("fault.unixOutside", AddressText.show(address)),
                    Message.of("cure.unixOutside"));
        }
    }

    /** Joining a group tells the neighbours: IGMP and MLD leave by the interface. */
    private void group(Command.Invoke command, OptionValue value) throws RejectedLine {
        switch (value) {
            case OptionValue.Group4 g when !SandboxPolicy.loopback(g.via()) -> leaving(command, g.group());
            case OptionValue.Group6 g when !loopback(g.index()) -> leaving(command, g.group());
            case OptionValue.Group4n g when !loopback(g.index()) -> leaving(command, g.group());
            case OptionValue.Source4 g when !SandboxPolicy.loopback(g.via()) -> leaving(command, g.group());
            case OptionValue.GroupRequest g when !loopback(g.index()) -> leaving(command, g.group());
            case OptionValue.Octets o -> {
                for (SocketAddress hop : hops(o.bytes())) {
                    leaving(command, hop); // whatever the destination, a packet goes to the first of these
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
                    OptionValue.Fields _ -> {}
        }
    }

    /** The routers that options of IP's header tell a packet to pass. Source: RFC 791, 3.1, Loose Source and Record Route. */
    private static List<SocketAddress> hops(Bytes options) {
        List<SocketAddress> hops = new ArrayList<>();
        int at = 0;
        while (at + 1 < options.length()) {
            int type = options.at(at) & 0xff;
            int length =
                    type <= 1 ? 1 : Math.max(options.at(at + 1) & 0xff, 2); // the end and "no operation" are one byte
            for (int hop = at + 3;
                    (type == LOOSE_ROUTE || type == STRICT_ROUTE) && hop + 4 <= Math.min(at + length, options.length());
                    hop += 4) {
                hops.add(SocketAddress.inet4(options.slice(hop, hop + 4).toArray(), 0));
            }
            at += length;
        }
        return hops;
    }

    private static boolean loopback(int index) {
        try {
            NetworkInterface found = NetworkInterface.getByIndex(index);
            return found != null && found.isLoopback();
        } catch (SocketException | IllegalArgumentException e) {
            return false;
        }
    }

    private void room(Command.Invoke command, Invocation invocation, SandboxPolicy.Limits limits) throws RejectedLine {
        Result result = invocation.call().result();
        if (MAKING.contains(result) && session.sockets().size() >= limits.sockets()) {
            throw refused(command, Message.of("fault.labSockets", limits.sockets()), Message.of("cure.labSockets"));
        }
        if (!command.names().isEmpty() && session.kept() > limits.bytes()) {
            throw refused(command, Message.of("fault.labBytes", limits.bytes() >> 20), Message.of("cure.labBytes"));
        }
    }

    private static RejectedLine refused(Command.Invoke command, Message fault, Message cure) {
        return new RejectedLine(command.word().span(), fault, cure);
    }
}
