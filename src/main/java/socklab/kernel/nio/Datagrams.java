package socklab.kernel.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/** Datagrams go and come. */
final class Datagrams {
    private final Waiter waiter;
    private final Trace trace;

    Datagrams(Waiter waiter, Trace trace) {
        this.waiter = waiter;
        this.trace = trace;
    }

    Received receive(NioSocket socket, int room, int flags) throws Fails, IOException {
        long deadline = Transfer.deadline(socket.receiveTimeout);
        while (true) {
            synchronized (socket) {
                Optional<Errno> error = socket.takeError();
                if (error.isEmpty()) {
                    socket.look(trace);
                    error = socket.takeError();
                }
                if (error.isPresent()) {
                    throw new Fails(error.get());
                }
                NioSocket.Arrived next = Transfer.has(flags, Const.MSG_PEEK) ? socket.arrived.peek() : socket.arrived.poll();
                if (next != null) {
                    return received(next, room, flags);
                }
            }
            if (!Transfer.waits(socket, flags) || !waiter.await(socket, SelectionKey.OP_READ, deadline)) {
                throw new Fails(Errno.EAGAIN);
            }
        }
    }

    /** What exceeds the room is lost. With MSG_TRUNC the call returns the datagram's own length. */
    private static Received received(NioSocket.Arrived next, int room, int flags) {
        int whole = next.data().length();
        Bytes data = next.data().slice(0, Math.min(room, whole));
        return new Received(Transfer.has(flags, Const.MSG_TRUNC) ? whole : data.length(), data, next.from(), whole > room);
    }

    long send(NioSocket socket, Bytes data, int flags, Optional<SocketAddress> to) throws Fails, Lacks, IOException {
        long deadline = Transfer.deadline(socket.sendTimeout);
        ByteBuffer buffer = ByteBuffer.wrap(data.toArray());
        while (true) {
            synchronized (socket) {
                Optional<Errno> error = socket.takeError();
                if (error.isPresent()) {
                    throw new Fails(error.get());
                }
                Optional<SocketAddress> peer = socket.remote();
                int sent = to.isPresent() && !to.equals(peer) ? elsewhere(socket, buffer, data, to.get()) : toPeer(socket, buffer, data);
                if (sent > 0 || data.length() == 0) {
                    return sent;
                }
            }
            if (!Transfer.waits(socket, flags) || !waiter.await(socket, SelectionKey.OP_WRITE, deadline)) {
                throw new Fails(Errno.EAGAIN);
            }
        }
    }

    private int toPeer(NioSocket socket, ByteBuffer buffer, Bytes data) throws Fails, Lacks, IOException {
        if (socket.remote().isEmpty()) {
            throw new Fails(Errno.EDESTADDRREQ);
        } else if (data.length() == 0) {
            throw Lacks.onlyC("Java sends no empty datagram on a connected socket, sendto on one that is not connected works");
        }
        trace.calls("DatagramChannel.write", Trace.data(data));
        int sent = socket.datagrams().write(buffer);
        trace.returned(sent);
        return sent;
    }

    private int elsewhere(NioSocket socket, ByteBuffer buffer, Bytes data, SocketAddress address) throws Fails, Lacks, IOException {
        AddressRules.checkDatagram(socket, address);
        SocketAddress to = JavaAddress.destination(address);
        java.net.SocketAddress java = JavaAddress.toJava(to);
        if (JavaAddress.port(to) == 0) {
            throw new Fails(Errno.EINVAL);
        } else if (socket.remote().isPresent()) {
            throw Lacks.onlyC("Java sends from a connected socket to its peer only, connect unspec first");
        }
        trace.calls("DatagramChannel.send", Trace.data(data), Trace.address(to));
        int sent = socket.datagrams().send(buffer, java);
        trace.returned(sent);
        return sent;
    }
}
