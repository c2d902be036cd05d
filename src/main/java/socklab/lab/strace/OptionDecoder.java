package socklab.lab.strace;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.SocketOption;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.tables.TcpInfo;

/** Socket options of a log. strace prints an int in brackets, a structure that it knows, or the bytes of the value. */
final class OptionDecoder {
    private OptionDecoder() {}

    private static Const level(StraceValue value) throws UnreadableCall {
        String name = value instanceof StraceValue.Word w ? w.text().replace("IPPROTO_", "SOL_") : "";
        return Const.named(Const.Group.LEVEL, name).orElseThrow(() -> new UnreadableCall("unknown level"));
    }

    private static SocketOption option(StraceValue value) throws UnreadableCall {
        String name = value instanceof StraceValue.Word w ? w.text() : "";
        return Arrays.stream(SocketOption.values())
                .filter(o -> o.name().equals(name) || o.kernelName().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableCall("unknown option"));
    }

    static Arg set(TracedCall traced, int at) throws UnreadableCall {
        SocketOption option = option(traced.arg(at + 1));
        return new Arg.SetOption(level(traced.arg(at)), option, decode(option, traced.arg(at + 2)));
    }

    static Arg get(TracedCall traced, int at) throws UnreadableCall {
        return new Arg.GetOption(level(traced.arg(at)), option(traced.arg(at + 1)));
    }

    static Out value(TracedCall traced, int at) throws UnreadableCall {
        SocketOption option = option(traced.arg(at + 1));
        return new Out.Value(
                decode(option, traced.arg(at + 2)), Bytes.EMPTY, option.kind().size(), 0);
    }

    private static OptionValue decode(SocketOption option, StraceValue value) throws UnreadableCall {
        return switch (option.kind()) {
            case INT,
                    SECONDS,
                    MILLIS,
                    MICROS,
                    SWITCH,
                    ERRNO,
                    TYPE,
                    DOMAIN,
                    PROTOCOL,
                    CHOICE,
                    FLAGS,
                    INTERFACE,
                    NET_INTERFACE -> new OptionValue.Number(number(option, value));
            case LINGER -> linger(value);
            case TIME -> time(value);
            case TEXT -> text(value);
            case TCP_INFO -> info(value);
            case DESCRIPTOR,
                    SOCKADDR,
                    TXTIME,
                    MD5SIG,
                    KEY,
                    CC_INFO,
                    ICMP_TYPES,
                    LONG,
                    IN_ADDR,
                    MREQ,
                    MREQ_SOURCE,
                    GROUP_REQ,
                    GROUP_SOURCE_REQ,
                    MREQ6,
                    PKTINFO6,
                    PORT_RANGE,
                    OCTETS,
                    SYN,
                    UCRED,
                    MEMINFO -> throw new UnreadableCall("a structure");
        };
    }

    private static long number(SocketOption option, StraceValue value) throws UnreadableCall {
        StraceValue inner =
                value instanceof StraceValue.Items(var items) && items.size() == 1 ? items.getFirst() : value;
        if (inner instanceof StraceValue.Word w) {
            Optional<Errno> errno = Errno.named(w.text());
            if (errno.isPresent()) {
                return errno.get().number();
            }
            Const.Group group = switch (option.kind()) {
                case TYPE -> Const.Group.TYPE;
                case DOMAIN -> Const.Group.DOMAIN;
                case PROTOCOL -> Const.Group.PROTOCOL;
                default -> option.names().orElseThrow(() -> new UnreadableCall("no number"));
            };
            return ValueDecoder.flags(inner, group);
        }
        return ValueDecoder.number(inner);
    }

    private static OptionValue linger(StraceValue value) throws UnreadableCall {
        if (value instanceof StraceValue.Struct s
                && s.field("l_onoff").isPresent()
                && s.field("l_linger").isPresent()) {
            return new OptionValue.Linger(
                    ValueDecoder.number(s.field("l_onoff").get()) != 0,
                    ValueDecoder.integer(s.field("l_linger").get()));
        }
        throw new UnreadableCall("no linger");
    }

    /** The bytes that strace printed: the state is the first of them. */
    private static OptionValue info(StraceValue value) throws UnreadableCall {
        if (value instanceof StraceValue.Text t && t.bytes().length() > 0) {
            return TcpInfo.read(
                    NativeMemory.of(MemorySegment.ofArray(t.bytes().toArray())),
                    t.bytes().length());
        }
        throw new UnreadableCall("no structure");
    }

    /** A structure, or the bytes of it. */
    private static OptionValue time(StraceValue value) throws UnreadableCall {
        if (value instanceof StraceValue.Text t && !t.cut() && t.bytes().length() == 2 * Long.BYTES) {
            ByteBuffer bytes = ByteBuffer.wrap(t.bytes().toArray()).order(ByteOrder.nativeOrder());
            return new OptionValue.Time(bytes.getLong(), bytes.getLong());
        } else if (value instanceof StraceValue.Struct) {
            var time = ValueDecoder.time(value).orElseThrow(() -> new UnreadableCall("no time"));
            return new OptionValue.Time(time.getSeconds(), time.getNano() / 1000);
        }
        throw new UnreadableCall("no time");
    }

    private static OptionValue text(StraceValue value) throws UnreadableCall {
        if (value instanceof StraceValue.Text t && !t.cut()) {
            String text = new String(t.bytes().toArray(), StandardCharsets.ISO_8859_1).replaceAll("\0+$", "");
            if (text.matches("[A-Za-z0-9._-]+")) {
                return new OptionValue.Text(text);
            }
        }
        throw new UnreadableCall("no text");
    }
}
