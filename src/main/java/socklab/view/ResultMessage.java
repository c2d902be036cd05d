package socklab.view;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import socklab.call.Const;
import socklab.call.ControlMessage;
import socklab.call.Errno;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketOption;

/** What a message brought beside its data, as the result line shows it: its flags and its control messages. */
final class ResultMessage {
    /** How an unreachable destination reports: by ICMP over IPv4, by ICMPv6, or by this machine itself. */
    private static final List<String> ORIGINS = List.of("none", "local", "icmp", "icmp6", "timestamping", "zerocopy");

    /** What IPV6_RECVHOPLIMIT asks for has a number of its own. */
    private static final int IPV6_HOPLIMIT = 52;

    /** The largest {@code ee_origin} of a network error. Source: linux/errqueue.h. */
    private static final int ICMP6 = 3;

    private ResultMessage() {}

    /**
     * What stands behind the data and the sender: {@code MSG_TRUNC}, {@code SCM_RIGHTS s5},
     * {@code IP_RECVERR = ECONNREFUSED}.
     */
    static String more(Outcome.Returned r, List<String> made) {
        for (Out out : r.outs()) {
            if (out instanceof Out.Message m) {
                return more(m, made);
            }
        }
        return "";
    }

    private static String more(Out.Message m, List<String> made) {
        String flags = m.flags() == 0 ? "" : " " + Const.flags(Const.Group.MSG, m.flags());
        return flags + m.control().stream().map(c -> " " + control(c, made)).collect(Collectors.joining());
    }

    private static String control(ControlMessage control, List<String> made) {
        return switch (control) {
            case ControlMessage.Rights _ -> "SCM_RIGHTS " + String.join(" ", made);
            case ControlMessage.Overflow c -> "SO_RXQ_OVFL = " + Integer.toUnsignedString(c.drops());
            case ControlMessage.Timestamp c -> "SO_TIMESTAMP = " + c.seconds() + String.format(".%06d", c.micros());
            case ControlMessage.ExtendedError c ->
                (c.level() == Const.SOL_IP ? "IP_RECVERR = " : "IPV6_RECVERR = ")
                        + Errno.of(c.errno()).map(Errno::name).orElse("" + c.errno()) + " by "
                        + (c.origin() < ORIGINS.size() ? ORIGINS.get(c.origin()) : "" + c.origin())
                        + details(c);
            case ControlMessage.NanoTimestamp c ->
                "SO_TIMESTAMPNS = " + c.seconds() + String.format(".%09d", c.nanos());
            case ControlMessage.Timestamping c ->
                "SO_TIMESTAMPING = "
                        + c.times().stream()
                                .filter(t -> t.seconds() != 0 || t.nanos() != 0)
                                .findFirst()
                                .map(t -> t.seconds() + String.format(".%09d", t.nanos()))
                                .orElse("0");
            case ControlMessage.Credentials c ->
                "SCM_CREDENTIALS pid=" + c.pid() + " uid=" + StraceOption.id(c.uid()) + " gid="
                        + StraceOption.id(c.gid());
            case ControlMessage.HeaderOptions c ->
                option(Const.SOL_IP, c.type()) + " = hex:"
                        + HexFormat.of().formatHex(c.data().toArray());
            case ControlMessage.TransmitTime c -> "SCM_TXTIME = " + c.nanos();
            case ControlMessage.PacketInfo6 c ->
                "IPV6_PKTINFO = " + StraceAddress.interfaceName(c.index()) + " " + ResultView.host(c.destination());
            case ControlMessage.OriginalDestination c ->
                (c.level() == Const.SOL_IP ? "IP_ORIGDSTADDR = " : "IPV6_ORIGDSTADDR = ")
                        + ResultView.show(c.address());
            case ControlMessage.Unread c -> "TCP_INQ = " + c.bytes();
            case ControlMessage.Header c
            when c.level() == Const.SOL_IPV6 && c.type() == IPV6_HOPLIMIT -> "IPV6_HOPLIMIT = " + c.value();
            case ControlMessage.Header c -> option(c.level(), c.type()) + " = " + c.value();
            case ControlMessage.PacketInfo c ->
                "IP_PKTINFO = " + StraceAddress.interfaceName(c.index()) + " " + ResultView.host(c.destination());
            case ControlMessage.Other c -> "control " + c.level() + "/" + c.type();
        };
    }

    /**
     * What {@code ee_info} and {@code ee_data} hold, such as an MTU, or the range of sends that MSG_ZEROCOPY reports.
     */
    private static String details(ControlMessage.ExtendedError error) {
        boolean none = error.info() == 0 && error.data() == 0 && error.origin() <= ICMP6;
        return none
                ? ""
                : " info=" + Integer.toUnsignedString(error.info()) + " data=" + Integer.toUnsignedString(error.data());
    }

    private static String option(Const level, int number) {
        for (SocketOption option : SocketOption.values()) {
            if (option.level() == level && option.number() == number) {
                return option.name();
            }
        }
        return "type " + number;
    }

    /** {@code 2 messages: 3 bytes, 4 bytes}, or with what was received. */
    static String several(Outcome.Returned r, List<String> made) {
        String count = r.value() == 1 ? "1 message" : r.value() + " messages";
        return count
                + r.outs().stream()
                        .filter(Out.Messages.class::isInstance)
                        .map(Out.Messages.class::cast)
                        .map(m -> m.lengths().isEmpty() ? "" : ": " + each(m, made))
                        .collect(Collectors.joining());
    }

    private static String each(Out.Messages m, List<String> made) {
        if (m.messages().isEmpty()) {
            return m.lengths().stream().map(ResultView::bytes).collect(Collectors.joining(", "));
        }
        return m.messages().stream()
                .map(one -> ResultView.data(one.data()) + " ("
                        + ResultView.bytes(one.data().length()) + ")"
                        + one.name().map(a -> " from " + ResultView.show(a)).orElse("") + more(one, made))
                .collect(Collectors.joining(", "));
    }
}
