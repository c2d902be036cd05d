package socklab.lang;

import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import socklab.call.Const;
import socklab.call.ControlMessage;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.text.Message;

/** Control messages as typed for sendmsg: a name and a value. Source: cmsg(3), ip(7), ipv6(7), unix(7), udp(7). */
final class ControlParser {
    /** The names that a control message begins with, descriptors aside. */
    static final Set<String> NAMES = Set.of(
            "IP_TTL",
            "IP_TOS",
            "IP_PKTINFO",
            "IPV6_HOPLIMIT",
            "IPV6_TCLASS",
            "IPV6_PKTINFO",
            "SCM_CREDENTIALS",
            "UDP_SEGMENT",
            "SO_MARK",
            "SCM_TXTIME",
            "SO_TXTIME");

    private static final int IPV6_HOPLIMIT = 52;

    private final LineScanner in;
    private final OperandParser operands;

    ControlParser(LineScanner in, OperandParser operands) {
        this.in = in;
        this.operands = operands;
    }

    ControlMessage control() throws ParseError {
        Token name = in.next(Highlight.Role.CONSTANT);
        return switch (name.text()) {
            case "IP_TTL" -> header(Const.SOL_IP, SocketOption.IP_TTL.number());
            case "IP_TOS" -> header(Const.SOL_IP, SocketOption.IP_TOS.number());
            case "IPV6_HOPLIMIT" -> header(Const.SOL_IPV6, IPV6_HOPLIMIT);
            case "IPV6_TCLASS" -> header(Const.SOL_IPV6, SocketOption.IPV6_TCLASS.number());
            case "SO_MARK" -> header(Const.SOL_SOCKET, SocketOption.SO_MARK.number());
            case "UDP_SEGMENT" ->
                new ControlMessage.Header(
                        Const.SOL_UDP, SocketOption.UDP_SEGMENT.number(), number(0, 0xffff), Short.BYTES);
            case "SCM_TXTIME", "SO_TXTIME" ->
                new ControlMessage.TransmitTime(OperandParser.number(
                        operands.required(Highlight.Role.NUMBER), 0, Long.MAX_VALUE, Message.of("cure.int")));
            case "SCM_CREDENTIALS" -> new ControlMessage.Credentials(number(), number(), number());
            default -> packetInfo(name.text().equals("IP_PKTINFO"));
        };
    }

    private ControlMessage header(Const level, int type) throws ParseError {
        return new ControlMessage.Header(level, type, number(), Integer.BYTES);
    }

    private int number() throws ParseError {
        return number(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private int number(int least, int most) throws ParseError {
        Token token = operands.required(Highlight.Role.NUMBER);
        return (int) OperandParser.number(token, least, most, Message.of("cure.int"));
    }

    /** {@code [INTERFACE] ADDRESS}: the interface to send by, and the address to send from. */
    private ControlMessage packetInfo(boolean four) throws ParseError {
        Token token = operands.required(Highlight.Role.ADDRESS);
        int index = 0;
        Optional<SocketAddress> address = HostText.literal(token.text(), 0);
        if (address.isEmpty()) {
            index = index(token);
            token = operands.required(Highlight.Role.ADDRESS);
            address = HostText.literal(token.text(), 0);
        }
        if (address.isPresent() && four && address.get() instanceof SocketAddress.Inet4 a) {
            return new ControlMessage.PacketInfo(Const.SOL_IP, index, a, new SocketAddress.Inet4(0, 0));
        } else if (address.isPresent() && !four && address.get() instanceof SocketAddress.Inet6 a) {
            return new ControlMessage.PacketInfo6(a, index);
        }
        throw new ParseError(token.span(), Message.of("fault.address", token.text()), Message.of("cure.packetInfo"));
    }

    private static int index(Token token) throws ParseError {
        try {
            return HostText.scope(token.text());
        } catch (SocketException e) {
            throw new ParseError(
                    token.span(), Message.of("fault.interface", token.text()), Message.of("cure.packetInfo"));
        }
    }
}
