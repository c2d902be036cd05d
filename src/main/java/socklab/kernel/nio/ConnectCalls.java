package socklab.kernel.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/** connect and shutdown. */
final class ConnectCalls {
    private final BlockingWait waiter;
    private final JavaCallTrace trace;

    ConnectCalls(BlockingWait waiter, JavaCallTrace trace) {
        this.waiter = waiter;
        this.trace = trace;
    }

    CallResult connect(NioSocket socket, SocketAddress address) throws ErrnoException, UnsupportedCall, IOException {
        return socket.stream() ? stream(socket, address) : datagram(socket, address);
    }

    // ---------------------------------------------------------------- datagrams

    /** Sets or removes the peer. Datagrams that arrived before are kept, although Java would discard them. */
    private CallResult datagram(NioSocket socket, SocketAddress address)
            throws ErrnoException, UnsupportedCall, IOException {
        synchronized (socket) {
            if (address instanceof SocketAddress.Unspec) {
                keepArrived(socket);
                trace.calls("DatagramChannel.disconnect");
                socket.datagrams().disconnect();
                socket.unbind();
                return CallResult.ZERO;
            }
            AddressRules.checkDatagram(socket, address);
            AddressRules.checkReach(socket, address);
            SocketAddress to = JavaAddress.destination(address);
            if (to.port() == 0) {
                throw UnsupportedCall.onlyC("Java connects no datagram socket to port 0");
            }
            java.net.SocketAddress java = JavaAddress.toJava(to);
            keepArrived(socket);
            socket.bindKept();
            if (socket.datagrams().isConnected()) { // the new peer replaces the old one
                socket.datagrams().disconnect();
            }
            trace.calls("DatagramChannel.connect", JavaCallTrace.address(to));
            socket.datagrams().connect(java);
            return CallResult.ZERO;
        }
    }

    private void keepArrived(NioSocket socket) {
        while (socket.take(trace)) {
            // kept for recv
        }
    }

    // ---------------------------------------------------------------- streams

    private CallResult stream(NioSocket socket, SocketAddress address)
            throws ErrnoException, UnsupportedCall, IOException {
        long deadline = BlockingWait.after(socket.sendTimeout == 0 ? -1 : socket.sendTimeout);
        if (address instanceof SocketAddress.Unspec) {
            return dissolve(socket);
        }
        if (begin(socket, address)) {
            return CallResult.ZERO;
        }
        if (socket.nonBlocking) {
            synchronized (socket) {
                socket.promised = true;
            }
            throw new ErrnoException(Errno.EINPROGRESS);
        }
        return await(socket, deadline);
    }

    /** Starts a connection, or continues one that was started; true if it is established. */
    private boolean begin(NioSocket socket, SocketAddress address) throws ErrnoException, UnsupportedCall, IOException {
        synchronized (socket) {
            boolean goesOn = socket.state == NioSocket.State.CONNECTING;
            socket.progress(trace);
            switch (socket.state) {
                case CONNECTED -> {
                    if (goesOn || socket.promised) {
                        socket.promised = false;
                        return true;
                    }
                    throw new ErrnoException(Errno.EISCONN);
                }
                case LISTENING -> throw new ErrnoException(socket.unix() ? Errno.EINVAL : Errno.EISCONN);
                case CONNECTING -> {
                    if (socket.nonBlocking) {
                        throw new ErrnoException(Errno.EALREADY);
                    }
                    return false;
                }
                case FAILED -> {
                    if (socket.inputShut || socket.outputShut) {
                        throw new ErrnoException(Errno.EINVAL);
                    }
                    Errno errno = socket.takeError().orElse(Errno.ECONNABORTED);
                    socket.renew();
                    throw new ErrnoException(errno);
                }
                case FRESH, DATAGRAM -> {
                    return first(socket, address);
                }
            }
        }
        throw new IllegalStateException();
    }

    private boolean first(NioSocket socket, SocketAddress address) throws ErrnoException, UnsupportedCall, IOException {
        AddressRules.check(socket, address);
        if (socket.inputShut || socket.outputShut) {
            throw UnsupportedCall.onlyC("Java connects no socket that was shut down before, a new one works");
        }
        SocketAddress to = JavaAddress.destination(address);
        java.net.SocketAddress java = JavaAddress.toJava(to);
        socket.bindKept();
        trace.calls("SocketChannel.connect", JavaCallTrace.address(to));
        try {
            boolean connected = socket.connection().connect(java);
            trace.returned(connected);
            socket.state = connected ? NioSocket.State.CONNECTED : NioSocket.State.CONNECTING;
            return connected;
        } catch (IOException e) {
            trace.threw(e);
            Errno errno = ExceptionErrnos.errno(e).orElse(Errno.EIO);
            socket.renew();
            throw new ErrnoException(errno);
        }
    }

    /** Resets a TCP connection or stops listening; the socket is as new afterwards. */
    private CallResult dissolve(NioSocket socket) throws ErrnoException, IOException {
        if (socket.unix()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        synchronized (socket) {
            boolean connected = socket.state == NioSocket.State.CONNECTED && !socket.over();
            if (connected) {
                socket.connection().setOption(StandardSocketOptions.SO_LINGER, 0); // close sends a reset
            }
            trace.calls(SocketCalls.type(socket) + ".close");
            boolean told = connected || socket.state == NioSocket.State.CONNECTING;
            socket.renew();
            socket.error = told ? Optional.of(Errno.ECONNRESET) : Optional.empty();
            socket.turns.changed();
            return CallResult.ZERO;
        }
    }

    private CallResult await(NioSocket socket, long deadline) throws ErrnoException, UnsupportedCall, IOException {
        while (true) {
            if (!waiter.await(socket, SelectionKey.OP_CONNECT, deadline)) {
                throw new ErrnoException(Errno.EINPROGRESS);
            }
            synchronized (socket) {
                JavaCallTrace finish = new JavaCallTrace();
                socket.progress(finish);
                trace.endedAs(finish);
                if (socket.state == NioSocket.State.CONNECTED) {
                    return CallResult.ZERO;
                } else if (socket.state == NioSocket.State.FAILED) {
                    Optional<Errno> errno = socket.takeError();
                    socket.renew();
                    throw new ErrnoException(errno.orElse(Errno.ECONNABORTED));
                }
            }
        }
    }

    // ---------------------------------------------------------------- half-close

    CallResult shutdown(NioSocket socket, int how) throws ErrnoException, UnsupportedCall, IOException {
        if (how < Const.SHUT_RD.value() || how > Const.SHUT_RDWR.value()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        synchronized (socket) {
            socket.progress(new JavaCallTrace());
            switch (socket.state) {
                case DATAGRAM, FRESH, FAILED -> {
                    note(socket, how);
                    if (!socket.unix() && socket.remote().isEmpty()) {
                        throw new ErrnoException(Errno.ENOTCONN);
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
        return CallResult.ZERO;
    }

    private void endListening(NioSocket socket) throws ErrnoException, UnsupportedCall, IOException {
        if (socket.unix()) {
            throw UnsupportedCall.onlyC("Java cannot end a ServerSocketChannel's listening, close can");
        }
        dissolve(socket);
    }

    /**
     * The peer is not told, so the channel need not know. It takes effect even if the call fails. Source: Linux,
     * inet_shutdown.
     */
    private static void note(NioSocket socket, int how) {
        socket.inputShut |= how != Const.SHUT_WR.value();
        socket.outputShut |= how != Const.SHUT_RD.value();
        socket.turns.changed();
    }

    /**
     * TCP does not tell the peer, and data that arrives can still be read; after shutdownInput Java would discard it.
     */
    private void shutInput(NioSocket socket) throws IOException {
        if (socket.unix()) {
            socket.fill(Integer.MAX_VALUE, new JavaCallTrace());
            trace.calls("SocketChannel.shutdownInput");
            socket.connection().shutdownInput();
        }
        socket.inputShut = true;
        socket.turns.changed();
    }

    private void halfClose(NioSocket socket, int how) throws ErrnoException, IOException {
        socket.fill(Math.max(1, socket.ahead.length()), new JavaCallTrace());
        if (socket.over() && !socket.unix()) {
            throw new ErrnoException(Errno.ENOTCONN);
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
