package socklab.view;

import java.util.ArrayList;
import java.util.List;
import socklab.text.DisplayWidth;

/** Rows in columns, each as wide as its widest cell. */
public final class TextTable {
    private static final int LEAST_LAST = 24;
    private static final String INDENT = "    ";

    private TextTable() {}

    /**
     * The lines of a table in at most so many columns: what does not fit of a last cell goes on below it, and
     * where there is no room for that, below its row.
     */
    public static List<String> lines(List<List<String>> rows, int columns) {
        List<String> lines = lines(rows);
        if (lines.stream().allMatch(l -> DisplayWidth.of(l) <= columns)) {
            return lines;
        }
        int head = 0;
        for (int i = 0; !rows.isEmpty() && i < rows.getFirst().size() - 1; i++) {
            int column = i;
            head += rows.stream()
                            .mapToInt(r -> DisplayWidth.of(r.get(column)))
                            .max()
                            .orElse(0)
                    + 2;
        }
        List<String> folded = new ArrayList<>();
        String below = " ".repeat(head);
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (columns - head >= LEAST_LAST) {
                String start = DisplayWidth.cut(lines.get(i), head);
                List<String> last = DisplayWidth.wrap(row.getLast(), columns - head);
                folded.add((DisplayWidth.pad(start, head) + last.getFirst()).stripTrailing());
                last.stream().skip(1).forEach(l -> folded.add(below + l));
            } else {
                String start = String.join("  ", row.subList(0, row.size() - 1)).stripTrailing();
                folded.addAll(fold(start, columns));
                DisplayWidth.wrap(row.getLast(), columns - INDENT.length() - 2).stream()
                        .filter(l -> !l.isEmpty())
                        .forEach(l -> folded.add(INDENT + "  " + l));
            }
        }
        return folded;
    }

    /** A line in at most so many columns: what does not fit goes on below, further in than the line begins. */
    public static List<String> fold(String line, int columns) {
        if (DisplayWidth.of(line) <= columns) {
            return List.of(line);
        }
        String blanks = line.substring(0, line.length() - line.stripLeading().length());
        List<String> folded = new ArrayList<>();
        for (String piece : DisplayWidth.wrap(line, Math.max(1, columns - blanks.length() - INDENT.length()))) {
            folded.add((folded.isEmpty() ? blanks : blanks + INDENT) + piece);
        }
        return folded;
    }

    /** The lines of a table; the first row is its head. Rows are as long as the head. */
    public static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(i + 1 < row.size() ? DisplayWidth.pad(row.get(i), widths[i]) + "  " : row.get(i));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
