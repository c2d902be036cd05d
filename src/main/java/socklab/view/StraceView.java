package socklab.view;

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
        String call = call(event.invocation(), Optional.of(event.outcome()));
        String padded = call.length() < RESULT_COLUMN ? call + " ".repeat(RESULT_COLUMN - call.length()) : call;
        return padded + " = " + result(event.invocation(), event.outcome());
    }

    /** The first half of a call that has not returned: what strace prints until then. */
    public String unfinished(Invocation invocation) {
        StringBuilder text = new StringBuilder(name(invocation.call())).append('(');
        List<Param> params = invocation.call().params();
        for (int i = 0; i < params.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            if (writtenByKernel(params.get(i))) {
                return text.append(" <unfinished ...>").toString(); // from here on strace waits for the kernel
            }
            text.append(arg(params.get(i), invocation.args().get(i), Optional.empty(), invocation));
        }
        return text.append(kernelTail(invocation.call())).append(" <unfinished ...>").toString();
    }

    /** The first words of a call, enough to know it by: {@code recvfrom(3, …}. */
    public String opening(Invocation invocation) {
        return name(invocation.call()) + "(" + invocation.fd().map(fd -> fd + ", ").orElse("") + "…";
    }

    private static boolean writtenByKernel(Param param) {
        return switch (param) {
            case Param.AddressOut _, Param.Buffer _, Param.OptionOut _, Param.PairOut _, Param.MessageOut _, Param.MessagesIn _,
                    Param.MessagesOut _, Param.EpollReady _ -> true;
            case Param.Fd _, Param.Int _, Param.Choice _, Param.SocketType _, Param.Flags _, Param.Local _, Param.Peer _,
                    Param.Data _, Param.OptionIn _, Param.OtherFd _, Param.EpollFd _, Param.Fcntl _, Param.Ioctl _,
                    Param.MessageIn _, Param.PollSet _, Param.SelectSets _, Param.Millis _, Param.Timeval _, Param.Timespec _,
                    Param.EpollInterest _ -> false;
        };
    }

    private String call(Invocation invocation, Optional<Outcome> outcome) {
        StringBuilder text = new StringBuilder(name(invocation.call())).append('(');
        List<Param> params = invocation.call().params();
        for (int i = 0; i < params.size(); i++) {
            int index = i;
            Optional<Out> out = outcome.flatMap(o -> outs(o)).map(o -> o.get(index));
            text.append(i == 0 ? "" : ", ").append(arg(params.get(i), invocation.args().get(i), out, invocation));
        }
        return text.append(kernelTail(invocation.call())).append(')').toString();
    }

    private static Optional<List<Out>> outs(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r -> Optional.of(r.outs());
            case Outcome.Failed f -> Optional.of(f.outs());
            case Outcome.Unsupported _, Outcome.Unresolved _ -> Optional.empty();
        };
    }

    private String name(Call call) {
        return names == Settings.Names.KERNEL ? call.kernelName() : call.function();
    }

    /** Where C's library passes more to the kernel than it was given. */
    private String kernelTail(Call call) {
        return names == Settings.Names.KERNEL ? call.kernelTail() : "";
    }

    private String result(Invocation invocation, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r -> StraceReady.value(invocation, r, names) + elapsed(r.nanos());
            case Outcome.Failed f -> "-1 " + f.errno().describe() + elapsed(f.nanos());
            case Outcome.Unsupported u -> "? ENOTSUP (" + u.why() + ")";
            case Outcome.Unresolved u -> "? " + u.code() + " (" + u.text() + ")";
        };
    }

    static String elapsed(long nanos) {
        long micros = nanos / 1000;
        String fraction = Long.toString(MILLION + micros % MILLION).substring(1);
        return " <" + micros / MILLION + "." + fraction + ">"; // String.format would take as long as all else of the line
    }

    private String arg(Param param, Arg arg, Optional<Out> out, Invocation invocation) {
        return switch (arg) {
            case Arg.Num a -> number(param, a.value(), invocation);
            case Arg.Address a -> StraceAddress.show(a.address()) + ", " + StraceAddress.length(a.address());
            case Arg.AddressSpace a -> addressOut(a, out);
            case Arg.Payload a -> StraceString.quoted(a.data()) + ", " + a.data().length();
            case Arg.Space a -> buffer(out) + ", " + a.length();
            case Arg.SetOption a -> StraceOption.set(a);
            case Arg.GetOption a -> StraceOption.get(a, out);
            case Arg.Null _ -> "NULL";
            case Arg.PairSpace _ -> pair(out);
            case Arg.Fcntl a -> a.command().name() + a.value().map(v -> ", " + StraceReady.fileFlags(a.command().argument().orElseThrow(), v)).orElse("");
            case Arg.Ioctl a -> a.request().kernelName() + ", " + answer(out);
            case Arg.Message a -> StraceMessage.sent(a);
            case Arg.MessageSpace a -> StraceMessage.received(a, out);
            case Arg.Messages a -> StraceMessage.sentEach(a, out);
            case Arg.MessagesSpace a -> StraceMessage.receivedEach(a, out);
            case Arg.PollSet a -> StraceReady.pollSet(a);
            case Arg.SelectSets a -> StraceReady.selectSets(a);
            case Arg.Millis a -> Integer.toString(a.millis());
            case Arg.Timeval a -> StraceReady.timeval(a.nanos(), names);
            case Arg.Timespec a -> StraceReady.timespec(a.nanos());
            case Arg.Interest a -> StraceReady.event(a.events(), a.fd());
            case Arg.ReadySpace a -> StraceReady.readyEvents(out) + ", " + a.count();
        };
    }

    private static String number(Param param, int value, Invocation invocation) {
        return switch (param) {
            case Param.Choice p when p.group() == Const.Group.PROTOCOL && (unixDomain(invocation) || invocation.call().result() == Result.PAIR) -> Integer.toString(value);
            case Param.Choice p -> choice(p.group(), value);
            case Param.SocketType _ -> socketType(value);
            case Param.Flags p -> Const.flags(p.group(), value);
            case Param.Fd _, Param.Int _, Param.Local _, Param.Peer _, Param.AddressOut _, Param.Data _, Param.Buffer _,
                    Param.OptionIn _, Param.OptionOut _, Param.OtherFd _, Param.EpollFd _, Param.PairOut _, Param.Fcntl _,
                    Param.Ioctl _, Param.MessageIn _, Param.MessageOut _, Param.MessagesIn _, Param.MessagesOut _,
                    Param.PollSet _, Param.SelectSets _, Param.Millis _, Param.Timeval _, Param.Timespec _,
                    Param.EpollInterest _, Param.EpollReady _ -> Integer.toString(value);
        };
    }

    /** Protocol numbers have names only in the Internet's domains, and none for a pair. */
    private static boolean unixDomain(Invocation invocation) {
        int domain = ((Arg.Num) invocation.args().getFirst()).value();
        return domain != Const.AF_INET.value() && domain != Const.AF_INET6.value();
    }

    private static String choice(Const.Group group, int value) {
        return Const.of(group, value).map(Const::name)
                .or(() -> group == Const.Group.DOMAIN ? StraceNames.family(value) : Optional.empty())
                .orElseGet(() -> "0x" + Integer.toHexString(value) + " /* " + group.prefix() + "??? */");
    }

    private static String socketType(int value) {
        int flags = value & ~TYPE_MASK;
        String type = choice(Const.Group.TYPE, value & TYPE_MASK);
        return flags == 0 ? type : type + "|" + Const.flags(Const.Group.TYPE_FLAG, flags);
    }

    private static String addressOut(Arg.AddressSpace arg, Optional<Out> out) {
        if (out.isPresent() && out.get() instanceof Out.Name n) {
            return n.address().map(StraceAddress::show).orElse(pointer(n.at())) + ", "
                    + (n.length() == arg.length() ? "[" + n.length() + "]" : "[" + arg.length() + " => " + n.length() + "]");
        }
        return untouched(out) + ", [" + arg.length() + "]";
    }

    private static String buffer(Optional<Out> out) {
        return out.isPresent() && out.get() instanceof Out.Data d ? StraceString.quoted(d.data()) : untouched(out);
    }

    private static String pair(Optional<Out> out) {
        return out.isPresent() && out.get() instanceof Out.Pair p ? "[" + p.first() + ", " + p.second() + "]" : untouched(out);
    }

    private static String answer(Optional<Out> out) {
        return out.isPresent() && out.get() instanceof Out.Number n ? "[" + n.value() + "]" : untouched(out);
    }

    /** Where the kernel wrote nothing, strace shows the pointer. */
    static String untouched(Optional<Out> out) {
        return out.isPresent() && out.get() instanceof Out.Untouched u ? pointer(u.at()) : "NULL";
    }

    /** An address in memory. */
    static String pointer(long address) {
        return address == 0 ? "NULL" : "0x" + Long.toHexString(address);
    }

}
