package socklab.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import socklab.lang.Command;
import socklab.shell.ScriptStep;

/**
 * The calls of a recorded session that were mistakes: they failed, and a later line made the same call with success.
 */
final class RepairedCalls {
    private RepairedCalls() {}

    static Set<ScriptStep.Line> in(List<ScriptStep> steps) {
        Set<ScriptStep.Line> repaired = new HashSet<>();
        List<ScriptStep.Line> later = new ArrayList<>();
        for (ScriptStep step : steps.reversed()) {
            if (!(step instanceof ScriptStep.Line line) || !(line.command() instanceof Command.Invoke call)) {
                continue;
            }
            boolean fails = !line.expected().isEmpty()
                    && line.expected().stream()
                            .map(e -> OutcomeReader.read(
                                    e.result().text(), call.call().result()))
                            .allMatch(ExpectedOutcome.Fails.class::isInstance);
            if (!fails) {
                later.add(line);
            } else if (later.stream().anyMatch(l -> same((Command.Invoke) l.command(), call))) {
                repaired.add(line);
            }
        }
        return repaired;
    }

    private static boolean same(Command.Invoke one, Command.Invoke other) {
        return one.call() == other.call()
                && one.socket().map(t -> t.text()).equals(other.socket().map(t -> t.text()));
    }
}
