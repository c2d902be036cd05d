package socklab.view;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionBytes;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;
import socklab.call.SocketOption;

/**
 * An option and its value as strace prints them.
 *
 * <p>strace knows an option by its level and number, whatever was meant, and of its value the bytes: what it
 * has no form for is a number if it is four bytes long, else a string.
 *
 * <p>Source: strace's {@code src/net.c}, {@code print_setsockopt} and {@code print_getsockopt}.
 */
final class StraceOption {
    private StraceOption() {}

    static String set(Arg.SetOption arg) {
        Bytes raw = OptionBytes.of(arg.value(), arg.option());
        Optional<SocketOption> option = at(arg.level(), arg.option());
        return head(arg.level(), arg.option()) + value(arg, option, raw) + ", " + raw.length();
    }

    private static String value(Arg.SetOption arg, Optional<SocketOption> option, Bytes raw) {
        boolean internet = arg.level() == Const.SOL_IP || arg.level() == Const.SOL_IPV6;
        if (internet
                && arg.value() instanceof OptionValue.GroupRequest r
                && r.source().isEmpty()) {
            return group(r);
        }
        return raw.length() == 0 ? "\"\"" : set(option, raw);
    }

    private static String set(Optional<SocketOption> option, Bytes raw) {
        Optional<SocketOption.Kind> kind = option.map(SocketOption::kind).filter(k -> k.size() <= raw.length());
        ByteBuffer b = buffer(raw);
        if (kind.filter(k -> k == SocketOption.Kind.LINGER).isPresent()) {
            return linger(b);
        } else if (kind.filter(k -> k == SocketOption.Kind.MREQ)
                .isPresent()) { // of the longer form strace shows as much
            return "{imr_multiaddr=inet_addr(\"" + inet4(raw, 0).host() + "\"), imr_interface=inet_addr(\""
                    + inet4(raw, 4).host() + "\")}";
        } else if (kind.filter(k -> k == SocketOption.Kind.MREQ6).isPresent()) {
            return "{inet_pton(AF_INET6, \"" + inet6(raw).host() + "\", &ipv6mr_multiaddr), ipv6mr_interface="
                    + StraceAddress.byName(b.getInt(16)) + "}";
        }
        return types(kind, b).orElseGet(() -> plain(raw));
    }

    /** The ICMP types whose bits a filter has set. */
    private static Optional<String> types(Optional<SocketOption.Kind> kind, ByteBuffer b) {
        return kind.filter(k -> k == SocketOption.Kind.ICMP_TYPES)
                .map(_ -> IntStream.range(0, Integer.SIZE)
                        .filter(bit -> (b.getInt(0) >>> bit & 1) != 0)
                        .mapToObj(bit -> Const.of(Const.Group.ICMP, bit)
                                .map(Const::name)
                                .orElse("0x" + Integer.toHexString(bit) + " /* ICMP_??? */"))
                        .collect(Collectors.joining(" ", "[", "]")));
    }

    /** A group of either family; with a sender, strace has no form for it. */
    private static String group(OptionValue.GroupRequest request) {
        return "{gr_interface=" + StraceAddress.byName(request.index()) + ", gr_group="
                + StraceAddress.show(request.group()) + "}";
    }

    static String get(Arg.GetOption arg, Out out) {
        int room = arg.option().kind().size();
        String head = head(arg.level(), arg.option());
        if (out instanceof Out.Value v) {
            String value = v.length() == 0 ? StraceView.pointer(v.at()) : get(at(arg.level(), arg.option()), v.raw());
            return head + value + ", "
                    + (v.length() == room ? "[" + room + "]" : "[" + room + " => " + v.length() + "]");
        }
        return head + StraceView.untouched(out) + ", [" + room + "]";
    }

    private static String get(Optional<SocketOption> option, Bytes raw) {
        Optional<SocketOption.Kind> kind = option.map(SocketOption::kind).filter(k -> k.size() == raw.length());
        ByteBuffer b = buffer(raw);
        if (kind.filter(k -> k == SocketOption.Kind.LINGER).isPresent()) {
            return linger(b);
        } else if (kind.filter(k -> k == SocketOption.Kind.UCRED).isPresent()) {
            return "{pid=" + b.getInt(0) + ", uid=" + id(b.getInt(4)) + ", gid=" + id(b.getInt(8)) + "}";
        } else if (kind.filter(k -> k == SocketOption.Kind.ERRNO).isPresent() && b.getInt(0) != 0) {
            return "[" + Errno.of(b.getInt(0)).map(Errno::name).orElse(Integer.toString(b.getInt(0))) + "]";
        }
        return types(kind, b).orElseGet(() -> plain(raw));
    }

    private static String head(Const level, SocketOption option) {
        return level.name() + ", " + name(level, option) + ", ";
    }

    /** A number means another option at another level. */
    private static Optional<SocketOption> at(Const level, SocketOption meant) {
        return level == meant.level()
                ? Optional.of(meant)
                : Arrays.stream(SocketOption.values())
                        .filter(o -> o.level() == level && o.number() == meant.number())
                        .findFirst();
    }

    private static String name(Const level, SocketOption meant) {
        String prefix = level == Const.SOL_SOCKET ? "SO_" : level.name().substring(4) + "_";
        return at(level, meant)
                .map(SocketOption::kernelName)
                .or(() -> StraceNames.option(level, meant.number()))
                .orElseGet(() -> "0x" + Integer.toHexString(meant.number()) + " /* " + prefix + "??? */");
    }

    private static String plain(Bytes raw) {
        return raw.length() == 4 ? "[" + buffer(raw).getInt(0) + "]" : StraceString.quoted(raw);
    }

    private static String linger(ByteBuffer b) {
        return "{l_onoff=" + b.getInt(0) + ", l_linger=" + b.getInt(4) + "}";
    }

    /** A user's or group's number; nobody's is -1. */
    static String id(int number) {
        return number == -1 ? "-1" : Integer.toUnsignedString(number);
    }

    private static Inet4 inet4(Bytes raw, int from) {
        return new Inet4(ByteBuffer.wrap(raw.toArray()).getInt(from), 0);
    }

    private static Inet6 inet6(Bytes raw) {
        ByteBuffer network = ByteBuffer.wrap(raw.toArray());
        return new Inet6(network.getLong(0), network.getLong(8), 0, 0, 0);
    }

    private static ByteBuffer buffer(Bytes raw) {
        return ByteBuffer.wrap(raw.toArray()).order(ByteOrder.nativeOrder());
    }
}
