package socklab.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.shell.ScriptStep;

/** The steps of a lab that an audience counts: every call, and every word that does something to be seen. */
final class StepCount {
    private final Map<Integer, Integer> numbers = new HashMap<>();

    StepCount(List<ScriptStep> steps) {
        number(steps);
    }

    private void number(List<ScriptStep> steps) {
        for (ScriptStep step : steps) {
            switch (step) {
                case ScriptStep.Line line when counts(line) -> numbers.put(line.number(), numbers.size() + 1);
                case ScriptStep.Line _ -> {}
                case ScriptStep.Repeat repeat -> number(repeat.body());
            }
        }
    }

    /** Whether a line is a step; /ask and /print speak for themselves. */
    static boolean counts(ScriptStep.Line line) {
        return line.command() instanceof Command.Invoke
                || line.command() instanceof Command.Shell s
                        && s.word() != ShellWord.ASK
                        && s.word() != ShellWord.PRINT;
    }

    /** Which step a line is, from 1. */
    int number(ScriptStep.Line line) {
        return numbers.getOrDefault(line.number(), 0);
    }

    /** How many there are; those of a /repeat count once. */
    int count() {
        return numbers.size();
    }
}
