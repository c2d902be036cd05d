package socklab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Control;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/** A {@code struct msghdr} as strace prints it. Source: strace's {@code tests/msg_name.c}, {@code msg_control.c}, {@code mmsg.c}. */
final class StraceMessage {
    private static final int CMSG_HEADER = 16;

    private StraceMessage() {}

    static String sent(Arg.Message m) {
        String name = m.to().map(a -> "msg_name=" + StraceAddress.show(a) + ", msg_namelen=" + StraceAddress.length(a))
                .orElse("msg_name=NULL, msg_namelen=0");
        List<String> pieces = m.pieces().stream().map(p -> piece(p, p.length())).toList();
        List<Control> control = m.descriptors().isEmpty() ? List.of() : List.of(new Control.Rights(m.descriptors()));
        return "{" + name + ", " + vector(pieces) + ", " + control(control, controlLength(control)) + ", msg_flags=0}";
    }

    private static String piece(Bytes data, int room) {
        return "{iov_base=" + StraceString.quoted(data) + ", iov_len=" + room + "}";
    }

    private static String vector(List<String> pieces) {
        return "msg_iov=[" + String.join(", ", pieces) + "], msg_iovlen=" + pieces.size();
    }

    private static int controlLength(List<Control> control) {
        return control.stream().mapToInt(c -> length(c) + 7 & ~7).sum();
    }

    static String received(Arg.MessageSpace space, Out out) {
        if (out instanceof Out.Message m) {
            String name = m.name().map(StraceAddress::show).orElse(StraceView.pointer(m.nameAt()));
            String length = m.nameLength() == space.address() ? "" + m.nameLength() : space.address() + " => " + m.nameLength();
            List<String> pieces = new ArrayList<>();
            for (int i = 0; i < m.pieces().size(); i++) {
                pieces.add(piece(m.pieces().get(i), space.pieces().get(i)));
            }
            return "{msg_name=" + name + ", msg_namelen=" + length + ", " + vector(pieces) + ", "
                    + control(m.control(), m.controlLength()) + ", msg_flags=" + Const.flags(Const.Group.MSG, m.flags()) + "}";
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
                all.add("{msg_hdr=" + received(space.messages().get(i), m.messages().get(i)) + length(out, i) + "}");
            }
            return "[" + String.join(", ", all) + "], " + space.messages().size();
        }
        return StraceView.untouched(out) + ", " + space.messages().size();
    }

    private static String length(Out out, int index) {
        return out instanceof Out.Messages m && index < m.lengths().size()
                ? ", msg_len=" + m.lengths().get(index) : "";
    }

    private static String control(List<Control> control, int length) {
        return control.isEmpty() ? "msg_controllen=" + length
                : "msg_control=[" + control.stream().map(StraceMessage::one).collect(Collectors.joining(", ")) + "], msg_controllen=" + length;
    }

    private static String one(Control c) {
        return "{cmsg_len=" + length(c) + ", cmsg_level=" + level(c) + ", cmsg_type=" + type(c) + data(c).map(d -> ", cmsg_data=" + d).orElse("") + "}";
    }

    private static int length(Control control) {
        return CMSG_HEADER + switch (control) {
            case Control.Rights c -> 4 * c.descriptors().size();
            case Control.Overflow _ -> 4;
            case Control.Timestamp _ -> 16;
            case Control.ExtendedError c -> c.level() == Const.SOL_IP ? 32 : 44;
            case Control.Header c -> c.length();
            case Control.PacketInfo _ -> 12;
            case Control.NanoTimestamp _ -> 16;
            case Control.Timestamping c -> 16 * c.times().size();
            case Control.Credentials _ -> 12;
            case Control.HeaderOptions c -> c.data().length();
            case Control.PacketInfo6 _ -> 20;
            case Control.OriginalDestination c -> c.level() == Const.SOL_IP ? 16 : 28;
            case Control.Unread _ -> 4;
            case Control.Other c -> c.data().length();
        };
    }

    private static String level(Control control) {
        return switch (control) {
            case Control.Rights _, Control.Overflow _, Control.Timestamp _, Control.NanoTimestamp _, Control.Timestamping _,
                    Control.Credentials _ -> Const.SOL_SOCKET.name();
            case Control.HeaderOptions _ -> Const.SOL_IP.name();
            case Control.PacketInfo6 _ -> Const.SOL_IPV6.name();
            case Control.OriginalDestination c -> c.level().name();
            case Control.Unread _ -> Const.SOL_TCP.name();
            case Control.ExtendedError c -> c.level().name();
            case Control.Header c -> c.level().name();
            case Control.PacketInfo c -> c.level().name();
            case Control.Other c -> Const.of(Const.Group.LEVEL, c.level()).map(Const::name).orElse("0x" + Integer.toHexString(c.level()));
        };
    }

    private static String type(Control control) {
        return switch (control) {
            case Control.Rights _ -> "SCM_RIGHTS";
            case Control.Overflow _ -> "0x28 /* SCM_??? */";
            case Control.Timestamp _ -> "SO_TIMESTAMP_OLD";
            case Control.ExtendedError c -> c.level() == Const.SOL_IP ? "IP_RECVERR" : hex(SocketOption.IPV6_RECVERR.number());
            case Control.Header c -> c.level() == Const.SOL_IP ? option(c.level(), c.type()) : hex(c.type());
            case Control.PacketInfo _ -> "IP_PKTINFO";
            case Control.NanoTimestamp _ -> "SO_TIMESTAMPNS_OLD";
            case Control.Timestamping _ -> "SO_TIMESTAMPING_OLD";
            case Control.Credentials _ -> "SCM_CREDENTIALS";
            case Control.HeaderOptions c -> option(Const.SOL_IP, c.type());
            case Control.PacketInfo6 _ -> "0x32";
            case Control.OriginalDestination c -> c.level() == Const.SOL_IP ? "IP_ORIGDSTADDR" : hex(SocketOption.IPV6_RECVORIGDSTADDR.number());
            case Control.Unread _ -> hex(SocketOption.TCP_INQ.number());
            case Control.Other c -> hex(c.type());
        };
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
    private static Optional<String> data(Control control) {
        return switch (control) {
            case Control.Header c when c.level() != Const.SOL_IP -> Optional.empty();
            case Control.ExtendedError c when c.level() != Const.SOL_IP -> Optional.empty();
            case Control.Rights c -> Optional.of(c.descriptors().toString());
            case Control.Timestamp c -> Optional.of("{tv_sec=" + c.seconds() + ", tv_usec=" + c.micros() + "}");
            case Control.Header c -> Optional.of("[" + c.value() + "]");
            case Control.PacketInfo c -> Optional.of("{ipi_ifindex=" + StraceAddress.byName(c.index())
                    + ", ipi_spec_dst=inet_addr(\"" + ((SocketAddress.Inet4) c.local()).host() + "\"), ipi_addr=inet_addr(\""
                    + ((SocketAddress.Inet4) c.destination()).host() + "\")}");
            case Control.ExtendedError c -> Optional.of("{ee_errno=" + c.errno() + ", ee_origin=" + c.origin() + ", ee_type=" + c.type()
                    + ", ee_code=" + c.code() + ", ee_info=" + c.info() + ", ee_data=" + c.data()
                    + c.offender().map(a -> ", offender=" + StraceAddress.show(a)).orElse("") + "}");
            case Control.NanoTimestamp c -> Optional.of(time(c));
            case Control.Timestamping c -> Optional.of("[" + c.times().stream().map(StraceMessage::time).collect(Collectors.joining(", ")) + "]");
            case Control.Credentials c -> Optional.of("{pid=" + c.pid() + ", uid=" + StraceOption.id(c.uid()) + ", gid=" + StraceOption.id(c.gid()) + "}");
            case Control.HeaderOptions c -> c.data().length() == 0 ? Optional.empty() : Optional.of(octets(c.data()));
            case Control.OriginalDestination c when c.level() == Const.SOL_IP -> Optional.of(StraceAddress.show(c.address()));
            case Control.OriginalDestination _, Control.PacketInfo6 _, Control.Unread _ -> Optional.empty();
            case Control.Overflow _ -> Optional.empty();
            case Control.Other _ -> Optional.empty();
        };
    }

    private static String time(Control.NanoTimestamp t) {
        return "{tv_sec=" + t.seconds() + ", tv_nsec=" + t.nanos() + "}";
    }

    /** {@code [0x7, 0x4, 0]}: bytes in C's shortest hexadecimal. */
    private static String octets(Bytes data) {
        return IntStream.range(0, data.length()).map(i -> data.at(i) & 0xff).mapToObj(b -> b == 0 ? "0" : "0x" + Integer.toHexString(b))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
