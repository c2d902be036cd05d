package socklab.term;

import java.util.List;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.ladder.Drawing;
import socklab.view.ladder.ScrollView;

/** Lines of text to be scrolled, from the top. */
record TextPage(List<OutputLine> lines, Messages messages) implements Drawing {
    @Override
    public List<String> printed(int columns) {
        return lines.stream()
                .flatMap(l -> l.fitting(columns))
                .map(OutputLine::text)
                .toList();
    }

    @Override
    public ScrollView sheet(int columns) {
        List<String> rows = printed(columns);
        int wide = rows.stream().mapToInt(DisplayWidth::of).max().orElse(0);
        return wide <= columns
                ? new ScrollView(List.of(), rows, List.of(), List.of(0), columns)
                : new ScrollView(List.of(), rows, List.of(), List.of(0, Math.min(wide - columns, wide)), wide);
    }

    @Override
    public boolean newestLast() {
        return false;
    }
}
