package socklab.kernel.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/** Connections begin and end. */
final class Connecting {
    private final Waiter waiter;
    private final Trace trace;

    Connecting(Waiter waiter, Trace trace) {
        this.waiter = waiter;
        this.trace = trace;
    }

    Done connect(NioSocket socket, SocketAddress address) throws Fails, Lacks, IOException {
        return socket.stream() ? stream(socket, address) : datagram(socket, address);
    }

    // ---------------------------------------------------------------- datagrams

    /** Fixes a peer, or lets go of it. What came before stays, though Java would throw it away. */
    private Done datagram(NioSocket socket, SocketAddress address) throws Fails, Lacks, IOException {
        synchronized (socket) {
            if (address instanceof SocketAddress.Unspec) {
                keepArrived(socket);
                trace.calls("DatagramChannel.disconnect");
                socket.datagrams().disconnect();
                socket.unbind();
                return Done.ZERO;
            }
            AddressRules.checkDatagram(socket, address);
            AddressRules.checkReach(socket, address);
            SocketAddress to = JavaAddress.destination(address);
            if (JavaAddress.port(to) == 0) {
                throw Lacks.onlyC("Java connects no datagram socket to port 0");
            }
            java.net.SocketAddress java = JavaAddress.toJava(to);
            keepArrived(socket);
            socket.bindKept();
            if (socket.datagrams().isConnected()) { // a kernel takes the new peer for the old one
                socket.datagrams().disconnect();
            }
            trace.calls("DatagramChannel.connect", Trace.address(to));
            socket.datagrams().connect(java);
            return Done.ZERO;
        }
    }

    private void keepArrived(NioSocket socket) {
        while (socket.take(trace)) {
            // it waits for recv
        }
    }

    // ---------------------------------------------------------------- streams

    private Done stream(NioSocket socket, SocketAddress address) throws Fails, Lacks, IOException {
        long deadline = Waiter.after(socket.sendTimeout == 0 ? -1 : socket.sendTimeout);
        if (address instanceof SocketAddress.Unspec) {
            return dissolve(socket);
        }
        if (begin(socket, address)) {
            return Done.ZERO;
        }
        if (socket.nonBlocking) {
            synchronized (socket) {
                socket.promised = true;
            }
            throw new Fails(Errno.EINPROGRESS);
        }
        return await(socket, deadline);
    }

    /** Begins, or goes on with what was begun; true if there is a connection. */
    private boolean begin(NioSocket socket, SocketAddress address) throws Fails, Lacks, IOException {
        synchronized (socket) {
            boolean goesOn = socket.state == NioSocket.State.CONNECTING;
            socket.progress(trace);
            switch (socket.state) {
                case CONNECTED -> {
                    if (goesOn || socket.promised) {
                        socket.promised = false;
                        return true;
                    }
                    throw new Fails(Errno.EISCONN);
                }
                case LISTENING -> throw new Fails(socket.unix() ? Errno.EINVAL : Errno.EISCONN);
                case CONNECTING -> {
                    if (socket.nonBlocking) {
                        throw new Fails(Errno.EALREADY);
                    }
                    return false;
                }
                case FAILED -> {
                    if (socket.inputShut || socket.outputShut) {
                        throw new Fails(Errno.EINVAL);
                    }
                    Errno errno = socket.takeError().orElse(Errno.ECONNABORTED);
                    socket.renew();
                    throw new Fails(errno);
                }
                case FRESH, DATAGRAM -> {
                    return first(socket, address);
                }
            }
        }
        throw new IllegalStateException();
    }

    private boolean first(NioSocket socket, SocketAddress address) throws Fails, Lacks, IOException {
        AddressRules.check(socket, address);
        if (socket.inputShut || socket.outputShut) {
            throw Lacks.onlyC("Java connects no socket that was shut down before, a new one works");
        }
        SocketAddress to = JavaAddress.destination(address);
        java.net.SocketAddress java = JavaAddress.toJava(to);
        socket.bindKept();
        trace.calls("SocketChannel.connect", Trace.address(to));
        try {
            boolean connected = socket.connection().connect(java);
            trace.returned(connected);
            socket.state = connected ? NioSocket.State.CONNECTED : NioSocket.State.CONNECTING;
            return connected;
        } catch (IOException e) {
            trace.threw(e);
            Errno errno = JavaErrors.errno(e).orElse(Errno.EIO);
            socket.renew();
            throw new Fails(errno);
        }
    }

    /** Resets a TCP connection, or ends listening, and goes back to the beginning. */
    private Done dissolve(NioSocket socket) throws Fails, IOException {
        if (socket.unix()) {
            throw new Fails(Errno.EINVAL);
        }
        synchronized (socket) {
            boolean connected = socket.state == NioSocket.State.CONNECTED && !socket.over();
            if (connected) {
                socket.connection().setOption(StandardSocketOptions.SO_LINGER, 0); // makes close reset it
            }
            trace.calls(Opening.type(socket) + ".close");
            boolean told = connected || socket.state == NioSocket.State.CONNECTING;
            socket.renew();
            socket.error = told ? Optional.of(Errno.ECONNRESET) : Optional.empty();
            socket.turns.changed();
            return Done.ZERO;
        }
    }

    private Done await(NioSocket socket, long deadline) throws Fails, Lacks, IOException {
        while (true) {
            if (!waiter.await(socket, SelectionKey.OP_CONNECT, deadline)) {
                throw new Fails(Errno.EINPROGRESS);
            }
            synchronized (socket) {
                Trace finish = new Trace();
                socket.progress(finish);
                trace.endedAs(finish);
                if (socket.state == NioSocket.State.CONNECTED) {
                    return Done.ZERO;
                } else if (socket.state == NioSocket.State.FAILED) {
                    Optional<Errno> errno = socket.takeError();
                    socket.renew();
                    throw new Fails(errno.orElse(Errno.ECONNABORTED));
                }
            }
        }
    }

    // ---------------------------------------------------------------- half-close

    Done shutdown(NioSocket socket, int how) throws Fails, Lacks, IOException {
        if (how < Const.SHUT_RD.value() || how > Const.SHUT_RDWR.value()) {
            throw new Fails(Errno.EINVAL);
        }
        synchronized (socket) {
            socket.progress(new Trace());
            switch (socket.state) {
                case DATAGRAM, FRESH, FAILED -> {
                    note(socket, how);
                    if (!socket.unix() && socket.remote().isEmpty()) {
                        throw new Fails(Errno.ENOTCONN);
                    }
                }
                case CONNECTING -> dissolve(socket);
                case LISTENING -> {
                    if (how != Const.SHUT_WR.value()) {
                        endListening(socket);
                    }
                }
                case CONNECTED -> halfClose(socket, how);
            }
        }
        return Done.ZERO;
    }

    private void endListening(NioSocket socket) throws Fails, Lacks, IOException {
        if (socket.unix()) {
            throw Lacks.onlyC("Java cannot end a ServerSocketChannel's listening, close can");
        }
        dissolve(socket);
    }

    /** Nobody else is told of it, so no channel needs to know. It counts although the call may fail. Source: Linux, inet_shutdown. */
    private static void note(NioSocket socket, int how) {
        socket.inputShut |= how != Const.SHUT_WR.value();
        socket.outputShut |= how != Const.SHUT_RD.value();
        socket.turns.changed();
    }

    /** TCP tells the peer nothing, and what comes can still be read: after shutdownInput Java would throw it away. */
    private void shutInput(NioSocket socket) throws IOException {
        if (socket.unix()) {
            socket.fill(Integer.MAX_VALUE, new Trace());
            trace.calls("SocketChannel.shutdownInput");
            socket.connection().shutdownInput();
        }
        socket.inputShut = true;
        socket.turns.changed();
    }

    private void halfClose(NioSocket socket, int how) throws Fails, IOException {
        socket.fill(Math.max(1, socket.ahead.length()), new Trace());
        if (socket.over() && !socket.unix()) {
            throw new Fails(Errno.ENOTCONN);
        }
        if (how != Const.SHUT_WR.value()) {
            shutInput(socket);
        }
        if (how != Const.SHUT_RD.value()) {
            trace.calls("SocketChannel.shutdownOutput");
            socket.connection().shutdownOutput();
            socket.outputShut = true;
        }
    }
}
