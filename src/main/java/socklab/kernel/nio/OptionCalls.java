package socklab.kernel.nio;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.channels.NetworkChannel;
import java.util.Arrays;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/**
 * getsockopt and setsockopt: options that Java has by {@link JavaOption}, and options that socklab keeps itself. All
 * others are reported as unsupported.
 */
final class OptionCalls {
    private static final long NANOS = 1_000_000_000;

    private final JavaCallTrace trace;

    OptionCalls(JavaCallTrace trace) {
        this.trace = trace;
    }

    CallResult set(NioSocket socket, Arg.SetOption arg) throws ErrnoException, UnsupportedCall, IOException {
        SocketOption option = option(socket, arg.level(), arg.option(), Errno.ENOPROTOOPT);
        synchronized (socket) {
            switch (option) {
                case SO_TYPE, SO_ERROR, SO_DOMAIN, SO_PROTOCOL, SO_ACCEPTCONN ->
                    throw new ErrnoException(Errno.ENOPROTOOPT);
                case IPV6_V6ONLY -> {
                    if (!arg.value().equals(number(0))) {
                        throw UnsupportedCall.onlyC("Java's IPv6 sockets take IPv4 too, always");
                    }
                }
                case SO_RCVTIMEO -> socket.receiveTimeout = time(arg.value());
                case SO_SNDTIMEO -> socket.sendTimeout = time(arg.value());
                case IP_ADD_MEMBERSHIP, IPV6_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP, IPV6_DROP_MEMBERSHIP ->
                    membership(socket, option, arg.value());
                default -> setJava(socket, option, arg.value());
            }
        }
        return CallResult.ZERO;
    }

    CallResult get(NioSocket socket, Arg.GetOption arg) throws ErrnoException, UnsupportedCall, IOException {
        SocketOption option = option(
                socket,
                arg.level(),
                arg.option(),
                socket.domain == Const.AF_INET6.value() ? Errno.ENOPROTOOPT : Errno.EOPNOTSUPP);
        synchronized (socket) {
            OptionValue value = switch (option) {
                case SO_TYPE -> number(socket.type);
                case SO_DOMAIN -> number(socket.domain);
                case SO_PROTOCOL ->
                    number(socket.unix() ? 0 : socket.stream() ? Const.IPPROTO_TCP.value() : Const.IPPROTO_UDP.value());
                case SO_ACCEPTCONN -> number(socket.state == NioSocket.State.LISTENING ? 1 : 0);
                case SO_ERROR -> number(error(socket).map(Errno::number).orElse(0));
                case IPV6_V6ONLY -> number(0); // Java clears it on every socket
                case SO_RCVTIMEO -> time(socket.receiveTimeout);
                case SO_SNDTIMEO -> time(socket.sendTimeout);
                default -> getJava(socket, option);
            };
            return CallResult.of(
                    0, new Out.Value(value, Bytes.EMPTY, option.kind().size(), 0));
        }
    }

    private static OptionValue number(int value) {
        return new OptionValue.Number(value);
    }

    /** The option with a number at a level. A level that the socket lacks is refused as Linux does. */
    private static SocketOption option(NioSocket socket, Const level, SocketOption typed, Errno missing)
            throws ErrnoException, UnsupportedCall {
        boolean own = level == Const.SOL_SOCKET
                || !socket.unix() && level == (socket.stream() ? Const.SOL_TCP : Const.SOL_UDP)
                || socket.domain == Const.AF_INET.value() && level == Const.SOL_IP
                || socket.domain == Const.AF_INET6.value() && (level == Const.SOL_IPV6 || level == Const.SOL_IP);
        if (!own) {
            throw new ErrnoException(socket.unix() ? Errno.EOPNOTSUPP : missing);
        }
        return level == typed.level()
                ? typed
                : Arrays.stream(SocketOption.values())
                        .filter(o -> o.level() == level && o.number() == typed.number())
                        .findFirst()
                        .orElseThrow(() -> new ErrnoException(Errno.ENOPROTOOPT));
    }

    /** Returns the pending error and clears it. */
    private Optional<Errno> error(NioSocket socket) {
        socket.progress(trace);
        if (socket.error.isEmpty()) {
            switch (socket.state) {
                case DATAGRAM -> socket.look(trace);
                case CONNECTED -> socket.fill(socket.ahead.length() + 1, trace);
                case FRESH, CONNECTING, FAILED, LISTENING -> {}
            }
        }
        return socket.takeError();
    }

    // ---------------------------------------------------------------- times, kept here

    private static long time(OptionValue value) throws ErrnoException {
        if (!(value instanceof OptionValue.Time t)) {
            throw new ErrnoException(Errno.EINVAL);
        } else if (t.micros() < 0 || t.micros() >= 1_000_000) {
            throw new ErrnoException(Errno.EDOM);
        }
        return t.seconds() < 0
                ? 1
                : t.seconds() > Long.MAX_VALUE / 4 / NANOS ? 0 : t.seconds() * NANOS + t.micros() * 1000;
    }

    private static OptionValue time(long nanos) {
        return new OptionValue.Time(nanos / NANOS, nanos % NANOS / 1000);
    }

    // ---------------------------------------------------------------- Java's

    private static JavaOption<?> java(NioSocket socket, SocketOption option, NetworkChannel channel)
            throws UnsupportedCall {
        Optional<JavaOption<?>> java = JavaOption.of(option);
        if (java.isEmpty() || !channel.supportedOptions().contains(java.get().name())) {
            throw UnsupportedCall.onlyC("Java's " + (socket.unix() ? "Unix-domain " : "") + SocketCalls.type(socket)
                    + " has no " + option.name());
        }
        return java.get();
    }

    private void setJava(NioSocket socket, SocketOption option, OptionValue value) throws UnsupportedCall, IOException {
        try (OptionChannel bearer = OptionChannel.of(socket, option)) {
            JavaOption<?> java = java(socket, option, bearer.channel());
            trace.calls(
                    bearer.type() + ".setOption",
                    JavaCallTrace.word(java.name().name()),
                    JavaCallTrace.word(shown(java, value)));
            java.set(bearer.channel(), value);
            socket.chosen.put(option, value);
        }
    }

    private static <T> Object shown(JavaOption<T> java, OptionValue value) throws IOException {
        T shown = java.codec().toJava(value);
        return shown instanceof NetworkInterface i ? i.getName() : shown;
    }

    private OptionValue getJava(NioSocket socket, SocketOption option) throws UnsupportedCall, IOException {
        try (OptionChannel bearer = OptionChannel.of(socket, option)) {
            JavaOption<?> java = java(socket, option, bearer.channel());
            trace.calls(
                    bearer.type() + ".getOption", JavaCallTrace.word(java.name().name()));
            OptionValue value = java.get(bearer.channel());
            trace.returned(bearer.channel().getOption(java.name()));
            return remembered(socket, option, value);
        }
    }

    /** Linux keeps the time while lingering is off; Java has one number for both. */
    private static OptionValue remembered(NioSocket socket, SocketOption option, OptionValue value) {
        return value instanceof OptionValue.Linger now
                        && !now.on()
                        && socket.chosen.get(option) instanceof OptionValue.Linger set
                        && set.on()
                ? new OptionValue.Linger(false, set.seconds())
                : value;
    }

    private void membership(NioSocket socket, SocketOption option, OptionValue value)
            throws ErrnoException, UnsupportedCall, IOException {
        if (socket.stream()) {
            throw UnsupportedCall.onlyC("Java joins groups by datagram sockets only");
        }
        boolean join = option == SocketOption.IP_ADD_MEMBERSHIP || option == SocketOption.IPV6_ADD_MEMBERSHIP;
        SocketAddress group = switch (value) {
            case OptionValue.Group4 g -> g.group();
            case OptionValue.Group4n g -> g.group();
            case OptionValue.Group6 g -> g.group();
            default -> throw new ErrnoException(Errno.EINVAL);
        };
        NetworkInterface via = switch (value) {
            case OptionValue.Group4 g -> NetworkInterfaces.having(g.via());
            case OptionValue.Group4n g -> NetworkInterfaces.numbered(g.index());
            case OptionValue.Group6 g -> NetworkInterfaces.numbered(g.index());
            default -> throw new ErrnoException(Errno.EINVAL);
        };
        if (join) {
            socket.memberships.join(socket.datagrams(), SocketAddress.javaAddress(group), via, trace);
        } else {
            socket.memberships.leave(SocketAddress.javaAddress(group), via, trace);
        }
    }
}
