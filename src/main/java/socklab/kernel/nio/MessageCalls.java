package socklab.kernel.nio;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Out;

/** sendmsg, recvmsg, sendmmsg and recvmmsg: messages in several pieces, one or more in a call. */
final class MessageCalls {
    private final StreamCalls transfer;

    MessageCalls(StreamCalls transfer) {
        this.transfer = transfer;
    }

    CallResult send(NioSocket socket, Arg.Message message, int flags)
            throws ErrnoException, UnsupportedCall, IOException {
        return CallResult.of(sendOne(socket, message, flags));
    }

    private long sendOne(NioSocket socket, Arg.Message message, int flags)
            throws ErrnoException, UnsupportedCall, IOException {
        if (!message.control().isEmpty()) {
            throw UnsupportedCall.onlyC("Java sends no control messages");
        }
        return transfer.send(socket, message.pieces().stream().reduce(Bytes.EMPTY, Bytes::plus), flags, message.to());
    }

    CallResult sendEach(NioSocket socket, Arg.Messages messages, int flags)
            throws ErrnoException, UnsupportedCall, IOException {
        List<Integer> lengths = new ArrayList<>();
        for (Arg.Message message : messages.messages()) {
            try {
                lengths.add((int) sendOne(socket, message, flags));
            } catch (ErrnoException e) {
                if (lengths.isEmpty()) {
                    throw e;
                }
                break; // the next call returns the error. Source: sendmmsg(2).
            }
        }
        return CallResult.of(lengths.size(), new Out.Messages(List.of(), lengths));
    }

    CallResult receive(NioSocket socket, Arg.MessageSpace space, int flags)
            throws ErrnoException, UnsupportedCall, IOException {
        ReceivedData received = receiveOne(socket, space, flags);
        return CallResult.of(received.value(), message(space, received, flags));
    }

    private ReceivedData receiveOne(NioSocket socket, Arg.MessageSpace space, int flags)
            throws ErrnoException, UnsupportedCall, IOException {
        return transfer.receive(socket, space.pieces().stream().mapToInt(n -> n).sum(), flags);
    }

    private static Out.Message message(Arg.MessageSpace space, ReceivedData received, int flags) {
        List<Bytes> pieces = new ArrayList<>();
        int at = 0;
        for (int room : space.pieces()) {
            int here = Math.min(room, received.data().length() - at);
            pieces.add(received.data().slice(at, at + here));
            at += here;
        }
        int told = (received.truncated() ? Const.MSG_TRUNC.value() : 0) | flags & Const.MSG_CMSG_CLOEXEC.value();
        int nameLength = space.address() == 0
                ? 0
                : received.from().map(JavaAddress::length).orElse(0);
        return new Out.Message(
                received.from().filter(_ -> space.address() > 0), nameLength, 0, pieces, List.of(), 0, told);
    }

    /**
     * MSG_WAITFORONE waits for the first message only; the time-out is checked after each message. Source:
     * recvmmsg(2), "BUGS".
     */
    CallResult receiveEach(NioSocket socket, Arg.MessagesSpace space, int flags, Optional<Long> timeout)
            throws ErrnoException, UnsupportedCall, IOException {
        long deadline = BlockingWait.after(timeout.orElse(-1L));
        List<Out.Message> messages = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        int now = flags;
        for (Arg.MessageSpace one : space.messages()) {
            try {
                ReceivedData received = receiveOne(socket, one, now);
                messages.add(message(one, received, flags));
                lengths.add((int) received.value());
            } catch (ErrnoException e) {
                if (messages.isEmpty()) {
                    throw e;
                }
                keep(socket, e.errno());
                break;
            }
            now |= StreamCalls.has(flags, Const.MSG_WAITFORONE) ? Const.MSG_DONTWAIT.value() : 0;
            if (BlockingWait.left(deadline) == 0) {
                break;
            }
        }
        Out.Messages out = new Out.Messages(messages, lengths);
        return timeout.isEmpty()
                ? CallResult.of(messages.size(), out)
                : CallResult.of(messages.size(), out, new Out.Left(Duration.ofNanos(BlockingWait.left(deadline))));
    }

    /** An error after received messages is returned by the next call. */
    private static void keep(NioSocket socket, Errno errno) {
        if (errno != Errno.EAGAIN && errno != Errno.EINTR) {
            synchronized (socket) {
                socket.error = Optional.of(errno);
            }
        }
    }
}
