package socklab.view;

import java.util.ArrayList;
import java.util.List;
import socklab.lang.SyntaxError;
import socklab.text.DisplayWidth;
import socklab.text.Messages;

/** A mistake in a line: where, what is wrong, and how to mend it, with a mark below the place. */
public final class ProblemView {
    private static final int MOST_COLUMNS = 100;
    private static final int BEFORE = 40;

    private ProblemView() {}

    /** The lines that tell of a mistake; {@code place} stands before the fault, {@code lab.lab:12:6: } or nothing. */
    public static List<String> lines(SyntaxError error, String place, Messages messages) {
        List<String> lines = new ArrayList<>();
        lines.add(place + messages.say("error") + Escape.printable(messages.say(error.fault())));
        String line = error.line();
        int start = Math.min(error.span().start(), line.length());
        int end = Math.min(error.span().end(), line.length());
        int from = start > MOST_COLUMNS - BEFORE ? start - BEFORE : 0;
        int to = Math.min(line.length(), from + MOST_COLUMNS);
        String before = (from > 0 ? "…" : "") + flat(line.substring(from, start));
        String marked = flat(line.substring(start, Math.max(start, Math.min(end, to))));
        String after = flat(line.substring(Math.min(Math.max(end, start), to), to)) + (to < line.length() ? "…" : "");
        lines.add("  " + before + marked + after);
        String gap = error.span().start() > line.length() ? " " : "";
        lines.add("  " + " ".repeat(DisplayWidth.of(before)) + gap + "^".repeat(Math.max(1, DisplayWidth.of(marked)))
                + " " + Escape.printable(messages.say(error.cure())));
        return lines;
    }

    private static String flat(String text) {
        return Escape.printable(text.replace('\t', ' ').replace('\u00a0', ' ')).replace('\n', ' ');
    }
}
