package socklab.view;

import java.util.ArrayList;
import java.util.List;
import socklab.text.Width;

/** Rows in columns, each as wide as its widest cell. */
public final class Table {
    private Table() {}

    /** The lines of a table; the first row is its head. Rows are as long as the head. */
    public static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], Width.of(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(i + 1 < row.size() ? Width.pad(row.get(i), widths[i]) + "  " : row.get(i));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
