package socklab.view;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.call.Errno;

/** A row of a ladder in colour: what failed and what was lost stand out. */
final class DrawnRow {
    /** The error at the lower edge of a call's box, maybe cut, or a frame that was lost. */
    private static final Pattern MARKED = Pattern.compile("(?<=└)(E[A-Z0-9]+)(…?)[^┘─]*|×");

    private DrawnRow() {}

    /** The row with codes around its failures; any other text as it is. */
    static String of(String row, Theme theme) {
        if (!row.contains("└E") && !(row.contains("×") && (row.contains("│") || row.contains("┊")))) {
            return row;
        }
        return MARKED.matcher(row).replaceAll(found -> Matcher.quoteReplacement(marked(found, theme)));
    }

    private static String marked(MatchResult found, Theme theme) {
        boolean failed = found.group(1) == null
                || Arrays.stream(Errno.values())
                        .map(Errno::name)
                        .anyMatch(
                                found.group(2).isEmpty()
                                        ? found.group(1)::equals
                                        : name -> name.startsWith(found.group(1)));
        return failed ? AnsiText.of(found.group(), Theme.Meaning.FAILURE, theme) : found.group();
    }
}
