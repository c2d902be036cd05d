package socklab.view.ladder;

import java.util.List;
import java.util.stream.Stream;

/**
 * A picture to be scrolled.
 *
 * @param head rows that stay at the top
 * @param rows the rows below
 * @param notes rows at the end, which are text and not moved sideways
 * @param stops the columns at which lanes begin: what is left of the first stays at the left
 * @param columns how wide head and rows are at most
 */
public record ScrollView(List<String> head, List<String> rows, List<String> notes, List<Integer> stops, int columns) {

    /** All of it, as lines. */
    public List<String> lines() {
        return Stream.of(head, rows, notes).flatMap(List::stream).toList();
    }

    /** How many rows can be scrolled. */
    public int length() {
        return rows.size() + notes.size();
    }

    /** The rows at the top, the lanes before that of an index left out, in so many columns. */
    public List<String> head(int lane, int room) {
        return head.stream().map(r -> moved(r, lane, room)).toList();
    }

    /** The row of that index, as {@link #head} has it. */
    public String row(int index, int lane, int room) {
        return index < rows.size() ? moved(rows.get(index), lane, room) : notes.get(index - rows.size());
    }

    private String moved(String row, int lane, int room) {
        return columns <= room
                ? row
                : TextRow.part(row, 0, left())
                        + TextRow.part(row, stops.get(lane), room - left()).stripTrailing();
    }

    private int left() {
        return stops.getFirst();
    }

    /** The farthest that it can be moved: the lane from which on all others fit in so many columns. */
    public int lastLane(int room) {
        int lane = 0;
        while (columns > room && lane < stops.size() - 1 && columns - stops.get(lane) > room - left()) {
            lane++;
        }
        return lane;
    }

    /** How many lanes, from one on, are seen whole in so many columns; one at least. */
    public int lanes(int lane, int room) {
        int seen = 0;
        for (int i = lane; i < stops.size(); i++) {
            int end = i + 1 < stops.size() ? stops.get(i + 1) - 1 : columns;
            seen += columns <= room || end - stops.get(lane) <= room - left() ? 1 : 0;
        }
        return Math.max(1, seen);
    }
}
