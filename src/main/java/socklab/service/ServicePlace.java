package socklab.service;

import java.util.Optional;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.Token;
import socklab.session.Session;
import socklab.session.WireHost;

/**
 * Where {@code /server} or {@code /relay} starts a service: in the network of the process, or in a host on the wire.
 *
 * @param command the command without the word that names the host
 * @param host the host; none for the network of the process
 */
public record ServicePlace(Command.Shell command, Optional<WireHost> host) {

    /** The host that the last argument names; else the one in which calls make sockets. */
    static ServicePlace of(Command.Shell command, Session session) {
        Token last = command.args().getLast();
        Optional<WireHost> named = session.host(last.text());
        return named.isPresent()
                ? new ServicePlace(withoutLast(command), named)
                : new ServicePlace(command, session.currentHost().flatMap(session::host));
    }

    private static Command.Shell withoutLast(Command.Shell command) {
        return new Command.Shell(
                command.line(),
                command.name(),
                command.word(),
                command.args().subList(0, command.args().size() - 1),
                command.rest());
    }

    /** The kernel that makes the service's sockets. */
    Kernel kernel(Kernel own) {
        return host.map(WireHost::kernel).orElse(own);
    }

    Optional<String> hostName() {
        return host.map(WireHost::name);
    }

    /** The address that a service is bound to if nothing else is said: that of the host, or loopback. */
    public SocketAddress.Inet4 usualAddress() {
        return host.map(WireHost::ipv4).orElse(Reach.LOOPBACK.at(0));
    }
}
