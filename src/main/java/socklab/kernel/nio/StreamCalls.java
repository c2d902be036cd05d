package socklab.kernel.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/** Sends and receives on streams; {@link DatagramCalls} does so for datagrams. */
final class StreamCalls {
    private static final int SENDING = Const.MSG_DONTWAIT.value() | Const.MSG_NOSIGNAL.value() | Const.MSG_OOB.value();
    private static final int RECEIVING = Const.MSG_DONTWAIT.value()
            | Const.MSG_NOSIGNAL.value()
            | Const.MSG_PEEK.value()
            | Const.MSG_TRUNC.value()
            | Const.MSG_WAITALL.value()
            | Const.MSG_CMSG_CLOEXEC.value()
            | Const.MSG_WAITFORONE.value();

    private final BlockingWait waiter;
    private final JavaCallTrace trace;
    private final DatagramCalls datagrams;

    StreamCalls(BlockingWait waiter, JavaCallTrace trace) {
        this.waiter = waiter;
        this.trace = trace;
        this.datagrams = new DatagramCalls(waiter, trace);
    }

    private static void check(int flags, int known) throws UnsupportedCall {
        int unknown = flags & ~known;
        if (unknown != 0) {
            throw UnsupportedCall.onlyC("Java has no " + Const.flags(Const.Group.MSG, unknown));
        }
    }

    static boolean has(int flags, Const flag) {
        return (flags & flag.value()) != 0;
    }

    /** Whether a call may wait. */
    static boolean waits(NioSocket socket, int flags) {
        return !socket.nonBlocking && !has(flags, Const.MSG_DONTWAIT);
    }

    static long deadline(long timeout) {
        return BlockingWait.after(timeout == 0 ? -1 : timeout);
    }

    ReceivedData receive(NioSocket socket, int room, int flags) throws ErrnoException, UnsupportedCall, IOException {
        check(flags, RECEIVING);
        return socket.stream() ? receiveStream(socket, room, flags) : datagrams.receive(socket, room, flags);
    }

    long send(NioSocket socket, Bytes data, int flags, Optional<SocketAddress> to)
            throws ErrnoException, UnsupportedCall, IOException {
        check(flags, SENDING);
        if (!socket.stream()) {
            if (has(flags, Const.MSG_OOB)) {
                throw new ErrnoException(Errno.EOPNOTSUPP);
            }
            return datagrams.send(socket, data, flags, to);
        } else if (socket.unix() && to.isPresent()) {
            throw new ErrnoException(socket.state == NioSocket.State.CONNECTED ? Errno.EISCONN : Errno.EOPNOTSUPP);
        }
        return has(flags, Const.MSG_OOB) ? sendUrgent(socket, data) : sendStream(socket, data, flags);
    }

    // ---------------------------------------------------------------- receiving

    private ReceivedData receiveStream(NioSocket socket, int room, int flags) throws ErrnoException, IOException {
        long deadline = deadline(socket.receiveTimeout);
        boolean peek = has(flags, Const.MSG_PEEK);
        boolean all = has(flags, Const.MSG_WAITALL);
        Bytes got = Bytes.EMPTY;
        while (true) {
            synchronized (socket) {
                readable(socket);
                socket.fill(Math.max(1, room - (peek ? 0 : got.length())), trace);
                boolean some = socket.ahead.length() > 0;
                int count = Math.min(room - (peek ? 0 : got.length()), socket.ahead.length());
                got = peek ? socket.ahead.slice(0, count) : got.plus(socket.ahead.slice(0, count));
                socket.ahead = peek ? socket.ahead : socket.ahead.slice(count, socket.ahead.length());
                boolean enough = got.length() == room ? some || room > 0 : got.length() > 0 && !all;
                if (enough
                        || socket.ended() && socket.error.isEmpty()
                        || got.length() > 0 && socket.error.isPresent()) {
                    return received(socket, got, flags);
                }
                Optional<Errno> error = socket.takeError();
                if (error.isPresent()) {
                    throw new ErrnoException(error.get());
                }
            }
            if (!goOn(socket, flags, got, room == 0 && !socket.unix(), deadline)) {
                return received(socket, got, flags);
            }
        }
    }

    /** Waits for more; false if the call ends with what it has. */
    private boolean goOn(NioSocket socket, int flags, Bytes got, boolean none, long deadline)
            throws ErrnoException, IOException {
        try {
            int operation = socket.state == NioSocket.State.CONNECTING ? SelectionKey.OP_CONNECT : SelectionKey.OP_READ;
            if (!waits(socket, flags) || !waiter.await(socket, operation, deadline)) {
                throw new ErrnoException(Errno.EAGAIN);
            }
            return true;
        } catch (ErrnoException e) {
            boolean waited =
                    // with an empty buffer it waits once, and any end of the wait is a success
                    none && waits(socket, flags);
            if (got.length() > 0 || waited) {
                return false;
            }
            throw e;
        }
    }

    private void readable(NioSocket socket) throws ErrnoException {
        socket.progress(trace);
        switch (socket.state) {
            case FRESH -> {
                Optional<Errno> error = socket.takeError();
                if (error.isPresent()) {
                    throw new ErrnoException(error.get());
                }
                if (socket.unix() || !socket.inputShut) {
                    throw new ErrnoException(socket.unix() ? Errno.EINVAL : Errno.ENOTCONN);
                }
            }
            case LISTENING -> throw new ErrnoException(socket.unix() ? Errno.EINVAL : Errno.ENOTCONN);
            case FAILED -> {
                Optional<Errno> error = socket.takeError();
                if (error.isPresent()) {
                    throw new ErrnoException(error.get());
                }
                socket.endOfStream = true;
            }
            case CONNECTED, CONNECTING, DATAGRAM -> {}
        }
    }

    /** MSG_TRUNC of TCP discards the bytes and counts them. A Unix-domain peer with a name is reported. */
    private static ReceivedData received(NioSocket socket, Bytes got, int flags) throws IOException {
        boolean discard = has(flags, Const.MSG_TRUNC) && !socket.unix();
        Optional<SocketAddress> from = socket.unix() && got.length() > 0 && socket.state == NioSocket.State.CONNECTED
                ? socket.remote().filter(a -> !a.equals(SocketAddress.Unix.NONE))
                : Optional.empty();
        return new ReceivedData(got.length(), discard ? Bytes.EMPTY : got, from, false);
    }

    // ---------------------------------------------------------------- sending

    private void writable(NioSocket socket) throws ErrnoException {
        socket.progress(trace);
        Optional<Errno> error = socket.state == NioSocket.State.CONNECTING ? Optional.empty() : socket.takeError();
        if (error.isPresent()) {
            throw new ErrnoException(error.get());
        }
        switch (socket.state) {
            case FRESH, LISTENING -> throw new ErrnoException(socket.unix() ? Errno.ENOTCONN : Errno.EPIPE);
            case FAILED -> throw new ErrnoException(Errno.EPIPE);
            case CONNECTED -> {
                if (socket.outputShut || socket.reset) {
                    throw new ErrnoException(Errno.EPIPE);
                }
            }
            case CONNECTING, DATAGRAM -> {}
        }
    }

    private long sendStream(NioSocket socket, Bytes data, int flags) throws ErrnoException, IOException {
        long deadline = deadline(socket.sendTimeout);
        ByteBuffer buffer = ByteBuffer.wrap(data.toArray());
        while (true) {
            try {
                synchronized (socket) {
                    writable(socket);
                    if (socket.state == NioSocket.State.CONNECTED) {
                        write(socket, buffer, data);
                    }
                }
                if (socket.state == NioSocket.State.CONNECTED && !buffer.hasRemaining()) {
                    return buffer.position();
                }
                int operation =
                        socket.state == NioSocket.State.CONNECTING ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE;
                if (!waits(socket, flags) || !waiter.await(socket, operation, deadline)) {
                    throw new ErrnoException(Errno.EAGAIN);
                }
            } catch (ErrnoException e) {
                if (buffer.position() > 0) {
                    return buffer.position();
                }
                throw e;
            }
        }
    }

    private void write(NioSocket socket, ByteBuffer buffer, Bytes data) throws ErrnoException {
        try {
            trace.calls("SocketChannel.write", JavaCallTrace.data(data.slice(buffer.position(), data.length())));
            int count = 1;
            int total = 0;
            while (count > 0 && buffer.hasRemaining()) {
                count = socket.connection().write(buffer);
                total += count;
            }
            trace.returned(total);
        } catch (IOException e) {
            trace.threw(e);
            socket.reset = true;
            throw new ErrnoException(ExceptionErrnos.errno(e).orElse(Errno.EIO));
        }
    }

    private long sendUrgent(NioSocket socket, Bytes data) throws ErrnoException, UnsupportedCall, IOException {
        if (socket.unix() || data.length() != 1) {
            throw UnsupportedCall.onlyC("Java sends one urgent byte at a time, on TCP");
        }
        synchronized (socket) {
            writable(socket);
            trace.calls("Socket.sendUrgentData", JavaCallTrace.word(data.at(0)));
            socket.connection().socket().sendUrgentData(data.at(0));
        }
        return 1;
    }
}
