package socklab.view;

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

/** An option and its value as strace prints them. Source: strace's {@code tests/sockopt*.c}. */
final class StraceOption {
    private StraceOption() {}

    static String set(Arg.SetOption arg) {
        return arg.level().name() + ", " + name(arg.level(), arg.option()) + ", " + value(arg.value()) + ", " + length(arg);
    }

    static String get(Arg.GetOption arg, Optional<Out> out) {
        String head = arg.level().name() + ", " + name(arg.level(), arg.option()) + ", ";
        int room = arg.option().kind().size();
        if (out.isPresent() && out.get() instanceof Out.Value v) {
            String length = v.length() == room ? "[" + room + "]" : "[" + room + " => " + v.length() + "]";
            return head + value(arg.option(), v) + ", " + length;
        }
        return head + StraceView.untouched(out) + ", [" + room + "]";
    }

    /** A number means another option at another level. */
    private static String name(Const level, SocketOption option) {
        if (level == option.level()) {
            return option.kernelName();
        }
        String prefix = level == Const.SOL_SOCKET ? "SO_" : level.name().substring(4) + "_";
        return Arrays.stream(SocketOption.values()).filter(o -> o.level() == level && o.number() == option.number())
                .findFirst().map(SocketOption::kernelName)
                .orElse("0x" + Integer.toHexString(option.number()) + " /* " + prefix + "??? */");
    }

    private static int length(Arg.SetOption arg) {
        return switch (arg.value()) {
            case OptionValue.Text t -> t.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            case OptionValue.Number _, OptionValue.Time _, OptionValue.Linger _, OptionValue.Interface4 _, OptionValue.Group4 _,
                    OptionValue.Group6 _, OptionValue.Fields _ -> arg.option().kind().size();
        };
    }

    private static String value(OptionValue value) {
        return switch (value) {
            case OptionValue.Number v -> "[" + v.value() + "]";
            case OptionValue.Time v -> StraceString.quoted(timeval(v));
            case OptionValue.Linger v -> linger(v);
            case OptionValue.Text v -> StraceString.quoted(Bytes.utf8(v.text()));
            case OptionValue.Interface4 v -> "[" + Integer.reverseBytes(v.address().address()) + "]";
            case OptionValue.Group4 v -> "{imr_multiaddr=inet_addr(\"" + v.group().host() + "\"), imr_interface=inet_addr(\""
                    + v.via().host() + "\")}";
            case OptionValue.Group6 v -> group6(v.group(), v.index());
            case OptionValue.Fields _ -> "";
        };
    }

    private static String linger(OptionValue.Linger v) {
        return "{l_onoff=" + (v.on() ? 1 : 0) + ", l_linger=" + v.seconds() + "}";
    }

    private static String group6(SocketAddress.Inet6 group, int index) {
        String via = index == 0 ? "0" : "if_nametoindex(\"" + StraceAddress.interfaceName(index) + "\")";
        return "{inet_pton(AF_INET6, \"" + group.host() + "\", &ipv6mr_multiaddr), ipv6mr_interface=" + via + "}";
    }

    /** strace shows the older time-outs as their bytes. */
    private static Bytes timeval(OptionValue.Time v) {
        byte[] bytes = new byte[16];
        java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.nativeOrder()).putLong(v.seconds()).putLong(v.micros());
        return Bytes.of(bytes);
    }

    private static String value(SocketOption option, Out.Value out) {
        if (out.length() == 0) {
            return StraceView.pointer(out.at());
        }
        return switch (out.value()) {
            case OptionValue.Linger v -> linger(v);
            case OptionValue.Number v when option.kind() == SocketOption.Kind.ERRNO && v.value() != 0 ->
                    "[" + Errno.of((int) v.value()).map(Errno::name).orElse(Long.toString(v.value())) + "]";
            case OptionValue.Fields v when option.kind() == SocketOption.Kind.UCRED -> "{pid=" + v.fields().get(0).value()
                    + ", uid=" + v.fields().get(1).value() + ", gid=" + v.fields().get(2).value() + "}";
            case OptionValue.Number v when out.length() == 4 -> "[" + v.value() + "]";
            case OptionValue.Interface4 v -> value(v);
            case OptionValue.Number _, OptionValue.Time _, OptionValue.Text _, OptionValue.Group4 _, OptionValue.Group6 _,
                    OptionValue.Fields _ -> StraceString.quoted(out.raw());
        };
    }

}
