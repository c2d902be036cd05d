package socklab.view;

import java.util.ArrayList;
import java.util.List;
import socklab.text.Width;

/** Rows in columns, each as wide as its widest cell. */
public final class Table {
    private Table() {}

    /** The lines of a table; the first row is its head. Rows are as long as the head. */
    public static List<String> lines(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream().mapToInt(r -> Width.of(r.get(column))).max().orElse(0);
                line.append(i + 1 < row.size() ? Width.pad(row.get(i), width) + "  " : row.get(i));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
