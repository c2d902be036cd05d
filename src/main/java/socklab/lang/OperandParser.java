package socklab.lang;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Form;
import socklab.call.OptionValue;
import socklab.call.Param;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.text.Message;

/** What was typed for one parameter, read by the parameter's kind. */
final class OperandParser {
    /** The most that one call may send or receive: bounded, so that no line takes all memory. */
    static final int MOST_BYTES = 16 << 20;

    private static final int MOST_PORT = 65535;

    private final LineScanner in;
    private final Message usage;
    private final ConstantParser constants;

    OperandParser(LineScanner in, Message usage) {
        this.in = in;
        this.usage = usage;
        this.constants = new ConstantParser(in, usage);
    }

    /** What a parameter is when nothing is typed for it. */
    static Operand untyped(Param param) {
        return switch (param) {
            case Param.Fd _ -> new Operand.Descriptor();
            case Param.AddressOut _ -> new Operand.AddressRoom();
            case Param.Int p -> number(p.standard());
            case Param.Choice p -> number(p.standard());
            case Param.EpollFd _ -> new Operand.Descriptor();
            case Param.EpollReady _ -> new Operand.ReadyRoom();
            case Param.EpollInterest _ -> new Operand.Bound(new Arg.Null());
            case Param.PairOut _ -> new Operand.Bound(new Arg.PairSpace());
            case Param.Millis _ -> new Operand.Bound(new Arg.Millis(-1));
            case Param.Timeval _ -> new Operand.Bound(new Arg.Timeval(Optional.empty()));
            case Param.Timespec _ -> new Operand.Bound(new Arg.Timespec(Optional.empty()));
            case Param.Timeout _ -> new Operand.Bound(new Arg.Timeout(Optional.empty()));
            case Param.SignalMask _, Param.NoOffset _, Param.Offset _ -> new Operand.Bound(new Arg.Null());
            case Param.FilePath _,
                    Param.Count _,
                    Param.SocketType _,
                    Param.Flags _,
                    Param.Local _,
                    Param.Peer _,
                    Param.Data _,
                    Param.Buffer _,
                    Param.OptionIn _,
                    Param.OptionOut _,
                    Param.OtherFd _,
                    Param.Fcntl _,
                    Param.Ioctl _,
                    Param.MessageIn _,
                    Param.MessageOut _,
                    Param.MessagesIn _,
                    Param.MessagesOut _,
                    Param.PollSet _,
                    Param.SelectSets _ -> number(0);
        };
    }

    private static Operand number(int value) {
        return new Operand.Bound(new Arg.Num(value));
    }

    /** Whether an optional parameter is there. Flags that are not the last thing typed are known by their prefix. */
    boolean present(Param param, boolean last) {
        if (in.atEnd()) {
            return false;
        }
        return last
                || !(param instanceof Param.Flags p)
                || in.peek()
                        .text()
                        .toUpperCase(Locale.ROOT)
                        .startsWith(p.group().prefix());
    }

    List<Arg> preset(Form.Preset preset) throws ParseError {
        Token word = required(Highlight.Role.CONSTANT);
        List<Arg> args = preset.values().get(word.text().toLowerCase(Locale.ROOT));
        if (args == null) {
            throw ConstantParser.unknown(word, List.copyOf(preset.values().keySet()));
        }
        return args;
    }

    Operand typed(Param param) throws ParseError {
        return switch (param) {
            case Param.Fd _, Param.AddressOut _ -> untyped(param);
            case Param.Int _ -> integer();
            case Param.Choice p -> new Operand.Bound(new Arg.Num(constants.one(p.group())));
            case Param.SocketType _ -> new Operand.Bound(new Arg.Num(constants.socketType()));
            case Param.Flags p -> new Operand.Bound(new Arg.Num(constants.flags(p.group())));
            case Param.Local _ ->
                new LinkAddressParser(in).here()
                        ? new LinkAddressParser(in).address()
                        : in.wordsLeft() == 1 && !in.atQuote() ? alone(true) : ownAddress();
            case Param.Peer _ -> in.wordsLeft() == 1 && !in.atQuote() ? alone(false) : address();
            case Param.Data _ -> new DataParser(in, usage).message();
            case Param.Buffer _ -> size();
            case Param.OptionIn _ -> optionIn();
            case Param.OptionOut _ -> optionOut();
            case Param.EpollFd _, Param.EpollReady _, Param.PairOut _ -> untyped(param);
            case Param.OtherFd _ -> new Operand.DescriptorOf(required(Highlight.Role.NAME));
            case Param.Fcntl _ -> fcntl();
            case Param.Ioctl _ -> ioctl();
            case Param.MessageIn _ -> new MessageParser(in, usage, this).gather();
            case Param.MessageOut _ -> new MessageParser(in, usage, this).scatter();
            case Param.MessagesIn _ -> new MessageParser(in, usage, this).gatherEach();
            case Param.MessagesOut _ -> new Operand.ScatterEach(new MessageParser(in, usage, this).sizes());
            case Param.PollSet _ -> new EventSetParser(in, usage).pollSet();
            case Param.SelectSets _ -> new EventSetParser(in, usage).selectSets();
            case Param.EpollInterest _ -> new EventSetParser(in, usage).interest();
            case Param.Millis _ ->
                new Operand.Bound(new Arg.Millis(DurationParser.millis(required(Highlight.Role.NUMBER))));
            case Param.Timeout _ ->
                new Operand.Bound(new Arg.Timeout(Optional.of(DurationParser.signed(required(Highlight.Role.NUMBER)))));
            case Param.SignalMask _, Param.NoOffset _ -> untyped(param);
            case Param.FilePath _ -> new Operand.FilePath(required(Highlight.Role.DATA));
            case Param.Count _ -> count();
            case Param.Offset _ -> offset();
            case Param.Timeval _ ->
                new Operand.Bound(new Arg.Timeval(Optional.of(DurationParser.signed(required(Highlight.Role.NUMBER)))));
            case Param.Timespec _ ->
                new Operand.Bound(
                        new Arg.Timespec(Optional.of(DurationParser.signed(required(Highlight.Role.NUMBER)))));
        };
    }

    Token required(Highlight.Role role) throws ParseError {
        if (in.atEnd()) {
            throw new ParseError(in.here(), Message.of("fault.missing"), usage);
        }
        return in.next(role);
    }

    private Operand integer() throws ParseError {
        Token token = required(Highlight.Role.NUMBER);
        if (token.text().startsWith("$")) {
            return new Operand.NumberOf(ValueRefs.required(token));
        }
        return number((int) number(token, Integer.MIN_VALUE, Integer.MAX_VALUE, Message.of("cure.int")));
    }

    private Operand count() throws ParseError {
        Message cure = Message.of("cure.size", MOST_BYTES);
        return number((int) number(required(Highlight.Role.NUMBER), 0, MOST_BYTES, cure));
    }

    private Operand offset() throws ParseError {
        long offset = number(required(Highlight.Role.NUMBER), Long.MIN_VALUE, Long.MAX_VALUE, Message.of("cure.int"));
        return new Operand.Bound(new Arg.Offset(offset));
    }

    private Operand size() throws ParseError {
        Token token = required(Highlight.Role.NUMBER);
        Message cure = Message.of("cure.size", MOST_BYTES);
        return new Operand.Bound(new Arg.Space((int) number(token, 0, MOST_BYTES, cure)));
    }

    /** A decimal number (or 0x…) within bounds. */
    static long number(Token token, long least, long most, Message cure) throws ParseError {
        if (token.text().isEmpty()) {
            throw new ParseError(
                    new Span(token.span().start(), token.span().start() + 1), Message.of("fault.missing"), cure);
        }
        long value;
        try {
            value = Long.decode(token.text().matches("-?0\\d+") ? token.text().replaceFirst("0+", "") : token.text());
        } catch (NumberFormatException e) {
            if (token.text().matches("-?\\d+")) {
                throw outside(token, least, most, cure);
            }
            throw new ParseError(token.span(), Message.of("fault.number", token.text()), cure);
        }
        if (value < least || value > most) {
            throw outside(token, least, most, cure);
        }
        return value;
    }

    /** A cure that only asks for a whole number does not help with one: it says the range. */
    private static ParseError outside(Token token, long least, long most, Message cure) {
        boolean whole = cure.equals(Message.of("cure.int"));
        return new ParseError(
                token.span(),
                Message.of("fault.range", token.text()),
                whole ? Message.of("cure.between", least, most) : cure);
    }

    /** {@code FIONREAD}, or {@code FIONBIO} and a number. */
    private Operand ioctl() throws ParseError {
        Const request = constants.named(Const.Group.IOCTL);
        if (request != Const.FIONBIO) {
            return new Operand.Bound(new Arg.Ioctl(request, Optional.empty()));
        }
        Token value = required(Highlight.Role.NUMBER);
        long number = number(value, Integer.MIN_VALUE, Integer.MAX_VALUE, Message.of("cure.int"));
        return new Operand.Bound(new Arg.Ioctl(request, Optional.of((int) number)));
    }

    /** {@code F_GETFL}, or {@code F_SETFL} and flags. */
    private Operand fcntl() throws ParseError {
        Const command = constants.named(Const.Group.FCNTL);
        Optional<Const.Group> flags = command.argument();
        if (flags.isEmpty()) {
            return new Operand.Bound(new Arg.Fcntl(command, Optional.empty()));
        }
        return new Operand.Bound(new Arg.Fcntl(command, Optional.of(constants.flags(flags.get()))));
    }

    /** One word for an address: a port, {@code $value}, a path, {@code unspec}; else half of a pair. */
    private Operand alone(boolean own) throws ParseError {
        Token token = required(Highlight.Role.ADDRESS);
        String text = token.text();
        if (text.startsWith("$")) {
            return own && (!text.contains(".") || text.endsWith(".port"))
                    ? new Operand.HostPort(Optional.empty(), new Operand.Port.Of(ValueRefs.required(token)))
                    : new Operand.AddressOf(ValueRefs.required(token));
        }
        if (text.equals("unix")) { // an address of a family only: bind then chooses an abstract name
            return new Operand.Bound(new Arg.Address(SocketAddress.Unix.NONE));
        }
        if (text.equals("unspec")) {
            return new Operand.Bound(new Arg.Address(new SocketAddress.Unspec()));
        }
        if (text.startsWith("@") || text.contains("/") || text.startsWith(".")) {
            return path(token);
        }
        TypoHints.twoWords(token);
        if (own) {
            return new Operand.HostPort(Optional.empty(), port(token));
        }
        Message fault = text.matches("\\d+") ? Message.of("fault.noHost", text) : Message.of("fault.noPort", text);
        throw new ParseError(text.matches("\\d+") ? token.span() : in.here(), fault, usage);
    }

    /** A path as typed, or a name after {@code @} in Linux's abstract namespace. */
    private Operand path(Token token) throws ParseError {
        String typed = in.line().substring(token.span().start(), token.span().end());
        return path(token, typed.getBytes(StandardCharsets.UTF_8));
    }

    /** A path in quotes, with blanks and escapes; a NUL byte or {@code @} at its beginning makes it abstract. */
    private Operand quotedPath() throws ParseError {
        Token quoted = in.takeQuoted(Highlight.Role.ADDRESS);
        return path(quoted, new DataParser(in, usage).unquote(quoted).toArray());
    }

    private static Operand path(Token token, byte[] typed) throws ParseError {
        boolean isAbstract = typed.length == 0 || typed[0] == '@' || typed[0] == 0;
        byte[] name = isAbstract ? Arrays.copyOfRange(typed, Math.min(1, typed.length), typed.length) : typed;
        int most = isAbstract ? 107 : 108; // sun_path is 108 bytes; an abstract name starts with a NUL
        if (name.length > most) {
            throw new ParseError(token.span(), Message.of("fault.path", name.length), Message.of("cure.path", most));
        }
        SocketAddress.Unix.Kind kind = isAbstract ? SocketAddress.Unix.Kind.ABSTRACT : SocketAddress.Unix.Kind.PATH;
        String latin1 = new String(name, StandardCharsets.ISO_8859_1);
        return new Operand.Bound(new Arg.Address(new SocketAddress.Unix(kind, latin1)));
    }

    /** An address of this machine, typed as a host and a port. */
    private Operand ownAddress() throws ParseError {
        if (!in.atQuote()) {
            TypoHints.wildcard(in.peek(), in.rest().text());
        }
        return address();
    }

    Operand address() throws ParseError {
        if (in.atQuote()) {
            return quotedPath();
        }
        Token host = required(Highlight.Role.ADDRESS);
        String text = host.text();
        if (text.startsWith("@") || text.contains("/")) {
            return path(host);
        }
        if (text.equals("unspec")) {
            return new Operand.Bound(new Arg.Address(new SocketAddress.Unspec()));
        }
        if (text.startsWith("$")) { // the whole address, whatever the message begins with
            return new Operand.AddressOf(ValueRefs.required(host));
        }
        if (text.matches("\\d+") && !portFollows()) {
            throw new ParseError(host.span(), Message.of("fault.noHost", text), usage);
        }
        TypoHints.twoWords(host);
        Token port = required(Highlight.Role.ADDRESS);
        return HostText.operand(host, port(port));
    }

    private boolean portFollows() {
        return in.peek().text().matches("\\d+|\\$\\S+\\.port|\\$\\d+");
    }

    private Operand.Port port(Token token) throws ParseError {
        if (token.text().startsWith("$")) {
            return new Operand.Port.Of(ValueRefs.required(token));
        }
        if (!token.text().matches("-?\\d+")) {
            throw new ParseError(
                    token.span(), Message.of("fault.port", token.text()), Message.of("cure.port", MOST_PORT));
        }
        if (token.text().length() > 9
                || Integer.parseInt(token.text()) < 0
                || Integer.parseInt(token.text()) > MOST_PORT) {
            throw new ParseError(
                    token.span(), Message.of("fault.port", token.text()), Message.of("cure.port", MOST_PORT));
        }
        return new Operand.Port.Number(Integer.parseInt(token.text()));
    }

    /** The level, if one was typed. */
    private Optional<Const> level() {
        String text = in.peek().text().toUpperCase(Locale.ROOT);
        Optional<Const> level = Const.named(Const.Group.LEVEL, text)
                .or(() -> Const.named(Const.Group.LEVEL, text.replace("IPPROTO_", "SOL_")));
        level.ifPresent(_ -> in.next(Highlight.Role.CONSTANT));
        return level;
    }

    private SocketOption option() throws ParseError {
        Token token = required(Highlight.Role.CONSTANT);
        int equals = token.text().indexOf('=');
        if (equals > 0 && SocketOption.named(token.text().substring(0, equals)).isPresent()) {
            throw new ParseError(
                    token.span(),
                    Message.of("fault.option", token.text()),
                    Message.of("cure.mean", token.text().replace('=', ' ').strip()));
        }
        return SocketOption.named(token.text())
                .orElseThrow(() -> ConstantParser.unknown(
                        "fault.option",
                        token,
                        Stream.of(SocketOption.values()).map(SocketOption::name).toList()));
    }

    private Operand optionIn() throws ParseError {
        Optional<Const> level = level();
        SocketOption option = option();
        if (in.atEnd()) {
            throw new ParseError(in.here(), Message.of("fault.noValue", option.name()), OptionValueParser.cure(option));
        }
        OptionValue value = new OptionValueParser(in, constants).value(option);
        return new Operand.Bound(new Arg.SetOption(level.orElse(option.level(value)), option, value));
    }

    private Operand optionOut() throws ParseError {
        Optional<Const> level = level();
        SocketOption option = option();
        return new Operand.Bound(new Arg.GetOption(level.orElse(option.level()), option));
    }
}
