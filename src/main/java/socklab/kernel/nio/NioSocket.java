package socklab.kernel.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/**
 * A socket: a channel of Java's, and what a kernel's socket knows beyond it.
 *
 * <p>Java decides with its class whether a TCP socket listens or connects; here it is undecided until then, and its
 * channel may be changed for another. The channel never blocks; who blocks is a {@link BlockingWait}. Everything but the
 * constants is guarded by this object's lock, which is held for no wait.
 */
final class NioSocket extends OpenFileDescription {
    /** How far a socket is. A datagram socket has one state. */
    enum State {
        DATAGRAM,
        /** A stream socket that neither listens nor was connected. */
        FRESH,
        CONNECTING,
        CONNECTED,
        /** The connection that was under way did not come about. */
        FAILED,
        LISTENING
    }

    /** A datagram that was taken from Java and not yet by the user. */
    record Arrived(Bytes data, Optional<SocketAddress> from) {}

    /** How much of a stream is taken from Java at once. */
    private static final int CHUNK = 1 << 18;
    /** No datagram is longer. */
    private static final int LONGEST = 1 << 16;

    final int domain;
    final int type;
    final int protocol;

    State state;
    boolean nonBlocking;
    /** Nanoseconds; 0 waits for ever. */
    long receiveTimeout;

    long sendTimeout;
    /** The options that the user set, to be set again on another channel, and on accepted ones. */
    final Map<SocketOption, OptionValue> chosen = new EnumMap<>(SocketOption.class);
    /** The address that the user bound it to. */
    Optional<SocketAddress> bound = Optional.empty();
    /** The host that the user bound it to, where the port is gone again: the next port will be of this host. */
    Optional<SocketAddress> kept = Optional.empty();

    int backlog;
    /** An error that was found while looking, and is the next call's or SO_ERROR's. */
    Optional<Errno> error = Optional.empty();
    /** Whether connect said that it goes on, and has not said yet that it came about. */
    boolean promised;

    boolean endOfStream;
    boolean reset;
    boolean inputShut;
    boolean outputShut;
    /** What of a stream was taken from Java and not yet by the user. */
    Bytes ahead = Bytes.EMPTY;

    final Deque<Arrived> arrived = new ArrayDeque<>();
    final MulticastMemberships memberships = new MulticastMemberships();
    final WaitQueue turns = new WaitQueue();
    private final Set<Selector> pollers = new HashSet<>();
    private SelectableChannel channel;

    NioSocket(int domain, int type, int protocol, SelectableChannel channel, State state) throws IOException {
        this.domain = domain;
        this.type = type;
        this.protocol = protocol;
        this.state = state;
        this.channel = channel;
        channel.configureBlocking(false);
    }

    boolean stream() {
        return type == Const.SOCK_STREAM.value();
    }

    boolean unix() {
        return domain == Const.AF_UNIX.value();
    }

    synchronized SelectableChannel channel() {
        return channel;
    }

    NetworkChannel network() {
        return (NetworkChannel) channel();
    }

    DatagramChannel datagrams() {
        return (DatagramChannel) channel();
    }

    SocketChannel connection() {
        return (SocketChannel) channel();
    }

    ServerSocketChannel listener() {
        return (ServerSocketChannel) channel();
    }

    /** Goes on with another channel; the one of before is closed first. */
    synchronized void change(SelectableChannel next) throws IOException {
        channel.close();
        for (Selector selector : pollers) {
            selector.selectNow(); // a channel is not closed before its selectors have let go of it
        }
        channel = next;
        next.configureBlocking(false);
    }

    /** A selector has this socket's channel, and keeps it from one wait to the next. */
    synchronized void polled(Selector selector) {
        pollers.add(selector);
    }

    synchronized void unpolled(Selector selector) {
        pollers.remove(selector);
    }

    @Override
    void dispose() throws IOException {
        channel().close();
    }

    // ---------------------------------------------------------------- addresses

    Optional<SocketAddress> local() throws IOException {
        return JavaAddress.fromJava(Optional.ofNullable(network().getLocalAddress()), domain)
                .or(() -> kept);
    }

    Optional<SocketAddress> remote() throws IOException {
        Optional<java.net.SocketAddress> remote = switch (channel()) {
            case SocketChannel c -> Optional.ofNullable(c.getRemoteAddress());
            case DatagramChannel c -> Optional.ofNullable(c.getRemoteAddress());
            default -> Optional.empty();
        };
        return JavaAddress.fromJava(remote, domain);
    }

    // ---------------------------------------------------------------- what comes

    /** The error that waits, once. */
    synchronized Optional<Errno> takeError() {
        Optional<Errno> now = error;
        error = Optional.empty();
        return now;
    }

    /** Whether nothing more will come on a stream. */
    synchronized boolean ended() {
        return endOfStream || inputShut || reset;
    }

    /** Whether a connection is over in both directions. */
    synchronized boolean over() {
        return reset || endOfStream && outputShut;
    }

    /** Takes from Java what is there of a stream, until so many bytes wait or no more are there. Blocks never. */
    synchronized void fill(int wanted, JavaCallTrace trace) {
        boolean more = state == State.CONNECTED;
        while (more && ahead.length() < wanted && !endOfStream && error.isEmpty()) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.min(wanted - ahead.length(), CHUNK));
            try {
                trace.calls("SocketChannel.read", JavaCallTrace.room(buffer.capacity()));
                int count = connection().read(buffer);
                trace.returned(count);
                endOfStream = count < 0;
                if (count > 0) {
                    ahead = ahead.plus(Bytes.of(java.util.Arrays.copyOf(buffer.array(), count)));
                }
                more = !buffer.hasRemaining();
            } catch (IOException e) {
                trace.threw(e);
                if (!reset) { // Java says it again and again, a kernel once
                    error = ExceptionErrnos.errno(e);
                    reset = true;
                }
                return;
            }
        }
    }

    /** Takes the next datagram from Java, if one is there and none waits here already. Blocks never. */
    synchronized void look(JavaCallTrace trace) {
        if (arrived.isEmpty()) {
            take(trace);
        }
    }

    /** Takes a datagram from Java; false if none is there. An unbound socket can have none, and Java would bind it. */
    synchronized boolean take(JavaCallTrace trace) {
        try {
            if (datagrams().getLocalAddress() == null) {
                return false;
            }
            ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
            trace.calls("DatagramChannel.receive", JavaCallTrace.room(LONGEST));
            java.net.SocketAddress from = datagrams().receive(buffer);
            trace.returned(from);
            if (from != null) {
                arrived.add(new Arrived(
                        Bytes.of(java.util.Arrays.copyOf(buffer.array(), buffer.position())),
                        JavaAddress.fromJava(Optional.of(from), domain)));
            }
            return from != null;
        } catch (IOException e) {
            trace.threw(e);
            error = ExceptionErrnos.errno(e);
            return false;
        }
    }

    /** Finds out whether the connection under way has come about, or failed. Blocks never. */
    synchronized void progress(JavaCallTrace trace) {
        if (state != State.CONNECTING) {
            return;
        }
        try {
            trace.calls("SocketChannel.finishConnect");
            boolean finished = connection().finishConnect();
            trace.returned(finished);
            state = finished ? State.CONNECTED : State.CONNECTING;
        } catch (IOException e) {
            trace.threw(e);
            error = ExceptionErrnos.errno(e);
            replace();
            state = State.FAILED;
        }
    }

    // ---------------------------------------------------------------- a new channel

    /** Goes back to the beginning: Java closes a channel whose connection failed, a kernel's socket can be used again. */
    synchronized void renew() {
        replace();
        state = State.FRESH;
        endOfStream = false;
        reset = false;
        inputShut = false;
        outputShut = false;
        ahead = Bytes.EMPTY;
        error = Optional.empty();
    }

    /** Goes on with a new channel, as the old one was made: a port that the kernel chose is gone, one that the user chose stays. */
    private void replace() {
        releasePort();
        renewAt(SocketChannel::open, bound);
    }

    private void releasePort() {
        kept = bound.filter(a -> !unix() && JavaAddress.port(a) == 0).or(() -> kept);
        bound = bound.filter(a -> unix() || JavaAddress.port(a) != 0);
    }

    /** A datagram socket without a peer has no port either, unless the user chose it. */
    synchronized void unbind() {
        releasePort();
        if (bound.isEmpty()) {
            renewAt(DatagramChannel::open, bound);
        }
    }

    /** Takes a port of the host that the user chose, if the port is gone. */
    synchronized void bindKept() throws IOException, ErrnoException, UnsupportedCall {
        if (kept.isPresent() && network().getLocalAddress() == null) {
            network().bind(JavaAddress.toJava(kept.get()));
        }
    }

    /** Makes a channel of a family. */
    private interface Maker {
        SelectableChannel open(java.net.ProtocolFamily family) throws IOException;
    }

    /** Sets on the present channel what the user chose and the channel knows. */
    synchronized void reapply() throws IOException {
        reapply(network());
    }

    synchronized void reapply(NetworkChannel target) throws IOException {
        for (Map.Entry<SocketOption, OptionValue> e : chosen.entrySet()) {
            Optional<JavaOption<?>> option = JavaOption.of(e.getKey());
            if (option.isPresent()
                    && target.supportedOptions().contains(option.get().name())) {
                option.get().set(target, e.getValue());
            }
        }
    }

    /** Listens with another channel, bound to the address that this one had. */
    synchronized void listen(int newBacklog, JavaCallTrace trace) throws IOException, ErrnoException, UnsupportedCall {
        Optional<SocketAddress> address = bound.isPresent() ? local() : kept;
        ServerSocketChannel next = ServerSocketChannel.open(JavaAddress.family(domain));
        try {
            if (!unix()) { // Java sets it unasked
                next.setOption(
                        StandardSocketOptions.SO_REUSEADDR, connection().getOption(StandardSocketOptions.SO_REUSEADDR));
            }
            change(next);
            reapply();
            UnixSocketFile.free(address);
            trace.calls(
                    "ServerSocketChannel.bind",
                    JavaCallTrace.address(address.orElse(JavaAddress.none(domain))),
                    JavaCallTrace.word(newBacklog));
            next.bind(address.isPresent() ? JavaAddress.toJava(address.get()) : wildcard(), newBacklog);
        } catch (IOException e) {
            next.close();
            trace.threw(e);
            renewAt(SocketChannel::open, address);
            throw e;
        }
        state = State.LISTENING;
        backlog = newBacklog;
    }

    private java.net.SocketAddress wildcard() throws ErrnoException, UnsupportedCall {
        return JavaAddress.toJava(JavaAddress.none(domain));
    }

    private void renewAt(Maker maker, Optional<SocketAddress> address) {
        try {
            change(maker.open(JavaAddress.family(domain)));
            reapply();
            if (address.isPresent()) {
                UnixSocketFile.free(address);
                connection().bind(JavaAddress.toJava(address.get()));
            }
        } catch (IOException | ErrnoException | UnsupportedCall e) {
            bound = Optional.empty(); // someone else took the address in between
        }
    }
}
