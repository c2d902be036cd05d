package socklab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.ControlBytes;
import socklab.call.ControlMessage;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/**
 * A {@code struct msghdr} as strace prints it. Source: strace's {@code tests/msg_name.c}, {@code msg_control.c},
 * {@code mmsg.c}.
 */
final class StraceMessage {
    private static final int CMSG_HEADER = 16;

    private static final Map<Integer, String> SOCKET_LEVEL = Map.of(
            1,
            "SCM_RIGHTS",
            2,
            "SCM_CREDENTIALS",
            SocketOption.SO_TIMESTAMP.number(),
            SocketOption.SO_TIMESTAMP.kernelName(),
            SocketOption.SO_TIMESTAMPNS.number(),
            SocketOption.SO_TIMESTAMPNS.kernelName(),
            SocketOption.SO_TIMESTAMPING.number(),
            SocketOption.SO_TIMESTAMPING.kernelName());

    private StraceMessage() {}

    static String sent(Arg.Message m) {
        String name = m.to().map(a -> "msg_name=" + StraceAddress.show(a) + ", msg_namelen=" + StraceAddress.length(a))
                .orElse("msg_name=NULL, msg_namelen=0");
        List<String> pieces = m.pieces().stream().map(p -> piece(p, p.length())).toList();
        List<ControlMessage> control = m.control();
        return "{" + name + ", " + vector(pieces) + ", " + control(control, controlLength(control)) + ", msg_flags=0}";
    }

    private static String piece(Bytes data, int room) {
        return "{iov_base=" + StraceString.quoted(data) + ", iov_len=" + room + "}";
    }

    private static String vector(List<String> pieces) {
        return "msg_iov=[" + String.join(", ", pieces) + "], msg_iovlen=" + pieces.size();
    }

    private static int controlLength(List<ControlMessage> control) {
        return control.stream().mapToInt(c -> length(c) + 7 & ~7).sum();
    }

    static String received(Arg.MessageSpace space, Out out) {
        if (out instanceof Out.Message m) {
            String name = m.name().map(StraceAddress::show).orElse(StraceView.pointer(m.nameAt()));
            String length =
                    m.nameLength() == space.address() ? "" + m.nameLength() : space.address() + " => " + m.nameLength();
            List<String> pieces = new ArrayList<>();
            for (int i = 0; i < m.pieces().size(); i++) {
                pieces.add(piece(m.pieces().get(i), space.pieces().get(i)));
            }
            return "{msg_name=" + name + ", msg_namelen=" + length + ", " + vector(pieces) + ", "
                    + control(m.control(), m.controlLength()) + ", msg_flags=" + Const.flags(Const.Group.MSG, m.flags())
                    + "}";
        }
        return "{msg_namelen=" + space.address() + "}";
    }

    static String sentEach(Arg.Messages messages, Out out) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < messages.messages().size(); i++) {
            all.add("{msg_hdr=" + sent(messages.messages().get(i)) + length(out, i) + "}");
        }
        return "[" + String.join(", ", all) + "], " + messages.messages().size();
    }

    static String receivedEach(Arg.MessagesSpace space, Out out) {
        if (out instanceof Out.Messages m) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < m.messages().size(); i++) {
                all.add("{msg_hdr="
                        + received(space.messages().get(i), m.messages().get(i)) + length(out, i) + "}");
            }
            return "[" + String.join(", ", all) + "], " + space.messages().size();
        }
        return StraceView.untouched(out) + ", " + space.messages().size();
    }

    private static String length(Out out, int index) {
        return out instanceof Out.Messages m && index < m.lengths().size()
                ? ", msg_len=" + m.lengths().get(index)
                : "";
    }

    private static String control(List<ControlMessage> control, int length) {
        return control.isEmpty()
                ? "msg_controllen=" + length
                : "msg_control=[" + control.stream().map(StraceMessage::one).collect(Collectors.joining(", "))
                        + "], msg_controllen=" + length;
    }

    private static String one(ControlMessage c) {
        return "{cmsg_len=" + length(c) + ", cmsg_level=" + level(c) + ", cmsg_type=" + type(c)
                + data(c).map(d -> ", cmsg_data=" + d).orElse("") + "}";
    }

    private static int length(ControlMessage control) {
        return CMSG_HEADER
                + switch (control) {
                    case ControlMessage.Rights c -> 4 * c.descriptors().size();
                    case ControlMessage.Overflow _ -> 4;
                    case ControlMessage.Timestamp _ -> 16;
                    case ControlMessage.ExtendedError c -> c.level() == Const.SOL_IP ? 32 : 44;
                    case ControlMessage.Header c -> c.length();
                    case ControlMessage.TransmitTime _ -> 8;
                    case ControlMessage.PacketInfo _ -> 12;
                    case ControlMessage.NanoTimestamp _ -> 16;
                    case ControlMessage.Timestamping c -> 16 * c.times().size();
                    case ControlMessage.Credentials _ -> 12;
                    case ControlMessage.HeaderOptions c -> c.data().length();
                    case ControlMessage.PacketInfo6 _ -> 20;
                    case ControlMessage.OriginalDestination c -> c.level() == Const.SOL_IP ? 16 : 28;
                    case ControlMessage.Unread _ -> 4;
                    case ControlMessage.Other c -> c.data().length();
                };
    }

    private static String level(ControlMessage control) {
        return switch (control) {
            case ControlMessage.Rights _,
                    ControlMessage.Overflow _,
                    ControlMessage.Timestamp _,
                    ControlMessage.NanoTimestamp _,
                    ControlMessage.Timestamping _,
                    ControlMessage.TransmitTime _,
                    ControlMessage.Credentials _ -> Const.SOL_SOCKET.name();
            case ControlMessage.HeaderOptions _ -> Const.SOL_IP.name();
            case ControlMessage.PacketInfo6 _ -> Const.SOL_IPV6.name();
            case ControlMessage.OriginalDestination c -> c.level().name();
            case ControlMessage.Unread _ -> Const.SOL_TCP.name();
            case ControlMessage.ExtendedError c -> c.level().name();
            case ControlMessage.Header c -> c.level().name();
            case ControlMessage.PacketInfo c -> c.level().name();
            case ControlMessage.Other c ->
                Const.of(Const.Group.LEVEL, c.level()).map(Const::name).orElse("0x" + Integer.toHexString(c.level()));
        };
    }

    private static String type(ControlMessage control) {
        return switch (control) {
            case ControlMessage.Rights _ -> "SCM_RIGHTS";
            case ControlMessage.Overflow _ -> "0x28 /* SCM_??? */";
            case ControlMessage.Timestamp _ -> "SO_TIMESTAMP_OLD";
            case ControlMessage.ExtendedError c ->
                c.level() == Const.SOL_IP ? "IP_RECVERR" : hex(SocketOption.IPV6_RECVERR.number());
            case ControlMessage.Header c ->
                c.level() == Const.SOL_IP ? option(c.level(), c.type()) : unknown(c.level(), c.type());
            case ControlMessage.TransmitTime _ -> "SO_TXTIME";
            case ControlMessage.PacketInfo _ -> "IP_PKTINFO";
            case ControlMessage.NanoTimestamp _ -> "SO_TIMESTAMPNS_OLD";
            case ControlMessage.Timestamping _ -> "SO_TIMESTAMPING_OLD";
            case ControlMessage.Credentials _ -> "SCM_CREDENTIALS";
            case ControlMessage.HeaderOptions c -> option(Const.SOL_IP, c.type());
            case ControlMessage.PacketInfo6 _ -> "0x32";
            case ControlMessage.OriginalDestination c ->
                c.level() == Const.SOL_IP ? "IP_ORIGDSTADDR" : hex(SocketOption.IPV6_RECVORIGDSTADDR.number());
            case ControlMessage.Unread _ -> hex(SocketOption.TCP_INQ.number());
            case ControlMessage.Other c -> cutShort(c).orElse(hex(c.type()));
        };
    }

    /** The name of a control message of the socket level that was cut short, so that it has no form. */
    private static Optional<String> cutShort(ControlMessage.Other c) {
        return c.level() == Const.SOL_SOCKET.value()
                ? Optional.ofNullable(SOCKET_LEVEL.get(c.type()))
                : Optional.empty();
    }

    /** A type that strace has no name for; at the level of sockets it says so. */
    private static String unknown(Const level, int type) {
        return level == Const.SOL_SOCKET ? hex(type) + " /* SCM_??? */" : hex(type);
    }

    private static String hex(int type) {
        return "0x" + Integer.toHexString(type);
    }

    private static String option(Const level, int number) {
        for (SocketOption option : SocketOption.values()) {
            if (option.level() == level && option.number() == number) {
                return option.name();
            }
        }
        return hex(number);
    }

    /** strace knows the control messages of IPv4 and of sockets themselves; of others it shows the head. */
    private static Optional<String> data(ControlMessage control) {
        return switch (control) {
            case ControlMessage.Header c when c.level() != Const.SOL_IP -> Optional.empty();
            case ControlMessage.ExtendedError c when c.level() != Const.SOL_IP -> Optional.empty();
            case ControlMessage.Rights c -> Optional.of(c.descriptors().toString());
            case ControlMessage.Timestamp c -> Optional.of("{tv_sec=" + c.seconds() + ", tv_usec=" + c.micros() + "}");
            case ControlMessage.Header c
            when c.type() == SocketOption.IP_TOS.number() -> Optional.of(octets(ControlBytes.of(c)));
            case ControlMessage.Header c -> Optional.of("[" + c.value() + "]");
            case ControlMessage.PacketInfo c ->
                Optional.of("{ipi_ifindex=" + StraceAddress.byName(c.index())
                        + ", ipi_spec_dst=inet_addr(\"" + ((SocketAddress.Inet4) c.local()).host()
                        + "\"), ipi_addr=inet_addr(\""
                        + ((SocketAddress.Inet4) c.destination()).host() + "\")}");
            case ControlMessage.ExtendedError c ->
                Optional.of("{ee_errno=" + c.errno() + ", ee_origin=" + c.origin() + ", ee_type=" + c.type()
                        + ", ee_code=" + c.code() + ", ee_info=" + c.info() + ", ee_data=" + c.data()
                        + c.offender()
                                .map(a -> ", offender=" + StraceAddress.show(a))
                                .orElse("") + "}");
            case ControlMessage.NanoTimestamp c -> Optional.of(time(c));
            case ControlMessage.Timestamping c ->
                Optional.of("[" + c.times().stream().map(StraceMessage::time).collect(Collectors.joining(", ")) + "]");
            case ControlMessage.Credentials c ->
                Optional.of("{pid=" + c.pid() + ", uid=" + StraceOption.id(c.uid()) + ", gid="
                        + StraceOption.id(c.gid()) + "}");
            case ControlMessage.HeaderOptions c ->
                c.data().length() == 0 ? Optional.empty() : Optional.of(octets(c.data()));
            case ControlMessage.OriginalDestination c
            when c.level() == Const.SOL_IP -> Optional.of(StraceAddress.show(c.address()));
            case ControlMessage.OriginalDestination _, ControlMessage.PacketInfo6 _, ControlMessage.Unread _ ->
                Optional.empty();
            case ControlMessage.Overflow _, ControlMessage.TransmitTime _ -> Optional.empty();
            case ControlMessage.Other c ->
                cutShort(c).filter(n -> n.endsWith("_OLD")).map(_ -> "???");
        };
    }

    private static String time(ControlMessage.NanoTimestamp t) {
        return "{tv_sec=" + t.seconds() + ", tv_nsec=" + t.nanos() + "}";
    }

    /** {@code [0x7, 0x4, 0]}: bytes in C's shortest hexadecimal. */
    private static String octets(Bytes data) {
        return IntStream.range(0, data.length())
                .map(i -> data.at(i) & 0xff)
                .mapToObj(b -> b == 0 ? "0" : "0x" + Integer.toHexString(b))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
