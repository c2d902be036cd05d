package socklab.packet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import socklab.packet.Dissection.Field;

/** The fields of a header as boxes of bits, 32 bits a row, as RFCs draw them. */
final class HeaderDrawing {
    private static final int ROW = 32;
    private static final List<String> RULER = List.of(
            " 0                   1                   2                   3  ",
            " 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1");

    private HeaderDrawing() {}

    /** The part of a field that stands in one row. */
    private record Cell(int field, int column, int bits, List<String> label) {
        int width() {
            return bits * 2 - 1;
        }
    }

    static List<String> lines(List<Field> fields) {
        List<List<Cell>> rows = rows(fields);
        List<String> lines =
                new ArrayList<>(RULER.stream().map(String::stripTrailing).toList());
        for (int i = 0; i < rows.size(); i++) {
            lines.add(border(i == 0 ? List.of() : rows.get(i - 1), rows.get(i)));
            lines.addAll(content(rows.get(i)));
        }
        if (!rows.isEmpty()) {
            lines.add(border(rows.getLast(), List.of()));
        }
        return lines;
    }

    private static List<List<Cell>> rows(List<Field> fields) {
        List<List<Cell>> rows = new ArrayList<>();
        int bit = 0;
        for (int i = 0; i < fields.size(); i++) {
            int end = bit + fields.get(i).bits();
            int labelled = labelledRow(bit, end);
            for (int from = bit; from < end; ) {
                int to = Math.min(end, (from / ROW + 1) * ROW);
                if (from % ROW == 0) {
                    rows.add(new ArrayList<>());
                }
                List<String> label =
                        from / ROW == labelled ? label(fields.get(i), (to - from) * 2 - 1) : List.<String>of();
                rows.getLast().add(new Cell(i, from % ROW, to - from, label));
                from = to;
            }
            bit = end;
        }
        return rows;
    }

    /** The row in which a field's name stands: that in which it has most bits, of several the first. */
    private static int labelledRow(int from, int end) {
        int first = Math.min(end, (from / ROW + 1) * ROW) - from;
        int second = Math.min(ROW, end - from - first);
        return second > first ? from / ROW + 1 : from / ROW;
    }

    /** Name and value, folded into a width; a width of one stands the letters on top of each other. */
    private static List<String> label(Field field, int width) {
        List<String> lines = new ArrayList<>();
        if (width == 1) {
            field.name().chars().forEach(c -> lines.add(Character.toString(c)));
        } else {
            StringBuilder line = new StringBuilder();
            for (String word : field.name().split(" ")) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        String value = field.value();
        lines.add(value.length() <= width ? value : value.substring(0, Math.max(0, width - 1)) + "…");
        return lines.stream()
                .map(l -> l.length() <= width ? l : l.substring(0, width))
                .toList();
    }

    private static List<String> content(List<Cell> row) {
        int height = row.stream().mapToInt(c -> c.label().size()).max().orElse(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(1, height); i++) {
            StringBuilder line = new StringBuilder("|");
            for (Cell cell : row) {
                // names end in the same line, so that values stand side by side
                int index = i - (height - cell.label().size());
                line.append(centred(
                                index >= 0 && index < cell.label().size()
                                        ? cell.label().get(index)
                                        : "",
                                cell.width()))
                        .append('|');
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String centred(String text, int width) {
        int left = (width - text.length()) / 2;
        return " ".repeat(left) + text + " ".repeat(width - text.length() - left);
    }

    /** The line between two rows: blank where the same field goes on. */
    private static String border(List<Cell> above, List<Cell> below) {
        int[] upper = owners(above);
        int[] lower = owners(below);
        int width = Math.max(upper.length, lower.length);
        StringBuilder line = new StringBuilder("+");
        for (int column = 0; column < width; column++) {
            boolean same = owner(upper, column) >= 0 && owner(upper, column) == owner(lower, column);
            boolean on = same
                    && column + 1 < width
                    && owner(upper, column + 1) == owner(upper, column)
                    && owner(lower, column + 1) == owner(lower, column);
            line.append(same ? ' ' : '-').append(on ? ' ' : '+');
        }
        return line.toString();
    }

    private static int owner(int[] owners, int column) {
        return column < owners.length ? owners[column] : -1;
    }

    private static int[] owners(List<Cell> row) {
        int[] owners = new int[row.stream().mapToInt(Cell::bits).sum()];
        row.forEach(cell -> Arrays.fill(owners, cell.column(), cell.column() + cell.bits(), cell.field()));
        return owners;
    }
}
