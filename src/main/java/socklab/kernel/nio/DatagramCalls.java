package socklab.kernel.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/** Sends and receives datagrams. */
final class DatagramCalls {
    private static final int MOST = 0xffff;
    /** The maximum payload of a datagram over IPv4. */
    private static final int LONGEST = 65_507;

    private final BlockingWait waiter;
    private final JavaCallTrace trace;

    DatagramCalls(BlockingWait waiter, JavaCallTrace trace) {
        this.waiter = waiter;
        this.trace = trace;
    }

    ReceivedData receive(NioSocket socket, int room, int flags) throws ErrnoException, IOException {
        long deadline = StreamCalls.deadline(socket.receiveTimeout);
        while (true) {
            synchronized (socket) {
                Optional<Errno> error = socket.takeError();
                if (error.isEmpty()) {
                    socket.look(trace);
                    error = socket.takeError();
                }
                if (error.isPresent()) {
                    throw new ErrnoException(error.get());
                }
                if (socket.inputShut && socket.arrived.isEmpty() && StreamCalls.waits(socket, flags)) {
                    return ReceivedData.NOTHING; // a blocking call returns 0, a non-blocking one EAGAIN
                }
                NioSocket.Arrived next =
                        StreamCalls.has(flags, Const.MSG_PEEK) ? socket.arrived.peek() : socket.arrived.poll();
                if (next != null) {
                    return received(next, room, flags);
                }
            }
            if (!StreamCalls.waits(socket, flags) || !waiter.await(socket, SelectionKey.OP_READ, deadline)) {
                throw new ErrnoException(Errno.EAGAIN);
            }
        }
    }

    /** Bytes that do not fit are lost. With MSG_TRUNC the call returns the length of the datagram. */
    private static ReceivedData received(NioSocket.Arrived next, int room, int flags) {
        int whole = next.data().length();
        Bytes data = next.data().slice(0, Math.min(room, whole));
        return new ReceivedData(
                StreamCalls.has(flags, Const.MSG_TRUNC) ? whole : data.length(), data, next.from(), whole > room);
    }

    long send(NioSocket socket, Bytes data, int flags, Optional<SocketAddress> to)
            throws ErrnoException, UnsupportedCall, IOException {
        long deadline = StreamCalls.deadline(socket.sendTimeout);
        ByteBuffer buffer = ByteBuffer.wrap(data.toArray());
        while (true) {
            synchronized (socket) {
                bindUnasked(socket);
                if (data.length() > MOST && socket.domain == Const.AF_INET.value()) {
                    throw new ErrnoException(Errno.EMSGSIZE);
                }
                int sent = attempt(socket, buffer, data, to);
                if (sent > 0 || data.length() == 0) {
                    return sent;
                }
            }
            if (!StreamCalls.waits(socket, flags) || !waiter.await(socket, SelectionKey.OP_WRITE, deadline)) {
                throw new ErrnoException(Errno.EAGAIN);
            }
        }
    }

    private int attempt(NioSocket socket, ByteBuffer buffer, Bytes data, Optional<SocketAddress> to)
            throws ErrnoException, UnsupportedCall, IOException {
        try {
            return to.isPresent() && !to.equals(socket.remote())
                    ? elsewhere(socket, buffer, data, to.get())
                    : toPeer(socket, buffer, data);
        } catch (IOException e) {
            trace.threw(e);
            throw new ErrnoException(ExceptionErrnos.errno(e).orElse(Errno.EIO));
        }
    }

    /** Sending binds the socket first, even if it fails. Source: Linux, inet_send_prepare. */
    private static void bindUnasked(NioSocket socket) throws ErrnoException, UnsupportedCall, IOException {
        socket.bindKept();
        if (socket.datagrams().getLocalAddress() == null) {
            socket.datagrams().bind(null);
        }
    }

    private int toPeer(NioSocket socket, ByteBuffer buffer, Bytes data)
            throws ErrnoException, UnsupportedCall, IOException {
        if (socket.remote().isEmpty()) {
            throw new ErrnoException(Errno.EDESTADDRREQ);
        }
        mayGo(socket, data);
        if (data.length() == 0) {
            throw UnsupportedCall.onlyC(
                    "Java sends no empty datagram on a connected socket, sendto on one that is not connected works");
        }
        trace.calls("DatagramChannel.write", JavaCallTrace.data(data));
        int sent = socket.datagrams().write(buffer);
        trace.returned(sent);
        return sent;
    }

    /** Sends to an address that was checked. A datagram that is too long was refused before. */
    private void mayGo(NioSocket socket, Bytes data) throws ErrnoException {
        if (data.length() > LONGEST) {
            return;
        }
        if (socket.outputShut) {
            socket.look(trace); // a pending error is returned first
        }
        Optional<Errno> error = socket.takeError();
        if (error.isPresent() || socket.outputShut) {
            throw new ErrnoException(error.orElse(Errno.EPIPE));
        }
    }

    private int elsewhere(NioSocket socket, ByteBuffer buffer, Bytes data, SocketAddress address)
            throws ErrnoException, UnsupportedCall, IOException {
        AddressRules.checkDestination(socket, address);
        SocketAddress to = JavaAddress.destination(address);
        java.net.SocketAddress java = JavaAddress.toJava(to);
        if (to.port() == 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        mayGo(socket, data);
        if (socket.remote().isPresent()) {
            throw UnsupportedCall.onlyC("Java sends from a connected socket to its peer only, connect unspec first");
        }
        trace.calls("DatagramChannel.send", JavaCallTrace.data(data), JavaCallTrace.address(to));
        int sent = socket.datagrams().send(buffer, java);
        trace.returned(sent);
        return sent;
    }
}
