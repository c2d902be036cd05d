package socklab.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.kernel.Caller;

/** A caller that makes no call: each returns what the test has scripted for it, and 0 if nothing is scripted. */
public final class ScriptedCaller implements Caller {
    private final Map<Call, Deque<Outcome>> script = new EnumMap<>(Call.class);
    private final List<Invocation> made = new ArrayList<>();

    /** A call fails so many times. */
    public ScriptedCaller fails(Call call, Errno errno, int times) {
        for (int i = 0; i < times; i++) {
            add(call, new Outcome.Failed(errno, List.of(), 0));
        }
        return this;
    }

    /** A call returns a value once. */
    public ScriptedCaller returns(Call call, long value, Out... outs) {
        return add(call, new Outcome.Returned(value, List.of(outs), 0));
    }

    private ScriptedCaller add(Call call, Outcome outcome) {
        script.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(outcome);
        return this;
    }

    /** How often a call was made. */
    public long made(Call call) {
        return made.stream().filter(i -> i.call() == call).count();
    }

    @Override
    public Outcome invoke(Invocation invocation) {
        made.add(invocation);
        Deque<Outcome> outcomes = script.getOrDefault(invocation.call(), new ArrayDeque<>());
        return outcomes.isEmpty() ? new Outcome.Returned(0, List.of(), 0) : outcomes.poll();
    }

    @Override
    public boolean interrupt() {
        return false;
    }

    @Override
    public boolean asleep() {
        return false;
    }

    @Override
    public OptionalLong inFlightSince() {
        return OptionalLong.empty();
    }

    @Override
    public long startedAt() {
        return 0;
    }

    @Override
    public void whileInFlight(Runnable action) {
        action.run();
    }

    @Override
    public void close() {
        // nothing to give back
    }
}
