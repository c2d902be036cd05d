package socklab.kernel.nio;

import java.util.List;
import socklab.call.Arg;
import socklab.call.Invocation;
import socklab.call.Out;

/** The value that a call returned, and its outputs, in any order. */
record CallResult(long value, List<Out> written) {
    /** 0 and no output. */
    static final CallResult ZERO = new CallResult(0, List.of());

    static CallResult of(long value, Out... written) {
        return new CallResult(value, List.of(written));
    }

    /** The outputs, one for each parameter. */
    List<Out> outs(Invocation invocation) {
        return invocation.args().stream()
                .map(arg -> written.stream()
                        .filter(out -> fits(arg, out))
                        .findFirst()
                        .orElse(Out.NOTHING))
                .toList();
    }

    private static boolean fits(Arg arg, Out out) {
        return switch (out) {
            case Out.Data _ -> arg instanceof Arg.Space;
            case Out.Name _ -> arg instanceof Arg.AddressSpace;
            case Out.Value _ -> arg instanceof Arg.GetOption;
            case Out.Pair _ -> arg instanceof Arg.PairSpace;
            case Out.Number _ -> arg instanceof Arg.Ioctl;
            case Out.Message _ -> arg instanceof Arg.MessageSpace;
            case Out.Messages _ -> arg instanceof Arg.MessagesSpace || arg instanceof Arg.Messages;
            case Out.Ready _ ->
                arg instanceof Arg.PollSet || arg instanceof Arg.SelectSets || arg instanceof Arg.ReadySpace;
            case Out.Left _ -> arg instanceof Arg.Timeval || arg instanceof Arg.Timespec;
            case Out.Offset _ -> arg instanceof Arg.Offset;
            case Out.Nothing _, Out.Untouched _ -> false;
        };
    }
}
