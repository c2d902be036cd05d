package socklab.lang;

import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.OptionBytes;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.text.Message;

/** An option's value as typed, read by the option's kind. */
final class OptionValueParser {
    private static final int MOST_PORT = 65535;
    private static final SocketAddress.Inet4 ANY = new SocketAddress.Inet4(0, 0);

    private final LineScanner in;
    private final ConstantParser constants;

    OptionValueParser(LineScanner in, ConstantParser constants) {
        this.in = in;
        this.constants = constants;
    }

    /** What is typed for a value of that option. */
    static Message cure(SocketOption option) {
        return Message.of("cure.value." + option.kind().name(), option.name());
    }

    OptionValue value(SocketOption option) throws ParseError {
        return switch (option.kind()) {
            case INT, ERRNO, TYPE, DOMAIN, PROTOCOL ->
                new OptionValue.Number(number(in.next(Highlight.Role.NUMBER), option));
            case LONG ->
                new OptionValue.Number(OperandParser.number(
                        in.next(Highlight.Role.NUMBER), Long.MIN_VALUE, Long.MAX_VALUE, cure(option)));
            case SWITCH -> new OptionValue.Number(onOff(in.next(Highlight.Role.CONSTANT), option));
            case SECONDS -> units(in.next(Highlight.Role.NUMBER), Duration.ofSeconds(1), option);
            case MILLIS -> units(in.next(Highlight.Role.NUMBER), Duration.ofMillis(1), option);
            case MICROS -> units(in.next(Highlight.Role.NUMBER), Duration.ofNanos(1000), option);
            case TIME -> time(in.next(Highlight.Role.NUMBER));
            case LINGER -> linger(option);
            case TEXT -> text(option);
            case CHOICE -> new OptionValue.Number(constants.one(option.names().orElseThrow()));
            case FLAGS -> new OptionValue.Number(constants.flags(option.names().orElseThrow()));
            case PORT_RANGE -> portRange(in.next(Highlight.Role.NUMBER), option);
            case OCTETS -> octets(in.next(Highlight.Role.DATA), option);
            case IN_ADDR -> interface4(option);
            case INTERFACE -> new OptionValue.Number(index(in.next(Highlight.Role.ADDRESS), option));
            case MREQ -> group4(option);
            case MREQ6, PKTINFO6 -> group6(option);
            case MREQ_SOURCE -> source4(option);
            case GROUP_REQ -> new OptionValue.GroupRequest(inet(option), Optional.empty(), index(option));
            case GROUP_SOURCE_REQ ->
                new OptionValue.GroupRequest(inet(option), Optional.of(inet(option)), index(option));
            case NET_INTERFACE ->
                new OptionValue.Number(Integer.reverseBytes(index(in.next(Highlight.Role.ADDRESS), option)));
            case KEY -> octets(in.next(Highlight.Role.DATA), option);
            case ICMP_TYPES -> icmpTypes();
            case TXTIME -> txtime();
            case MD5SIG -> signature(option);
            case SYN, UCRED, MEMINFO, TCP_INFO, CC_INFO, SOCKADDR, DESCRIPTOR -> {
                Token token = in.takeRest();
                throw new ParseError(
                        token.span(),
                        Message.of("fault.readOnly", option.name()),
                        Message.of("cure.readOnly", option.name()));
            }
        };
    }

    /** The ICMP types to keep away, as one mask: a bit for each. */
    private OptionValue icmpTypes() throws ParseError {
        return new OptionValue.Number(constants.bits(Const.Group.ICMP));
    }

    /** {@code CLOCK_TAI [SOF_TXTIME_…]}: {@code struct sock_txtime}. */
    private OptionValue txtime() throws ParseError {
        ByteBuffer b = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.nativeOrder());
        b.putInt(constants.one(Const.Group.CLOCK));
        b.putInt(in.atEnd() ? 0 : constants.flags(Const.Group.TXTIME));
        return new OptionValue.Octets(Bytes.of(b.array()));
    }

    /** {@code ADDRESS KEY}: {@code struct tcp_md5sig}. */
    private OptionValue signature(SocketOption option) throws ParseError {
        SocketAddress peer = inet(option);
        Token key = wanted(option);
        return OptionBytes.signature(peer, Bytes.utf8(key.text()))
                .map(OptionValue.Octets::new)
                .orElseThrow(() -> new ParseError(key.span(), Message.of("fault.range", key.text()), cure(option)));
    }

    private static long number(Token token, SocketOption option) throws ParseError {
        return OperandParser.number(token, Integer.MIN_VALUE, Integer.MAX_VALUE, cure(option));
    }

    private static long onOff(Token token, SocketOption option) throws ParseError {
        return switch (token.text().toLowerCase(Locale.ROOT)) {
            case "on", "true" -> 1;
            case "off", "false" -> 0;
            default -> number(token, option);
        };
    }

    /** A time with its unit, or C's bare number. */
    private static OptionValue units(Token token, Duration unit, SocketOption option) throws ParseError {
        boolean timed = token.text().matches("-?\\d.*[a-zµ]");
        return new OptionValue.Number(timed ? DurationParser.whole(token, unit, cure(option)) : number(token, option));
    }

    private static OptionValue time(Token token) throws ParseError {
        long micros = DurationParser.signed(token).toNanos() / 1000;
        return new OptionValue.Time(micros / 1_000_000, micros % 1_000_000);
    }

    private OptionValue linger(SocketOption option) throws ParseError {
        boolean on = onOff(in.next(Highlight.Role.CONSTANT), option) != 0;
        if (in.atEnd()) {
            if (on) {
                throw new ParseError(in.here(), Message.of("fault.noValue", option.name()), cure(option));
            }
            return new OptionValue.Linger(false, 0);
        }
        Token token = in.next(Highlight.Role.NUMBER);
        String seconds = token.text().endsWith("s")
                ? token.text().substring(0, token.text().length() - 1)
                : token.text();
        return new OptionValue.Linger(on, (int) number(new Token(seconds, token.span()), option));
    }

    private OptionValue text(SocketOption option) throws ParseError {
        Token token = in.next(Highlight.Role.CONSTANT);
        if (token.text().getBytes(StandardCharsets.UTF_8).length > option.kind().size()) {
            throw new ParseError(token.span(), Message.of("fault.nameLength", token.text()), cure(option));
        }
        return new OptionValue.Text(token.text());
    }

    private static SocketAddress.Inet4 inet4(Token token, SocketOption option) throws ParseError {
        Optional<SocketAddress> address = HostText.literal(token.text(), 0);
        if (address.isPresent() && address.get() instanceof SocketAddress.Inet4 a) {
            return a;
        }
        throw new ParseError(token.span(), Message.of("fault.address", token.text()), cure(option));
    }

    private static int index(Token token, SocketOption option) throws ParseError {
        try {
            return HostText.scope(token.text());
        } catch (SocketException e) {
            throw new ParseError(token.span(), Message.of("fault.interface", token.text()), cure(option));
        }
    }

    /** {@code 40000-40100}; 0 leaves an end as it is. */
    private static OptionValue portRange(Token token, SocketOption option) throws ParseError {
        int dash = token.text().indexOf('-');
        if (dash < 0) {
            throw new ParseError(token.span(), Message.of("fault.number", token.text()), cure(option));
        }
        int start = token.span().start();
        Token first = new Token(token.text().substring(0, dash), new Span(start, start + dash));
        Token last = new Token(
                token.text().substring(dash + 1),
                new Span(start + dash + 1, token.span().end()));
        return new OptionValue.PortRange((int) OperandParser.number(first, 0, MOST_PORT, cure(option)), (int)
                OperandParser.number(last, 0, MOST_PORT, cure(option)));
    }

    private static OptionValue octets(Token token, SocketOption option) throws ParseError {
        if (token.text().equalsIgnoreCase("none")) {
            return new OptionValue.Octets(Bytes.EMPTY);
        }
        if (!token.text().matches("hex:([0-9a-fA-F]{2})*")) {
            throw new ParseError(token.span(), Message.of("fault.hex"), cure(option));
        }
        Bytes bytes = Bytes.of(HexFormat.of()
                .parseHex(token.text(), "hex:".length(), token.text().length()));
        if (bytes.length() > option.kind().size()) {
            throw new ParseError(token.span(), Message.of("fault.range", token.text()), cure(option));
        }
        return new OptionValue.Octets(bytes);
    }

    /** An interface by its address, or by its name. */
    private OptionValue interface4(SocketOption option) throws ParseError {
        Token token = in.next(Highlight.Role.ADDRESS);
        return byName(token)
                ? new OptionValue.Group4n(ANY, index(token, option))
                : new OptionValue.Interface4(inet4(token, option));
    }

    private OptionValue group4(SocketOption option) throws ParseError {
        SocketAddress.Inet4 group = inet4(in.next(Highlight.Role.ADDRESS), option);
        if (in.atEnd()) {
            return new OptionValue.Group4(group, ANY);
        }
        Token via = in.next(Highlight.Role.ADDRESS);
        return byName(via)
                ? new OptionValue.Group4n(group, index(via, option))
                : new OptionValue.Group4(group, inet4(via, option));
    }

    private OptionValue source4(SocketOption option) throws ParseError {
        SocketAddress.Inet4 group = inet4(in.next(Highlight.Role.ADDRESS), option);
        SocketAddress.Inet4 source = inet4(wanted(option), option);
        return new OptionValue.Source4(
                group, in.atEnd() ? ANY : inet4(in.next(Highlight.Role.ADDRESS), option), source);
    }

    /** What is no address is an interface's name, where the machine has one of that name. */
    private static boolean byName(Token token) {
        try {
            return !token.text().matches("[\\d.]+") && HostText.scope(token.text()) > 0;
        } catch (SocketException e) {
            return false;
        }
    }

    private Token wanted(SocketOption option) throws ParseError {
        if (in.atEnd()) {
            throw new ParseError(in.here(), Message.of("fault.missing"), cure(option));
        }
        return in.next(Highlight.Role.ADDRESS);
    }

    /** An address of either family. */
    private SocketAddress inet(SocketOption option) throws ParseError {
        Token token = wanted(option);
        return HostText.literal(token.text(), 0)
                .orElseThrow(
                        () -> new ParseError(token.span(), Message.of("fault.address", token.text()), cure(option)));
    }

    private OptionValue group6(SocketOption option) throws ParseError {
        Token token = in.next(Highlight.Role.ADDRESS);
        Optional<SocketAddress> address = HostText.literal(token.text(), 0);
        if (address.isEmpty() || !(address.get() instanceof SocketAddress.Inet6 group)) {
            throw new ParseError(token.span(), Message.of("fault.address", token.text()), cure(option));
        }
        return new OptionValue.Group6(group, index(option));
    }

    /** An interface that may be left out: the kernel then chooses. */
    private int index(SocketOption option) throws ParseError {
        return in.atEnd() ? 0 : index(in.next(Highlight.Role.ADDRESS), option);
    }
}
