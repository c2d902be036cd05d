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
 * A socket: a channel of Java, and the state of a kernel's socket that the channel lacks.
 *
 * <p>In Java the class of a channel decides whether a TCP socket listens or connects; here that is open until the
 * call, and the channel may be replaced. The channel never blocks; {@link BlockingWait} does. This object's lock
 * guards everything but the constants; no thread waits while it holds the lock.
 */
final class NioSocket extends OpenFileDescription {
    /** The state of a socket. A datagram socket has one state. */
    enum State {
        DATAGRAM,
        /** A stream socket that neither listens nor was connected. */
        FRESH,
        CONNECTING,
        CONNECTED,
        /** The connection attempt failed. */
        FAILED,
        LISTENING
    }

    /** A datagram that was received from Java and not by the user yet. */
    record Arrived(Bytes data, Optional<SocketAddress> from) {}

    /** How much of a stream is read from Java at once. */
    private static final int CHUNK = 1 << 18;
    /** The maximum size of a datagram. */
    private static final int LONGEST = 1 << 16;

    final int domain;
    final int type;
    final int protocol;

    State state;
    boolean nonBlocking;
    /** Nanoseconds; 0 is no time-out. */
    long receiveTimeout;

    long sendTimeout;
    /** The options that the user set; they are set again on a new channel and on accepted ones. */
    final Map<SocketOption, OptionValue> chosen = new EnumMap<>(SocketOption.class);
    /** The address that the user bound it to. */
    Optional<SocketAddress> bound = Optional.empty();
    /** The host that the user bound it to, after the port was lost: the next port is one of this host. */
    Optional<SocketAddress> kept = Optional.empty();

    int backlog;
    /** A pending error: the next call or SO_ERROR returns it. */
    Optional<Errno> error = Optional.empty();
    /** Whether connect returned EINPROGRESS and has not reported the result yet. */
    boolean promised;

    boolean endOfStream;
    boolean reset;
    boolean inputShut;
    boolean outputShut;
    /** The bytes of a stream that were read from Java and not by the user yet. */
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

    /** Replaces the channel; the old one is closed first. */
    synchronized void change(SelectableChannel next) throws IOException {
        channel.close();
        for (Selector selector : pollers) {
            selector.selectNow(); // a channel is closed only after its selectors have released it
        }
        channel = next;
        next.configureBlocking(false);
    }

    /** Notes a selector that keeps this socket's channel between waits. */
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

    // ---------------------------------------------------------------- receiving

    /** Returns the pending error and clears it. */
    synchronized Optional<Errno> takeError() {
        Optional<Errno> now = error;
        error = Optional.empty();
        return now;
    }

    /** Whether a stream has ended. */
    synchronized boolean ended() {
        return endOfStream || inputShut || reset;
    }

    /** Whether both directions of a connection have ended. */
    synchronized boolean over() {
        return reset || endOfStream && outputShut;
    }

    /** Reads from Java until so many bytes are buffered or no more are available. It never blocks. */
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
                if (!reset) { // Java repeats it, Linux reports it once
                    error = ExceptionErrnos.errno(e);
                    reset = true;
                }
                return;
            }
        }
    }

    /** Receives a datagram from Java if none is buffered. It never blocks. */
    synchronized void look(JavaCallTrace trace) {
        if (arrived.isEmpty()) {
            take(trace);
        }
    }

    /** Receives a datagram from Java; false if there is none. An unbound socket has none, and Java would bind it. */
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

    /** Checks whether the connection attempt succeeded or failed. It never blocks. */
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

    /** Makes the socket usable again: Java closes a channel whose connection failed, Linux does not. */
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

    /**
     * Continues with a new channel like the old one: a port that the kernel chose is lost, one that the user chose is
     * kept.
     */
    private void replace() {
        releasePort();
        renewAt(SocketChannel::open, bound);
    }

    private void releasePort() {
        kept = bound.filter(a -> !unix() && a.port() == 0).or(() -> kept);
        bound = bound.filter(a -> unix() || a.port() != 0);
    }

    /** A datagram socket without a peer has no port, unless the user chose one. */
    synchronized void unbind() {
        releasePort();
        if (bound.isEmpty()) {
            renewAt(DatagramChannel::open, bound);
        }
    }

    /** Binds to a new port of the host that the user chose, if the port was lost. */
    synchronized void bindKept() throws IOException, ErrnoException, UnsupportedCall {
        if (kept.isPresent() && network().getLocalAddress() == null) {
            network().bind(JavaAddress.toJava(kept.get()));
        }
    }

    /** Opens a channel of a family. */
    private interface Maker {
        SelectableChannel open(java.net.ProtocolFamily family) throws IOException;
    }

    /** Sets the user's options on the channel, as far as the channel supports them. */
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

    /** Listens with a new channel at the same address. */
    synchronized void listen(int newBacklog, JavaCallTrace trace) throws IOException, ErrnoException, UnsupportedCall {
        Optional<SocketAddress> address = bound.isPresent() ? local() : kept;
        ServerSocketChannel next = ServerSocketChannel.open(JavaAddress.family(domain));
        try {
            if (!unix()) { // Java sets it by default
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
            bound = Optional.empty(); // another socket took the address in between
        }
    }
}
