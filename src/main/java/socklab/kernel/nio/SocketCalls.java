package socklab.kernel.nio;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.JavaCall;
import socklab.call.Out;
import socklab.call.SocketAddress;

/** socket, socketpair, bind, listen, accept, getsockname, getpeername and close. */
final class SocketCalls {
    private static final int TYPE_MASK = 0xf;
    private static final int TYPE_FLAGS = Const.SOCK_NONBLOCK.value() | Const.SOCK_CLOEXEC.value();

    private final DescriptorTable descriptors;
    private final BlockingWait waiter;
    private final JavaCallTrace trace;

    SocketCalls(DescriptorTable descriptors, BlockingWait waiter, JavaCallTrace trace) {
        this.descriptors = descriptors;
        this.waiter = waiter;
        this.trace = trace;
    }

    CallResult socket(int domain, int typeAndFlags, int protocol) throws ErrnoException, UnsupportedCall, IOException {
        int type = typeAndFlags & TYPE_MASK;
        checkKind(domain, type, typeAndFlags & ~TYPE_MASK, protocol);
        boolean stream = type == Const.SOCK_STREAM.value();
        trace.calls(
                stream ? "SocketChannel.open" : "DatagramChannel.open", JavaCallTrace.word(JavaAddress.family(domain)));
        NioSocket socket = stream
                ? new NioSocket(
                        domain, type, protocol, SocketChannel.open(JavaAddress.family(domain)), NioSocket.State.FRESH)
                : new NioSocket(
                        domain,
                        type,
                        protocol,
                        DatagramChannel.open(JavaAddress.family(domain)),
                        NioSocket.State.DATAGRAM);
        return CallResult.of(add(socket, typeAndFlags));
    }

    private int add(NioSocket socket, int flags) {
        socket.nonBlocking = (flags & Const.SOCK_NONBLOCK.value()) != 0;
        return descriptors.add(socket, (flags & Const.SOCK_CLOEXEC.value()) != 0);
    }

    private static void checkKind(int domain, int type, int flags, int protocol)
            throws ErrnoException, UnsupportedCall {
        boolean internet = domain == Const.AF_INET.value() || domain == Const.AF_INET6.value();
        boolean stream = type == Const.SOCK_STREAM.value();
        boolean datagram = type == Const.SOCK_DGRAM.value();
        if ((flags & ~TYPE_FLAGS) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        } else if (domain == Const.AF_UNSPEC.value() || !internet && domain != Const.AF_UNIX.value()) {
            throw new ErrnoException(Errno.EAFNOSUPPORT);
        } else if (domain == Const.AF_UNIX.value() && !stream) {
            throw UnsupportedCall.onlyC("Java has Unix-domain sockets of streams only, open unix works");
        } else if (!stream && !datagram) {
            throw UnsupportedCall.onlyC("Java has TCP, UDP and Unix-domain stream sockets only");
        }
        int own = domain == Const.AF_UNIX.value() ? 1 : stream ? Const.IPPROTO_TCP.value() : Const.IPPROTO_UDP.value();
        int other = stream ? Const.IPPROTO_UDP.value() : Const.IPPROTO_TCP.value();
        if (protocol != 0 && protocol != own) {
            if (protocol == other || !internet) {
                throw new ErrnoException(Errno.EPROTONOSUPPORT);
            }
            throw UnsupportedCall.onlyC("Java has no protocol but TCP and UDP");
        }
    }

    CallResult bind(NioSocket socket, SocketAddress address) throws ErrnoException, UnsupportedCall, IOException {
        AddressRules.check(socket, address);
        synchronized (socket) {
            socket.progress(trace);
            if (taken(socket)) {
                throw new ErrnoException(AddressRules.ofTaken(address));
            } else if (address.equals(SocketAddress.Unix.NONE)) {
                throw UnsupportedCall.onlyC("Java has no abstract Unix-domain names, a path works");
            }
            java.net.SocketAddress java = JavaAddress.toJava(address);
            trace.calls(type(socket) + ".bind", JavaCallTrace.address(address));
            socket.network().bind(java);
            socket.bound = Optional.of(address);
            socket.kept = Optional.empty();
        }
        return CallResult.ZERO;
    }

    private static boolean taken(NioSocket socket) throws IOException {
        boolean underWay = socket.state == NioSocket.State.CONNECTING || socket.state == NioSocket.State.LISTENING;
        return socket.bound.isPresent()
                || !socket.unix()
                        && (underWay
                                || socket.local().filter(a -> a.port() != 0).isPresent());
    }

    /** The type of a socket's channel. */
    static String type(NioSocket socket) {
        return switch (socket.state) {
            case DATAGRAM -> "DatagramChannel";
            case LISTENING -> "ServerSocketChannel";
            case FRESH, CONNECTING, CONNECTED, FAILED -> "SocketChannel";
        };
    }

    CallResult listen(NioSocket socket, int backlog) throws ErrnoException, UnsupportedCall, IOException {
        synchronized (socket) {
            switch (socket.state) {
                case DATAGRAM -> throw new ErrnoException(Errno.EOPNOTSUPP);
                case CONNECTING, CONNECTED, FAILED -> throw new ErrnoException(Errno.EINVAL);
                case LISTENING -> {
                    if (backlog != socket.backlog) {
                        throw UnsupportedCall.onlyC("a ServerSocketChannel keeps the backlog that it was given first");
                    }
                }
                case FRESH -> start(socket, backlog);
            }
        }
        return CallResult.ZERO;
    }

    private void start(NioSocket socket, int backlog) throws ErrnoException, UnsupportedCall, IOException {
        if (backlog == 0) {
            throw UnsupportedCall.onlyC("Java takes a backlog of 0 for its own choice, listen 1 works");
        } else if (socket.unix() && socket.bound.isEmpty()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        // Linux takes a negative backlog as a very long one
        socket.listen(backlog < 0 ? Integer.MAX_VALUE : backlog, trace);
        socket.backlog = backlog;
    }

    CallResult accept(NioSocket listening, int room, int flags) throws ErrnoException, IOException {
        if ((flags & ~TYPE_FLAGS) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        long deadline = BlockingWait.after(listening.receiveTimeout == 0 ? -1 : listening.receiveTimeout);
        Optional<SocketChannel> next = next(listening);
        while (next.isEmpty()) {
            if (listening.nonBlocking || !waiter.await(listening, SelectionKey.OP_ACCEPT, deadline)) {
                throw new ErrnoException(Errno.EAGAIN);
            }
            next = next(listening);
        }
        NioSocket socket = new NioSocket(
                listening.domain, listening.type, listening.protocol, next.get(), NioSocket.State.CONNECTED);
        inherit(socket, listening);
        return CallResult.of(add(socket, flags), name(socket.remote().orElse(JavaAddress.none(socket.domain)), room));
    }

    private Optional<SocketChannel> next(NioSocket listening) throws ErrnoException, IOException {
        synchronized (listening) {
            if (listening.state != NioSocket.State.LISTENING) {
                throw new ErrnoException(listening.stream() ? Errno.EINVAL : Errno.EOPNOTSUPP);
            }
            trace.calls("ServerSocketChannel.accept");
            Optional<SocketChannel> next =
                    Optional.ofNullable(listening.listener().accept());
            trace.returned(next.isPresent() ? "SocketChannel" : "null");
            return next;
        }
    }

    /** A connection inherits the options of the listening socket. */
    private static void inherit(NioSocket socket, NioSocket listening) throws IOException {
        synchronized (listening) {
            socket.chosen.putAll(listening.chosen);
            socket.receiveTimeout = listening.receiveTimeout;
            socket.sendTimeout = listening.sendTimeout;
        }
        socket.reapply();
    }

    /** An address as the kernel writes it: truncated to the length of the buffer. */
    static Out.Name name(SocketAddress address, int room) {
        int length = JavaAddress.length(address);
        return new Out.Name(room < 2 ? Optional.empty() : Optional.of(address), length, 0);
    }

    CallResult localName(NioSocket socket, int room) throws IOException {
        trace.calls(type(socket) + ".getLocalAddress");
        SocketAddress address = socket.local().orElse(JavaAddress.none(socket.domain));
        trace.returned(shown(socket.network().getLocalAddress()));
        return CallResult.of(0, name(address, room));
    }

    CallResult peerName(NioSocket socket, int room) throws ErrnoException, IOException {
        if (socket.state == NioSocket.State.CONNECTED && !socket.unix()) {
            socket.fill(1, new JavaCallTrace()); // the stream may have ended: a connection that has ended has no peer
        }
        boolean with =
                socket.state == NioSocket.State.DATAGRAM || socket.state == NioSocket.State.CONNECTED && !socket.over();
        Optional<SocketAddress> address = with ? socket.remote() : Optional.empty();
        trace.calls(type(socket) + ".getRemoteAddress");
        trace.returned(address.isPresent() ? shown(address.get()) : "null");
        return CallResult.of(0, name(address.orElseThrow(() -> new ErrnoException(Errno.ENOTCONN)), room));
    }

    private static Object shown(Object address) {
        return address instanceof SocketAddress a ? shownOf(a) : address;
    }

    private static String shownOf(SocketAddress a) {
        return switch (a) {
            case SocketAddress.Inet4 i -> "/" + i.host() + ":" + i.port();
            case SocketAddress.Inet6 i -> "/[" + i.host() + "]:" + i.port();
            case SocketAddress.Unix u -> u.name();
            case SocketAddress.Unspec _, SocketAddress.Other _ -> "null";
        };
    }

    CallResult dup(int fd) throws ErrnoException, IOException {
        OpenFileDescription description = descriptors.use(fd);
        int second = descriptors.add(description, false);
        description.release();
        return CallResult.of(second);
    }

    CallResult close(int fd) throws ErrnoException, IOException {
        Optional<OpenFileDescription> description = descriptors.find(fd);
        if (description.isPresent() && description.get() instanceof NioSocket socket) {
            trace.calls(type(socket) + ".close", new JavaCall.Argument[0]);
        }
        descriptors.close(fd);
        return CallResult.ZERO;
    }
}
