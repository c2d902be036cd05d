package socklab.kernel.nio;

import java.io.IOException;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Out;

/** fcntl and ioctl. socklab keeps the flags itself: its channels never block, and {@link BlockingWait} waits. */
final class FcntlCalls {
    private final DescriptorTable descriptors;
    private final JavaCallTrace trace;

    FcntlCalls(DescriptorTable descriptors, JavaCallTrace trace) {
        this.descriptors = descriptors;
        this.trace = trace;
    }

    CallResult fcntl(int fd, NioSocket socket, Arg.Fcntl arg) throws ErrnoException, UnsupportedCall {
        int value = arg.value().orElse(0);
        if (arg.command() == Const.F_GETFL) {
            return CallResult.of(Const.O_RDWR.value() | (socket.nonBlocking ? Const.O_NONBLOCK.value() : 0));
        } else if (arg.command() == Const.F_SETFL) {
            int other = value & ~(Const.O_NONBLOCK.value() | 3); // the access mode is ignored. Source: fcntl(2).
            if (other != 0) {
                throw UnsupportedCall.onlyC("Java has no " + Const.flags(Const.Group.STATUS, other));
            }
            socket.nonBlocking = (value & Const.O_NONBLOCK.value()) != 0;
            return CallResult.ZERO;
        } else if (arg.command() == Const.F_GETFD) {
            return CallResult.of(descriptors.closeOnExec(fd) ? Const.FD_CLOEXEC.value() : 0);
        } else if (arg.command() == Const.F_SETFD) {
            descriptors.closeOnExec(fd, (value & Const.FD_CLOEXEC.value()) != 0);
            return CallResult.ZERO;
        }
        throw new ErrnoException(Errno.EINVAL);
    }

    CallResult ioctl(NioSocket socket, Arg.Ioctl arg) throws ErrnoException, UnsupportedCall, IOException {
        if (arg.request() == Const.FIONBIO) {
            socket.nonBlocking = arg.value().orElse(0) != 0;
            return CallResult.ZERO;
        }
        if (arg.request() != Const.FIONREAD) {
            throw UnsupportedCall.onlyC("Java tells nothing of " + arg.request().name());
        }
        synchronized (socket) {
            socket.progress(trace);
            return CallResult.of(
                    0,
                    new Out.Number(
                            switch (socket.state) {
                                case DATAGRAM -> nextDatagram(socket);
                                case LISTENING -> throw new ErrnoException(Errno.EINVAL);
                                case FRESH, CONNECTING, FAILED -> 0;
                                case CONNECTED -> available(socket);
                            }));
        }
    }

    private int nextDatagram(NioSocket socket) {
        socket.look(trace);
        return Optional.ofNullable(socket.arrived.peek())
                .map(a -> a.data().length())
                .orElse(0);
    }

    private int available(NioSocket socket) throws UnsupportedCall, IOException {
        if (socket.unix()) {
            throw UnsupportedCall.onlyC("Java tells nothing of FIONREAD on Unix-domain sockets");
        }
        trace.calls("SocketChannel.socket().getInputStream().available");
        int more = socket.connection().socket().getInputStream().available();
        trace.returned(more);
        return socket.ahead.length() + more;
    }
}
