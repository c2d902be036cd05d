package socklab.kernel.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.channels.NotYetConnectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.call.Errno;

/**
 * From what Java says on each system to the errno behind it. The texts are those of the JDK's own sources and of
 * strerror(3).
 */
class ExceptionErrnosTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Address already in use | EADDRINUSE",
                "Address already in use: bind | EADDRINUSE",
                "Cannot assign requested address: bind | EADDRNOTAVAIL",
                "Can't assign requested address | EADDRNOTAVAIL",
                "Permission denied: bind | EACCES",
                "Permission denied | EACCES",
                "Connection refused: getsockopt | ECONNREFUSED",
                "Connection timed out: connect | ETIMEDOUT",
                "Operation timed out | ETIMEDOUT",
                "Connection reset | ECONNRESET",
                "Connection reset by peer: socket write error | ECONNRESET",
                "Broken pipe | EPIPE",
                "An existing connection was forcibly closed by the remote host | ECONNRESET",
                "Message too long | EMSGSIZE",
                "Network is unreachable: connect | ENETUNREACH",
                "No route to host | EHOSTUNREACH",
                "Socket is not connected | ENOTCONN",
                "Invalid argument | EINVAL",
                "Too many open files | EMFILE",
                "Something that no system says | EIO"
            })
    void textsDecide(String message, Errno errno) {
        assertThat(ExceptionErrnos.errno(new SocketException(message))).contains(errno);
    }

    @Test
    void whereTheTextIsInAnotherLanguageTheClassDecides() {
        assertThat(ExceptionErrnos.errno(new ConnectException("拒绝连接"))).contains(Errno.ECONNREFUSED);
        assertThat(ExceptionErrnos.errno(new BindException("地址已在使用"))).contains(Errno.EADDRINUSE);
        assertThat(ExceptionErrnos.errno(new NoRouteToHostException("没有到主机的路由")))
                .contains(Errno.EHOSTUNREACH);
        assertThat(ExceptionErrnos.errno(new PortUnreachableException())).contains(Errno.ECONNREFUSED);
        assertThat(ExceptionErrnos.errno(new NotYetConnectedException())).contains(Errno.ENOTCONN);
        assertThat(ExceptionErrnos.errno(new IOException())).contains(Errno.EIO);
        assertThat(ExceptionErrnos.errno(new IllegalStateException()))
                .as("a mistake of ours")
                .isEmpty();
    }
}
