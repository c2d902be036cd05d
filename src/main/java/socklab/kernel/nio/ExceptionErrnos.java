package socklab.kernel.nio;

import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Errno;

/**
 * Maps the exceptions of Java to errnos.
 *
 * <p>Java passes the operating system's text on, and keeps no number. On Linux that text is strerror(3)'s, on macOS
 * another one, on Windows Java's; {@link #TEXTS} knows all three. Where a text is not known (a system that speaks
 * another language, say), the exception's class decides, and then these cannot be told apart:
 *
 * <ul>
 * <li>{@code ConnectException}: ECONNREFUSED, ETIMEDOUT, ENOTCONN; taken for ECONNREFUSED.
 * <li>{@code BindException}: EADDRINUSE, EADDRNOTAVAIL, EACCES; taken for EADDRINUSE.
 * <li>{@code NoRouteToHostException}: EHOSTUNREACH, on Windows ENETUNREACH too; taken for EHOSTUNREACH.
 * <li>any other {@code IOException}: EIO. The call line has what Java said.
 * </ul>
 *
 * <p>Source: the JDK's {@code net_util_md.c} (Unix and Windows), {@code Net.c}, {@code SocketChannelImpl}.
 */
final class ExceptionErrnos {
    /** The beginnings of texts that are not those of strerror(3) on Linux. */
    private static final Map<String, Errno> TEXTS = texts();

    private ExceptionErrnos() {}

    private static Map<String, Errno> texts() {
        Map<String, Errno> texts = new LinkedHashMap<>();
        // the longest first, because one text may be the beginning of another
        Arrays.stream(Errno.values())
                .sorted(Comparator.comparing((Errno e) -> e.text().length()).reversed())
                .forEach(e -> texts.put(e.text(), e));
        // Java
        texts.put("Connection reset", Errno.ECONNRESET);
        texts.put("Unix domain path too long", Errno.EINVAL);
        texts.put("Can't send to port 0", Errno.EINVAL);
        // macOS
        texts.put("Can't assign requested address", Errno.EADDRNOTAVAIL);
        texts.put("Operation timed out", Errno.ETIMEDOUT);
        texts.put("Socket is not connected", Errno.ENOTCONN);
        texts.put("Socket is already connected", Errno.EISCONN);
        texts.put("Protocol wrong type for socket", Errno.EPROTOTYPE);
        texts.put("Address family not supported by protocol family", Errno.EAFNOSUPPORT);
        texts.put("Resource temporarily unavailable", Errno.EAGAIN);
        // Windows
        texts.put("Socket operation on nonsocket", Errno.ENOTSOCK);
        texts.put("An existing connection was forcibly closed", Errno.ECONNRESET);
        texts.put("An established connection was aborted", Errno.ECONNABORTED);
        texts.put("A message sent on a datagram socket was larger", Errno.EMSGSIZE);
        texts.put("The message is larger than the maximum", Errno.EMSGSIZE);
        texts.put("An attempt was made to access a socket in a way forbidden", Errno.EACCES);
        texts.put("Cannot send after socket shutdown", Errno.EPIPE);
        return texts;
    }

    /** The errno of an exception; empty for an exception that means a bug in socklab. */
    static Optional<Errno> errno(Exception e) {
        return switch (e) {
            case PortUnreachableException _ -> Optional.of(Errno.ECONNREFUSED);
            case NotYetConnectedException _ -> Optional.of(Errno.ENOTCONN);
            case AlreadyConnectedException _ -> Optional.of(Errno.EISCONN);
            case ConnectionPendingException _ -> Optional.of(Errno.EALREADY);
            case AlreadyBoundException _, NotYetBoundException _ -> Optional.of(Errno.EINVAL);
            case AsynchronousCloseException _ -> Optional.of(Errno.EBADF);
            // the socket is open, but its output is shut down
            case ClosedChannelException _ -> Optional.of(Errno.EPIPE);
            case UnsupportedAddressTypeException _, UnresolvedAddressException _ -> Optional.of(Errno.EAFNOSUPPORT);
            case IllegalArgumentException _ -> Optional.of(Errno.EINVAL);
            case java.io.IOException io -> Optional.of(byText(io).orElseGet(() -> byClass(io)));
            default -> Optional.empty();
        };
    }

    private static Optional<Errno> byText(java.io.IOException e) {
        String message = e.getMessage();
        if (message == null) {
            return Optional.empty();
        }
        return TEXTS.entrySet().stream()
                .filter(t -> message.startsWith(t.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Errno byClass(java.io.IOException e) {
        return switch (e) {
            case ConnectException _ -> Errno.ECONNREFUSED;
            case BindException _ -> Errno.EADDRINUSE;
            case NoRouteToHostException _ -> Errno.EHOSTUNREACH;
            default -> Errno.EIO;
        };
    }
}
