package socklab.view;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.JavaCall;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.ParamShape;
import socklab.call.Result;
import socklab.session.Event;
import socklab.session.Settings;

/**
 * The call line: a call in strace's format, to the byte.
 *
 * <p>Source: strace(1), {@code -T}; its defaults for strings (32 bytes) and for the column of the result (40).
 */
public final class StraceView {
    static final int RESULT_COLUMN = 39;
    /** Most lines are no longer. */
    private static final int ROOM = 160;

    private static final int TYPE_MASK = 0xf;
    private static final long MILLION = 1_000_000;

    private final Settings.Names names;

    public StraceView(Settings.Names names) {
        this.names = names;
    }

    /** The whole line of a call that ended; of one that was made by Java's library, the call that was made there. */
    public String line(Event.Finished event) {
        Optional<JavaCall> java = event.outcome().java();
        if (java.isPresent()) {
            return JavaCallView.line(java.get(), event.outcome());
        }
        StringBuilder text = new StringBuilder(ROOM);
        call(text, event.invocation(), event.outcome().outs());
        text.repeat(' ', Math.max(0, RESULT_COLUMN - text.length())).append(" = ");
        result(text, event.invocation(), event.outcome());
        return text.toString();
    }

    /** The first half of a call that has not returned: what strace prints until then. */
    public String unfinished(Invocation invocation) {
        StringBuilder text = new StringBuilder(name(invocation.call())).append('(');
        List<Param> params = invocation.call().params();
        for (int i = 0; i < params.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            if (params.get(i).shape().use() != ParamShape.Use.READ) {
                return text.append(" <unfinished ...>").toString(); // from here on strace waits for the kernel
            }
            arg(text, params.get(i), invocation.args().get(i), Out.NOTHING, invocation);
        }
        return text.append(kernelTail(invocation.call()))
                .append(" <unfinished ...>")
                .toString();
    }

    /** The first words of a call, enough to know it by: {@code recvfrom(3, …}. */
    public String opening(Invocation invocation) {
        return name(invocation.call()) + "("
                + invocation.fd().map(fd -> fd + ", ").orElse("") + "…";
    }

    private void call(StringBuilder text, Invocation invocation, List<Out> outs) {
        text.append(name(invocation.call())).append('(');
        Iterator<Arg> args = invocation.args().iterator();
        Iterator<Out> written = outs.iterator();
        String before = "";
        for (Param param : invocation.call().params()) {
            arg(text.append(before), param, args.next(), written.hasNext() ? written.next() : Out.NOTHING, invocation);
            before = ", ";
        }
        text.append(kernelTail(invocation.call())).append(')');
    }

    private String name(Call call) {
        return names == Settings.Names.KERNEL ? call.kernelEntry().name() : call.function();
    }

    /** Where C's library passes more to the kernel than it was given. */
    private String kernelTail(Call call) {
        return names == Settings.Names.KERNEL ? call.kernelEntry().tail() : "";
    }

    private void result(StringBuilder text, Invocation invocation, Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned r -> elapsed(text.append(StraceEvents.value(invocation, r, names)), r.nanos());
            case Outcome.Failed f -> elapsed(text.append("-1 ").append(f.errno().describe()), f.nanos());
            case Outcome.Unsupported u ->
                text.append("? ENOTSUP (").append(u.why()).append(')');
            case Outcome.Unresolved u ->
                text.append("? ").append(u.code()).append(" (").append(u.text()).append(')');
        }
    }

    /** {@code <0.000041>}. Without String.format, which would take as long as all else of the line. */
    static StringBuilder elapsed(StringBuilder text, long nanos) {
        long micros = nanos / 1000;
        text.append(" <").append(micros / MILLION).append('.');
        for (long unit = MILLION / 10; unit > 0; unit /= 10) {
            text.append((char) ('0' + micros / unit % 10));
        }
        return text.append('>');
    }

    private void arg(StringBuilder text, Param param, Arg arg, Out out, Invocation invocation) {
        switch (arg) {
            case Arg.Num a -> number(text, param, a.value(), invocation);
            case Arg.Address a ->
                StraceAddress.show(text, a.address()).append(", ").append(StraceAddress.length(a.address()));
            case Arg.AddressSpace a -> addressOut(text, a, out);
            case Arg.Payload a ->
                StraceString.quoted(text, a.data()).append(", ").append(a.data().length());
            case Arg.Space a -> buffer(text, out).append(", ").append(a.length());
            case Arg.SetOption a -> text.append(StraceOption.set(a));
            case Arg.GetOption a -> text.append(StraceOption.get(a, out));
            case Arg.Null _ -> text.append(nothing(param, invocation));
            case Arg.Timeout a ->
                // of epoll's strace reads the time when the call has ended
                text.append(
                        invocation.call().onEpoll() && out instanceof Out.Untouched
                                ? untouched(out)
                                : StraceEvents.timespec(a.time()));
            case Arg.FilePath a -> text.append(StraceString.path(latin1(a.path())));
            case Arg.Offset a ->
                text.append('[')
                        .append(Long.toUnsignedString(a.offset()))
                        .append(']')
                        .append(moved(a, out));
            case Arg.PairSpace _ ->
                text.append(out instanceof Out.Pair p ? "[" + p.first() + ", " + p.second() + "]" : untouched(out));
            case Arg.Fcntl a -> text.append(fcntl(a));
            case Arg.Ioctl a ->
                text.append(a.request().kernelName()).append(", ").append(ioctl(a, out));
            case Arg.Message a -> text.append(StraceMessage.sent(a));
            case Arg.MessageSpace a -> text.append(StraceMessage.received(a, out));
            case Arg.Messages a -> text.append(StraceMessage.sentEach(a, out));
            case Arg.MessagesSpace a -> text.append(StraceMessage.receivedEach(a, out));
            case Arg.PollSet a -> text.append(StraceEvents.pollSet(a));
            case Arg.SelectSets a -> text.append(StraceEvents.selectSets(a));
            case Arg.Millis a -> text.append(a.millis());
            case Arg.Timeval a -> text.append(StraceEvents.timeval(a.time(), names));
            case Arg.Timespec a -> text.append(StraceEvents.timespec(a.time()));
            case Arg.Interest a -> text.append(StraceEvents.event(a.events(), a.fd()));
            case Arg.ReadySpace a ->
                text.append(StraceEvents.readyEvents(out)).append(", ").append(a.count());
        }
    }

    /** NULL; pselect passes its signal mask in a structure. */
    private String nothing(Param param, Invocation invocation) {
        boolean inStructure = names == Settings.Names.KERNEL
                && param instanceof Param.SignalMask
                && invocation.call().params().getFirst() instanceof Param.SelectSets;
        return inStructure ? "{sigmask=NULL, sigsetsize=8}" : "NULL";
    }

    private static String latin1(String path) {
        return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String moved(Arg.Offset before, Out out) {
        return out instanceof Out.Offset o && o.offset() != before.offset() ? " => [" + o.offset() + "]" : "";
    }

    private static String ioctl(Arg.Ioctl arg, Out out) {
        if (arg.value().isPresent()) {
            return "[" + arg.value().get() + "]";
        }
        return switch (out) {
            case Out.Number n -> "[" + n.value() + "]";
            case Out.Value v -> pointer(v.at()); // strace has no form for a time
            default -> untouched(out);
        };
    }

    private static String fcntl(Arg.Fcntl arg) {
        return arg.command().name()
                + arg.value()
                        .map(v -> ", "
                                + StraceEvents.fileFlags(
                                        arg.command().argument().orElseThrow(), v))
                        .orElse("");
    }

    private static void number(StringBuilder text, Param param, int value, Invocation invocation) {
        if (param instanceof Param.Choice p) {
            boolean bare = p.group() == Const.Group.PROTOCOL
                    && (unixDomain(invocation) || invocation.call().result() == Result.PAIR);
            text.append(
                    p.group() == Const.Group.PROTOCOL && domain(invocation, Const.AF_NETLINK)
                            ? StraceNames.netlink(value)
                            : p.group() == Const.Group.PROTOCOL && domain(invocation, Const.AF_PACKET)
                                    ? StraceLink.protocol(value)
                                    : bare ? Integer.toString(value) : choice(p.group(), value));
        } else if (param instanceof Param.SocketType) {
            text.append(socketType(value));
        } else if (param instanceof Param.Flags p) {
            text.append(Const.flags(p.group(), value));
        } else {
            text.append(value);
        }
    }

    private static boolean domain(Invocation invocation, Const domain) {
        return invocation.call().result() == Result.DESCRIPTOR
                && ((Arg.Num) invocation.args().getFirst()).value() == domain.value();
    }

    /** Protocol numbers have names only in the Internet's domains, and none for a pair. */
    private static boolean unixDomain(Invocation invocation) {
        int domain = ((Arg.Num) invocation.args().getFirst()).value();
        return domain != Const.AF_INET.value() && domain != Const.AF_INET6.value();
    }

    private static String choice(Const.Group group, int value) {
        return Const.of(group, value)
                .map(Const::name)
                .or(() -> group == Const.Group.DOMAIN ? StraceNames.family(value) : Optional.empty())
                .orElseGet(() -> "0x" + Integer.toHexString(value) + " /* " + group.prefix() + "??? */");
    }

    private static String socketType(int value) {
        int flags = value & ~TYPE_MASK;
        String type = choice(Const.Group.TYPE, value & TYPE_MASK);
        return flags == 0 ? type : type + "|" + Const.flags(Const.Group.TYPE_FLAG, flags);
    }

    private static void addressOut(StringBuilder text, Arg.AddressSpace arg, Out out) {
        if (!(out instanceof Out.Name n)) {
            text.append(untouched(out)).append(", [").append(arg.length()).append(']');
            return;
        }
        if (n.address().isPresent()) {
            StraceAddress.show(text, n.address().get());
        } else {
            text.append(pointer(n.at()));
        }
        text.append(", [").append(arg.length());
        if (n.length() != arg.length()) {
            text.append(" => ").append(n.length());
        }
        text.append(']');
    }

    private static StringBuilder buffer(StringBuilder text, Out out) {
        return out instanceof Out.Data d ? StraceString.quoted(text, d.data()) : text.append(untouched(out));
    }

    /** Where the kernel wrote nothing, strace shows the pointer. */
    static String untouched(Out out) {
        return out instanceof Out.Untouched u ? pointer(u.at()) : "NULL";
    }

    /** An address in memory. */
    static String pointer(long address) {
        return address == 0 ? "NULL" : "0x" + Long.toHexString(address);
    }
}
