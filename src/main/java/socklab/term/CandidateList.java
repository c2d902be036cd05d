package socklab.term;

import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.Escape;

/**
 * What could be typed, below the line: a name and its phrase in each row, in pages if there are more than fit.
 * Where nothing has a phrase, the names stand side by side.
 */
final class CandidateList {
    private static final String GAP = "  ";

    private final List<CompletionCandidate> offers;
    private int from;
    private int page = 1;

    CandidateList(List<CompletionCandidate> offers) {
        this.offers = List.copyOf(offers);
    }

    /** Goes on by a page; from the last one to the first. */
    void next() {
        from = from + page < offers.size() ? from + page : 0;
    }

    /** Goes back by a page; from the first one to the last. */
    void previous() {
        from = from > 0 ? Math.max(0, from - page) : (offers.size() - 1) / page * page;
    }

    /** At most so many rows of at most so many columns; no colours but the phrases' style. */
    AttributedString rows(int columns, int rows, AttributedStyle phrases, Messages messages) {
        if (offers.stream().allMatch(o -> o.phrase().isEmpty())) {
            return beside(columns, rows);
        }
        boolean all = offers.size() <= rows;
        page = all ? offers.size() : Math.max(1, rows - 1);
        from = Math.min(from, offers.size() - 1) / page * page;
        List<CompletionCandidate> shown = offers.subList(from, Math.min(offers.size(), from + page));
        int wide = offers.stream().mapToInt(o -> DisplayWidth.of(name(o))).max().orElse(0);
        int names = Math.min(wide, Math.max(columns / 2, columns - wide));
        AttributedStringBuilder text = new AttributedStringBuilder();
        for (CompletionCandidate offer : shown) {
            String name = fit(name(offer), columns - 1);
            text.append(text.isEmpty() ? "" : "\n").append(name);
            int left = columns - 1 - Math.max(names, DisplayWidth.of(name)) - GAP.length();
            if (!offer.phrase().isEmpty() && left > 0) {
                text.append(" ".repeat(Math.max(0, names - DisplayWidth.of(name))))
                        .append(GAP)
                        .append(fit(offer.phrase(), left), phrases);
            }
        }
        if (!all) {
            text.append("\n")
                    .append(
                            fit(messages.say("list.page", from + 1, from + shown.size(), offers.size()), columns - 1),
                            phrases);
        }
        return text.toAttributedString();
    }

    private AttributedString beside(int columns, int rows) {
        int cell = offers.stream().mapToInt(o -> DisplayWidth.of(name(o))).max().orElse(0) + GAP.length();
        int across = Math.max(1, (columns - 1) / cell);
        AttributedStringBuilder text = new AttributedStringBuilder();
        for (int i = 0; i < Math.min(offers.size(), across * rows); i++) {
            String name = fit(name(offers.get(i)), columns - 1);
            boolean last = i % across == across - 1;
            text.append(i > 0 && i % across == 0 ? "\n" : "")
                    .append(name)
                    .append(last ? "" : " ".repeat(Math.max(0, cell - DisplayWidth.of(name))));
        }
        return text.toAttributedString();
    }

    private static String name(CompletionCandidate offer) {
        return Escape.printable(offer.text());
    }

    private static String fit(String text, int columns) {
        return DisplayWidth.of(text) <= columns ? text : DisplayWidth.cut(text, columns - 1) + "…";
    }
}
