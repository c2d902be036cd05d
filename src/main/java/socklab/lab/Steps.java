package socklab.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import socklab.lang.Command;
import socklab.lang.Word;
import socklab.shell.Step;

/** The steps of a lab that an audience counts: every call, and every word that does something to be seen. */
final class Steps {
    private final Map<Integer, Integer> numbers = new HashMap<>();

    Steps(List<Step> steps) {
        number(steps);
    }

    private void number(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Step.Line line when counts(line) -> numbers.put(line.number(), numbers.size() + 1);
                case Step.Line _ -> { }
                case Step.Repeat repeat -> number(repeat.body());
            }
        }
    }

    /** Whether a line is a step; /ask and /print speak for themselves. */
    static boolean counts(Step.Line line) {
        return line.command() instanceof Command.Invoke
                || line.command() instanceof Command.Shell s && s.word() != Word.ASK && s.word() != Word.PRINT;
    }

    /** Which step a line is, from 1. */
    int number(Step.Line line) {
        return numbers.getOrDefault(line.number(), 0);
    }

    /** How many there are; those of a /repeat count once. */
    int count() {
        return numbers.size();
    }
}
