package socklab.lang;

import java.net.SocketException;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.LinkAddress;
import socklab.call.SocketAddress;
import socklab.text.Message;

/**
 * Parses the addresses that packet and netlink sockets are bound to: {@code packet lo ETH_P_IP}, {@code netlink 0 1}.
 */
final class LinkAddressParser {
    private static final String PACKET = "packet";
    private static final String NETLINK = "netlink";
    private static final long MOST = 0xffff_ffffL;

    private final LineScanner in;

    LinkAddressParser(LineScanner in) {
        this.in = in;
    }

    /** Whether such an address stands here. */
    boolean here() {
        String word = in.peek().text();
        return word.equals(PACKET) || word.equals(NETLINK);
    }

    /**
     * The address; what is left out is 0: all interfaces, the socket's protocol, a port of the kernel's choice, no
     * group.
     */
    Operand address() throws ParseError {
        SocketAddress address = in.next(Highlight.Role.ADDRESS).text().equals(PACKET)
                ? packet()
                : LinkAddress.netlink(number(), number());
        return new Operand.Bound(new Arg.Address(address));
    }

    private SocketAddress packet() throws ParseError {
        int index = in.atEnd() ? 0 : index(in.next(Highlight.Role.ADDRESS));
        Optional<Token> protocol = in.atEnd() ? Optional.empty() : Optional.of(in.next(Highlight.Role.CONSTANT));
        Optional<Const> named = protocol.flatMap(t -> Const.named(Const.Group.ETHERTYPE, t.text()));
        if (protocol.isPresent() && named.isEmpty()) {
            throw ConstantParser.unknown(
                    protocol.get(),
                    Const.Group.ETHERTYPE.members().stream().map(Const::name).toList());
        }
        return LinkAddress.packet(index, named.map(Const::value).orElse(0));
    }

    private static int index(Token token) throws ParseError {
        try {
            return token.text().equals("*") ? 0 : HostText.scope(token.text());
        } catch (SocketException e) {
            throw new ParseError(token.span(), Message.of("fault.interface", token.text()), Message.of("cure.packet"));
        }
    }

    private int number() throws ParseError {
        return in.atEnd()
                ? 0
                : (int) OperandParser.number(in.next(Highlight.Role.NUMBER), 0, MOST, Message.of("cure.netlink"));
    }
}
