package socklab.kernel.nio;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/**
 * An option that both C and Java have, and the conversion of its values.
 *
 * <p>Source: java.net.StandardSocketOptions, jdk.net.ExtendedSocketOptions.
 */
record JavaOption<T>(java.net.SocketOption<T> name, Codec<T> codec) {

    /** Converts values to Java's and back. */
    interface Codec<T> {
        T toJava(OptionValue value) throws IOException;

        OptionValue fromJava(T value);
    }

    private static final Map<SocketOption, JavaOption<?>> ALL = all();

    /** The option of Java that is a given one of C. */
    static Optional<JavaOption<?>> of(SocketOption option) {
        return Optional.ofNullable(ALL.get(option));
    }

    void set(NetworkChannel channel, OptionValue value) throws IOException {
        channel.setOption(name, codec.toJava(value));
    }

    OptionValue get(NetworkChannel channel) throws IOException {
        return codec.fromJava(channel.getOption(name));
    }

    private static Map<SocketOption, JavaOption<?>> all() {
        Map<SocketOption, JavaOption<?>> all = new EnumMap<>(SocketOption.class);
        all.put(SocketOption.SO_REUSEADDR, of(StandardSocketOptions.SO_REUSEADDR, new Switch()));
        all.put(SocketOption.SO_REUSEPORT, of(StandardSocketOptions.SO_REUSEPORT, new Switch()));
        all.put(SocketOption.SO_BROADCAST, of(StandardSocketOptions.SO_BROADCAST, new Switch()));
        all.put(SocketOption.SO_KEEPALIVE, of(StandardSocketOptions.SO_KEEPALIVE, new Switch()));
        all.put(SocketOption.SO_LINGER, of(StandardSocketOptions.SO_LINGER, new Linger()));
        all.put(SocketOption.SO_SNDBUF, of(StandardSocketOptions.SO_SNDBUF, new Size()));
        all.put(SocketOption.SO_RCVBUF, of(StandardSocketOptions.SO_RCVBUF, new Size()));
        all.put(SocketOption.TCP_NODELAY, of(StandardSocketOptions.TCP_NODELAY, new Switch()));
        all.put(SocketOption.TCP_QUICKACK, of(ExtendedSocketOptions.TCP_QUICKACK, new Switch()));
        all.put(SocketOption.TCP_KEEPIDLE, of(ExtendedSocketOptions.TCP_KEEPIDLE, new Number()));
        all.put(SocketOption.TCP_KEEPINTVL, of(ExtendedSocketOptions.TCP_KEEPINTERVAL, new Number()));
        all.put(SocketOption.TCP_KEEPCNT, of(ExtendedSocketOptions.TCP_KEEPCOUNT, new Number()));
        all.put(SocketOption.IP_TOS, of(StandardSocketOptions.IP_TOS, new Byte()));
        all.put(SocketOption.IPV6_TCLASS, of(StandardSocketOptions.IP_TOS, new Number()));
        all.put(SocketOption.IP_MULTICAST_TTL, of(StandardSocketOptions.IP_MULTICAST_TTL, new Number()));
        all.put(SocketOption.IPV6_MULTICAST_HOPS, of(StandardSocketOptions.IP_MULTICAST_TTL, new Number()));
        all.put(SocketOption.IP_MULTICAST_LOOP, of(StandardSocketOptions.IP_MULTICAST_LOOP, new Switch()));
        all.put(SocketOption.IPV6_MULTICAST_LOOP, of(StandardSocketOptions.IP_MULTICAST_LOOP, new Switch()));
        all.put(SocketOption.IP_MULTICAST_IF, of(StandardSocketOptions.IP_MULTICAST_IF, new ByAddress()));
        all.put(SocketOption.IPV6_MULTICAST_IF, of(StandardSocketOptions.IP_MULTICAST_IF, new ByIndex()));
        return Collections.unmodifiableMap(all);
    }

    private static <T> JavaOption<T> of(java.net.SocketOption<T> name, Codec<T> codec) {
        return new JavaOption<>(name, codec);
    }

    private static long number(OptionValue value) {
        return value instanceof OptionValue.Number n ? n.value() : 0;
    }

    private record Number() implements Codec<Integer> {
        @Override
        public Integer toJava(OptionValue value) {
            return (int) number(value);
        }

        @Override
        public OptionValue fromJava(Integer value) {
            return new OptionValue.Number(value);
        }
    }

    /** A number of which Linux uses the lowest byte. */
    private record Byte() implements Codec<Integer> {
        @Override
        public Integer toJava(OptionValue value) {
            return (int) number(value) & 0xff;
        }

        @Override
        public OptionValue fromJava(Integer value) {
            return new OptionValue.Number(value);
        }
    }

    private record Switch() implements Codec<Boolean> {
        @Override
        public Boolean toJava(OptionValue value) {
            return number(value) != 0;
        }

        @Override
        public OptionValue fromJava(Boolean value) {
            return new OptionValue.Number(value ? 1 : 0);
        }
    }

    /**
     * A buffer size. Linux doubles the size that is set and reports the double; Java halves what Linux reports, so it
     * is doubled again. Linux takes a negative size as a very large one. Source: socket(7), SO_RCVBUF.
     */
    private record Size() implements Codec<Integer> {
        private static final boolean HALVED = System.getProperty("os.name").equals("Linux");

        @Override
        public Integer toJava(OptionValue value) {
            int size = (int) number(value);
            return size < 0 ? Integer.MAX_VALUE : size;
        }

        @Override
        public OptionValue fromJava(Integer value) {
            return new OptionValue.Number(HALVED ? 2L * value : value);
        }
    }

    /** Java has one number; a negative one is off. */
    private record Linger() implements Codec<Integer> {
        @Override
        public Integer toJava(OptionValue value) {
            return value instanceof OptionValue.Linger l && l.on() ? Math.max(l.seconds(), 0) : -1;
        }

        @Override
        public OptionValue fromJava(Integer value) {
            return new OptionValue.Linger(value >= 0, Math.max(value, 0));
        }
    }

    private record ByAddress() implements Codec<NetworkInterface> {
        @Override
        public NetworkInterface toJava(OptionValue value) throws IOException {
            return value instanceof OptionValue.Interface4 i
                    ? NetworkInterfaces.having(i.address())
                    : value instanceof OptionValue.Group4n n
                            ? NetworkInterfaces.numbered(n.index())
                            : NetworkInterfaces.usual();
        }

        @Override
        public OptionValue fromJava(NetworkInterface value) {
            return new OptionValue.Interface4(Optional.ofNullable(value)
                    .flatMap(NetworkInterfaces::address)
                    .orElse(new SocketAddress.Inet4(0, 0)));
        }
    }

    private record ByIndex() implements Codec<NetworkInterface> {
        @Override
        public NetworkInterface toJava(OptionValue value) throws IOException {
            return NetworkInterfaces.numbered((int) number(value));
        }

        @Override
        public OptionValue fromJava(NetworkInterface value) {
            return new OptionValue.Number(
                    Optional.ofNullable(value).map(NetworkInterface::getIndex).orElse(0));
        }
    }
}
