package socklab.kernel.nio;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.JavaCall;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;

/**
 * Makes the calls of one thread through Java's channels. It is the only class outside {@code call} that knows calls
 * by name; the compiler demands a case for each new call.
 */
final class NioCaller implements Caller {
    private final DescriptorTable descriptors;
    private final BlockingWait waiter = new BlockingWait();
    private final JavaCallTrace trace = new JavaCallTrace();
    private final SocketCalls opening;
    private final ConnectCalls connecting;
    private final StreamCalls transfer;
    private final MessageCalls messages;
    private final OptionCalls settings;
    private final FcntlCalls commands;
    private final PollCalls polling;

    NioCaller(DescriptorTable descriptors) {
        this.descriptors = descriptors;
        this.opening = new SocketCalls(descriptors, waiter, trace);
        this.connecting = new ConnectCalls(waiter, trace);
        this.transfer = new StreamCalls(waiter, trace);
        this.messages = new MessageCalls(transfer);
        this.settings = new OptionCalls(trace);
        this.commands = new FcntlCalls(descriptors, trace);
        this.polling = new PollCalls(descriptors, new Readiness(waiter, trace));
    }

    @Override
    public Outcome invoke(Invocation invocation) {
        trace.clear();
        long start = System.nanoTime();
        waiter.enter(start);
        try {
            CallResult done = perform(invocation);
            return new Outcome.Returned(
                    done.value(), done.outs(invocation), System.nanoTime() - start, Optional.of(trace.call()));
        } catch (ErrnoException e) {
            return failed(invocation, e.errno(), start);
        } catch (UnsupportedCall e) {
            return new Outcome.Unsupported(e.getMessage());
        } catch (UnsupportedOperationException e) {
            return new Outcome.Unsupported("Java cannot do that here" + UnsupportedCall.LIBC);
        } catch (IOException | RuntimeException e) {
            trace.threw(e);
            Optional<Errno> errno = ExceptionErrnos.errno(e);
            if (errno.isEmpty() && e instanceof RuntimeException bug) {
                throw bug;
            }
            return failed(invocation, errno.orElse(Errno.EIO), start);
        } finally {
            waiter.leave();
        }
    }

    private Outcome failed(Invocation invocation, Errno errno, long start) {
        return new Outcome.Failed(
                errno, CallResult.ZERO.outs(invocation), System.nanoTime() - start, Optional.of(trace.call()));
    }

    private CallResult perform(Invocation in) throws ErrnoException, UnsupportedCall, IOException {
        return switch (in.call()) {
            case SOCKET -> opening.socket(number(in, 0), number(in, 1), number(in, 2));
            case SOCKETPAIR ->
                throw UnsupportedCall.onlyC(
                        "Java has no pairs; two sockets, bind, listen, connect and accept, make one");
            case DUP -> opening.dup(number(in, 0));
            case CLOSE -> opening.close(number(in, 0));
            case PIPE2, OPENAT, SENDFILE, SPLICE ->
                throw UnsupportedCall.onlyC("Java's channels give no descriptor of a file or pipe");
            case PPOLL -> polling.poll(in.first(Arg.PollSet.class).orElseThrow(), millis(in));
            case PSELECT ->
                polling.select(
                        in.first(Arg.SelectSets.class).orElseThrow(),
                        in.first(Arg.Timeout.class).flatMap(Arg.Timeout::time).map(Duration::toNanos));
            case EPOLL_CREATE1 -> polling.create(number(in, 0));
            case EPOLL_CTL ->
                polling.control(number(in, 0), number(in, 1), number(in, 2), in.first(Arg.Interest.class));
            case EPOLL_WAIT ->
                epollWait(in, in.first(Arg.Millis.class).orElseThrow().millis());
            case EPOLL_PWAIT2 -> epollWait(in, millis(in));
            case POLL ->
                polling.poll(
                        in.first(Arg.PollSet.class).orElseThrow(),
                        in.first(Arg.Millis.class).orElseThrow().millis());
            case SELECT ->
                polling.select(
                        in.first(Arg.SelectSets.class).orElseThrow(),
                        in.first(Arg.Timeval.class).flatMap(Arg.Timeval::time).map(Duration::toNanos));
            case BIND,
                    LISTEN,
                    ACCEPT,
                    ACCEPT4,
                    CONNECT,
                    SEND,
                    SENDTO,
                    RECV,
                    RECVFROM,
                    SENDMSG,
                    RECVMSG,
                    SENDMMSG,
                    RECVMMSG,
                    WRITE,
                    READ,
                    SHUTDOWN,
                    GETSOCKNAME,
                    GETPEERNAME,
                    SETSOCKOPT,
                    GETSOCKOPT,
                    FCNTL,
                    IOCTL -> onSocket(in);
        };
    }

    /** Keeps the socket for the duration of the call, even if another thread closes its descriptor. */
    private CallResult onSocket(Invocation in) throws ErrnoException, UnsupportedCall, IOException {
        OpenFileDescription description = descriptors.use(number(in, 0));
        try {
            if (description instanceof NioSocket socket) {
                return onSocket(in, socket);
            }
            throw new ErrnoException(Errno.ENOTSOCK);
        } finally {
            description.release();
        }
    }

    private CallResult onSocket(Invocation in, NioSocket s) throws ErrnoException, UnsupportedCall, IOException {
        return switch (in.call()) {
            case BIND -> opening.bind(s, address(in).orElseThrow());
            case LISTEN -> opening.listen(s, number(in, 1));
            case ACCEPT -> opening.accept(s, room(in), 0);
            case ACCEPT4 -> opening.accept(s, room(in), number(in, 2));
            case CONNECT -> connecting.connect(s, address(in).orElseThrow());
            case SHUTDOWN -> connecting.shutdown(s, number(in, 1));
            case SEND, SENDTO -> CallResult.of(transfer.send(s, data(in), number(in, 2), address(in)));
            case WRITE -> CallResult.of(transfer.send(s, data(in), 0, Optional.empty()));
            case RECV, RECVFROM -> received(in, transfer.receive(s, space(in), number(in, 2)));
            case READ ->
                space(in) == 0 ? received(in, ReceivedData.NOTHING) : received(in, transfer.receive(s, space(in), 0));
            case SENDMSG -> messages.send(s, in.first(Arg.Message.class).orElseThrow(), number(in, 2));
            case SENDMMSG -> messages.sendEach(s, in.first(Arg.Messages.class).orElseThrow(), number(in, 2));
            case RECVMSG -> messages.receive(s, in.first(Arg.MessageSpace.class).orElseThrow(), number(in, 2));
            case RECVMMSG ->
                messages.receiveEach(
                        s,
                        in.first(Arg.MessagesSpace.class).orElseThrow(),
                        number(in, 2),
                        in.first(Arg.Timespec.class).flatMap(Arg.Timespec::time).map(Duration::toNanos));
            case GETSOCKNAME -> opening.localName(s, room(in));
            case GETPEERNAME -> opening.peerName(s, room(in));
            case SETSOCKOPT -> settings.set(s, in.first(Arg.SetOption.class).orElseThrow());
            case GETSOCKOPT -> settings.get(s, in.first(Arg.GetOption.class).orElseThrow());
            case FCNTL ->
                commands.fcntl(number(in, 0), s, in.first(Arg.Fcntl.class).orElseThrow());
            case IOCTL -> commands.ioctl(s, in.first(Arg.Ioctl.class).orElseThrow());
            case SOCKET,
                    SOCKETPAIR,
                    DUP,
                    CLOSE,
                    EPOLL_CREATE1,
                    EPOLL_CTL,
                    EPOLL_WAIT,
                    EPOLL_PWAIT2,
                    POLL,
                    PPOLL,
                    SELECT,
                    PSELECT,
                    PIPE2,
                    OPENAT,
                    SENDFILE,
                    SPLICE -> throw new IllegalStateException(in.toString());
        };
    }

    /** A time in whole milliseconds, so that no wait is shorter; -1 for ever. */
    private static int millis(Invocation in) {
        return in.first(Arg.Timeout.class)
                .flatMap(Arg.Timeout::time)
                .map(t -> (int) Math.min(Integer.MAX_VALUE, t.plusNanos(999_999).toMillis()))
                .orElse(-1);
    }

    private CallResult epollWait(Invocation in, int millis) throws ErrnoException, IOException {
        OpenFileDescription description = descriptors.use(number(in, 0));
        try {
            if (description instanceof NioEpoll epoll) {
                return polling.await(
                        epoll, in.first(Arg.ReadySpace.class).orElseThrow().count(), millis);
            }
            throw new ErrnoException(Errno.EINVAL);
        } finally {
            description.release();
        }
    }

    private static CallResult received(Invocation in, ReceivedData received) {
        return CallResult.of(
                received.value(),
                new Out.Data(received.data()),
                received.from().map(a -> SocketCalls.name(a, room(in))).orElse(new Out.Name(Optional.empty(), 0, 0)));
    }

    private static int number(Invocation in, int index) {
        return in.args().get(index) instanceof Arg.Num n ? n.value() : 0;
    }

    private static Optional<SocketAddress> address(Invocation in) {
        return in.first(Arg.Address.class).map(Arg.Address::address);
    }

    private static int room(Invocation in) {
        return in.first(Arg.AddressSpace.class).map(Arg.AddressSpace::length).orElse(0);
    }

    private static Bytes data(Invocation in) {
        return in.first(Arg.Payload.class).orElseThrow().data();
    }

    private static int space(Invocation in) {
        return in.first(Arg.Space.class).orElseThrow().length();
    }

    @Override
    public boolean interrupt() {
        return waiter.interrupt();
    }

    @Override
    public boolean asleep() {
        return waiter.asleep();
    }

    @Override
    public OptionalLong inFlightSince() {
        return waiter.inFlightSince();
    }

    @Override
    public long startedAt() {
        return waiter.began();
    }

    @Override
    public void whileInFlight(Runnable action) {
        waiter.during(action);
    }

    @Override
    public Optional<JavaCall> javaCall() {
        return Optional.of(trace.call());
    }

    @Override
    public void close() {
        waiter.close();
    }
}
