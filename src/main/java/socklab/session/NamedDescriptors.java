package socklab.session;

import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.kernel.Kernel;
import socklab.lang.DidYouMean;
import socklab.lang.Token;
import socklab.text.Message;

/**
 * The sockets that a line names: open ones, closed ones, and descriptors by number ({@code fd:7}).
 *
 * <p>A call on a closed socket goes to the kernel with the number that the socket had, as in a C program. If the
 * number belongs to another socket of the session meanwhile, the call is made on that one. If it belongs to something
 * else of this process, the line is refused: the call would break socklab.
 */
final class NamedDescriptors {
    private static final String BY_NUMBER = "fd:";

    private final Session session;
    private final Kernel kernel;

    NamedDescriptors(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /** The socket that a name or number stands for. */
    Socket find(Token name) throws RejectedLine {
        String text = name.text();
        Optional<Socket> open = session.socket(text);
        if (open.isPresent()) {
            return open.get();
        }
        Optional<Socket> closed = session.closed(text);
        if (closed.isPresent()) {
            return reachable(name, closed.get());
        }
        String number = text.startsWith(BY_NUMBER) ? text.substring(BY_NUMBER.length()) : text;
        if (number.matches("\\d{1,9}")) {
            return reachable(name, unknown(text, Integer.parseInt(number)));
        }
        throw unknown(name);
    }

    private RejectedLine unknown(Token name) {
        List<String> names = session.sockets().stream().map(Socket::name).toList();
        return new RejectedLine(
                name.span(),
                Message.of("fault.socket", name.text()),
                DidYouMean.nearest(name.text(), names)
                        .map(n -> Message.of("cure.mean", n))
                        .orElse(Message.of("cure.socket")));
    }

    /** What a call on a number that is no open socket of its own reaches. */
    private Socket reachable(Token name, Socket socket) throws RejectedLine {
        Optional<Socket> other = session.withDescriptor(socket.fd());
        if (other.isPresent()) {
            return other.get();
        }
        if (kernel.identity(socket.fd()).isPresent()) {
            throw new RejectedLine(
                    name.span(),
                    Message.of("fault.descriptorInUse", name.text(), socket.fd()),
                    Message.of("cure.descriptorInUse"));
        }
        return socket;
    }

    private static Socket unknown(String name, int fd) {
        return new Socket(0, name, fd, Const.AF_UNSPEC.value(), 0, 0, Optional.empty(), Optional.empty());
    }
}
