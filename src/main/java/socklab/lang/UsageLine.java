package socklab.lang;

import java.util.stream.Collectors;
import socklab.call.Form;

/** How a form is typed, as one line: {@code sendto HOST PORT [FLAGS] DATA}. */
public final class UsageLine {
    private UsageLine() {}

    /** The usage line of a form. */
    public static String of(Form form) {
        return form.word() + form.slots().stream().map(s -> " " + slot(s)).collect(Collectors.joining());
    }

    /** What stands for a slot in a usage line. */
    public static String slot(Form.Slot slot) {
        return switch (slot) {
            case Form.Preset preset -> String.join("|", preset.values().keySet());
            case Form.Typed typed ->
                typed.optional()
                        ? "[" + typed.param().shape().usage() + "]"
                        : typed.param().shape().usage();
        };
    }
}
