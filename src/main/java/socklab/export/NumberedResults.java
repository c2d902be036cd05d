package socklab.export;

import java.util.List;
import java.util.regex.Pattern;
import socklab.shell.ScriptStep;

/** Whether a lab asks for results by number, {@code $3} or {@code $_}: results without a name then need one. */
final class NumberedResults {
    private static final Pattern NUMBERED = Pattern.compile("\\$(?:\\d{1,9}|_)(?![\\p{L}\\p{N}_])");

    private NumberedResults() {}

    static boolean in(List<ScriptStep> steps) {
        return steps.stream().anyMatch(s -> switch (s) {
            case ScriptStep.Line l -> NUMBERED.matcher(l.text()).find();
            case ScriptStep.Repeat r -> in(r.body());
        });
    }
}
