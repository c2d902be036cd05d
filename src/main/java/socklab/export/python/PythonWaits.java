package socklab.export.python;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Param;
import socklab.call.Result;
import socklab.export.Constants;
import socklab.export.Refusal;
import socklab.export.Statement;
import socklab.export.Value;

/** Calls that wait for several sockets. Source: docs.python.org, select. */
final class PythonWaits {
    private final PythonImports imports;
    private final PythonValues values;

    PythonWaits(PythonImports imports, PythonValues values) {
        this.imports = imports;
        this.values = values;
    }

    PythonCalls.CallText call(Statement.Invoke call) throws Refusal {
        if (call.value(Param.SignalMask.class).isPresent()) {
            throw PythonCalls.lacks(call);
        }
        if (call.value(Param.PollSet.class).isPresent()) {
            return poll(call);
        }
        return call.value(Param.SelectSets.class).isPresent() ? select(call) : epoll(call);
    }

    private PythonCalls.CallText poll(Statement.Invoke call) throws Refusal {
        List<String> before = new ArrayList<>();
        String poller = values.fresh("poller");
        before.add(poller + " = " + imports.member("select", "poll") + "()");
        if (call.value(Param.PollSet.class).orElseThrow() instanceof Value.WaitSet set) {
            for (Value.Watch watch : set.watches()) {
                before.add(poller + ".register(" + values.name(watch.socket()) + ", "
                        + events(watch.events(), Const.Group.POLL) + ")");
            }
        }
        int millis =
                call.value(Param.Millis.class).orElseThrow() instanceof Value.Given g && g.arg() instanceof Arg.Millis m
                        ? m.millis()
                        : -1;
        return new PythonCalls.CallText(
                before, poller + ".poll", millis < 0 ? List.of() : List.of(Integer.toString(millis)));
    }

    /** Events as constants of the select module. */
    private String events(int events, Const.Group group) {
        List<String> names = Constants.flags(events, group);
        return names.isEmpty()
                ? "0"
                : names.stream().map(n -> imports.member("select", n)).collect(Collectors.joining(" | "));
    }

    private PythonCalls.CallText select(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.SelectSets.class).orElseThrow() instanceof Value.WaitSet set)) {
            throw PythonCalls.lacks(call);
        }
        List<String> args = new ArrayList<>();
        for (Const kind : List.of(Const.POLLIN, Const.POLLOUT, Const.POLLPRI)) {
            args.add(set.watches().stream()
                    .filter(w -> w.events() == kind.value())
                    .map(w -> values.name(w.socket()))
                    .collect(Collectors.joining(", ", "[", "]")));
        }
        if (call.value(Param.Timeval.class).orElseThrow() instanceof Value.Given g
                && g.arg() instanceof Arg.Timeval t
                && t.time().isPresent()) {
            args.add(PythonValues.seconds(t.time().get()));
        }
        return PythonCalls.CallText.of(imports.member("select", "select"), args);
    }

    private PythonCalls.CallText epoll(Statement.Invoke call) throws Refusal {
        if (call.call().result() == Result.EPOLL) {
            return PythonCalls.CallText.of(imports.member("select", "epoll"), List.of());
        }
        if (call.call().result() == Result.READY) {
            int millis = call.value(Param.Millis.class).orElseThrow() instanceof Value.Given g
                            && g.arg() instanceof Arg.Millis m
                    ? m.millis()
                    : -1;
            return PythonCalls.CallText.of(
                    values.name(call.on().orElseThrow()) + ".poll",
                    millis < 0 ? List.of() : List.of(PythonValues.seconds(java.time.Duration.ofMillis(millis))));
        }
        return control(call);
    }

    private PythonCalls.CallText control(Statement.Invoke call) throws Refusal {
        int op = call.value(Param.Choice.class).orElseThrow() instanceof Value.Given g && g.arg() instanceof Arg.Num n
                ? n.value()
                : 0;
        if (!(call.value(Param.OtherFd.class).orElseThrow() instanceof Value.Descriptor d)) {
            throw PythonCalls.lacks(call);
        }
        List<String> args = new ArrayList<>(List.of(values.name(d.socket())));
        if (call.value(Param.EpollInterest.class).orElseThrow() instanceof Value.Interest i) {
            args.add(events(i.events(), Const.Group.EPOLL));
        }
        String method = op == Const.EPOLL_CTL_ADD.value()
                ? "register"
                : op == Const.EPOLL_CTL_MOD.value() ? "modify" : "unregister";
        return PythonCalls.CallText.of(values.name(call.on().orElseThrow()) + "." + method, args);
    }
}
