package socklab.lang;

import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.text.Msg;

/** An option's value as typed, read by the option's kind. */
final class OptionValueParser {
    private final Scanner in;

    OptionValueParser(Scanner in) {
        this.in = in;
    }

    /** What is typed for a value of that option. */
    static Msg cure(SocketOption option) {
        return Msg.of("cure.value." + option.kind().name(), option.name());
    }

    OptionValue value(SocketOption option) throws Failure {
        return switch (option.kind()) {
            case INT, ERRNO, TYPE, DOMAIN, PROTOCOL -> new OptionValue.Number(number(in.next(Mark.Role.NUMBER), option));
            case LONG -> new OptionValue.Number(OperandParser.number(in.next(Mark.Role.NUMBER), Long.MIN_VALUE, Long.MAX_VALUE, cure(option)));
            case SWITCH -> new OptionValue.Number(onOff(in.next(Mark.Role.CONSTANT), option));
            case TIME -> time(in.next(Mark.Role.NUMBER));
            case LINGER -> linger(option);
            case TEXT -> text(option);
            case IN_ADDR -> new OptionValue.Interface4(inet4(in.next(Mark.Role.ADDRESS), option));
            case INTERFACE -> new OptionValue.Number(index(in.next(Mark.Role.ADDRESS), option));
            case MREQ -> group4(option);
            case MREQ6 -> group6(option);
            case UCRED, MEMINFO, TCP_INFO -> {
                Token token = in.takeRest();
                throw new Failure(token.span(), Msg.of("fault.readOnly", option.name()), Msg.of("cure.readOnly", option.name()));
            }
        };
    }

    private static long number(Token token, SocketOption option) throws Failure {
        return OperandParser.number(token, Integer.MIN_VALUE, Integer.MAX_VALUE, cure(option));
    }

    private static long onOff(Token token, SocketOption option) throws Failure {
        return switch (token.text().toLowerCase(Locale.ROOT)) {
            case "on", "true" -> 1;
            case "off", "false" -> 0;
            default -> number(token, option);
        };
    }

    private static OptionValue time(Token token) throws Failure {
        long micros = Times.nanos(token) / 1000;
        return new OptionValue.Time(micros / 1_000_000, micros % 1_000_000);
    }

    private OptionValue linger(SocketOption option) throws Failure {
        boolean on = onOff(in.next(Mark.Role.CONSTANT), option) != 0;
        if (in.atEnd()) {
            if (on) {
                throw new Failure(in.here(), Msg.of("fault.noValue", option.name()), cure(option));
            }
            return new OptionValue.Linger(false, 0);
        }
        Token token = in.next(Mark.Role.NUMBER);
        String seconds = token.text().endsWith("s") ? token.text().substring(0, token.text().length() - 1) : token.text();
        return new OptionValue.Linger(on, (int) number(new Token(seconds, token.span()), option));
    }

    private OptionValue text(SocketOption option) throws Failure {
        Token token = in.next(Mark.Role.CONSTANT);
        if (token.text().getBytes(StandardCharsets.UTF_8).length > option.kind().size()) {
            throw new Failure(token.span(), Msg.of("fault.range", token.text()), cure(option));
        }
        return new OptionValue.Text(token.text());
    }

    private static SocketAddress.Inet4 inet4(Token token, SocketOption option) throws Failure {
        Optional<SocketAddress> address = HostText.literal(token.text(), 0);
        if (address.isPresent() && address.get() instanceof SocketAddress.Inet4 a) {
            return a;
        }
        throw new Failure(token.span(), Msg.of("fault.address", token.text()), cure(option));
    }

    private static int index(Token token, SocketOption option) throws Failure {
        try {
            return HostText.scope(token.text());
        } catch (SocketException e) {
            throw new Failure(token.span(), Msg.of("fault.interface", token.text()), cure(option));
        }
    }

    private OptionValue group4(SocketOption option) throws Failure {
        SocketAddress.Inet4 group = inet4(in.next(Mark.Role.ADDRESS), option);
        SocketAddress.Inet4 via = in.atEnd() ? new SocketAddress.Inet4(0, 0) : inet4(in.next(Mark.Role.ADDRESS), option);
        return new OptionValue.Group4(group, via);
    }

    private OptionValue group6(SocketOption option) throws Failure {
        Token token = in.next(Mark.Role.ADDRESS);
        Optional<SocketAddress> address = HostText.literal(token.text(), 0);
        if (address.isEmpty() || !(address.get() instanceof SocketAddress.Inet6 group)) {
            throw new Failure(token.span(), Msg.of("fault.address", token.text()), cure(option));
        }
        return new OptionValue.Group6(group, in.atEnd() ? 0 : index(in.next(Mark.Role.ADDRESS), option));
    }
}
