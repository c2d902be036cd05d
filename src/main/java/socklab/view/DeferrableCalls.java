package socklab.view;

import java.util.List;
import socklab.call.Arg;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.session.Event;

/**
 * Which calls can be told however late, and on whichever thread: those whose lines need nothing but the event.
 *
 * <p>The others may need an interface's name. The system is asked for that by a socket, which takes the lowest
 * descriptor there is: while other calls are made, one of them would get another number.
 */
final class DeferrableCalls {
    private DeferrableCalls() {}

    static boolean is(Event.Finished event) {
        return event.outcome().java().isEmpty()
                && args(event.invocation().args())
                && outs(event.outcome().outs());
    }

    // no streams: this is asked for every call of a /repeat

    private static boolean args(List<Arg> args) {
        for (int i = 0; i < args.size(); i++) {
            if (!(args.get(i) instanceof Arg.Address a ? unscoped(a.address()) : plain(args.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(Arg arg) {
        return arg instanceof Arg.Num
                || arg instanceof Arg.Payload
                || arg instanceof Arg.Space
                || arg instanceof Arg.AddressSpace
                || arg instanceof Arg.Null;
    }

    private static boolean outs(List<Out> outs) {
        for (int i = 0; i < outs.size(); i++) {
            if (!(outs.get(i) instanceof Out.Name n
                    ? n.address().isEmpty() || unscoped(n.address().get())
                    : plain(outs.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(Out out) {
        return out == Out.NOTHING || out instanceof Out.Data || out instanceof Out.Untouched;
    }

    private static boolean unscoped(SocketAddress address) {
        return !(address instanceof SocketAddress.Inet6 a) || a.scopeId() == 0;
    }
}
