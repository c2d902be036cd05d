package socklab.page;

import java.util.List;
import socklab.session.Table;
import socklab.text.Message;

/** A table with its texts in the languages of a page. */
public record TablePicture(
        List<Wording.Said> title, List<List<Wording.Said>> heads, List<List<List<Wording.Said>>> rows) {

    static TablePicture of(Table table, Wording words) {
        return new TablePicture(
                words.say(table.title()),
                table.heads().stream().map(words::say).toList(),
                table.rows().stream()
                        .map(row -> row.stream().map(c -> cell(c, words)).toList())
                        .toList());
    }

    /** What is no message is the same in all languages: it is said once. */
    private static List<Wording.Said> cell(Object cell, Wording words) {
        return cell instanceof Message m
                ? words.say(m)
                : List.of(new Wording.Said(words.languages().getFirst(), Text.shown(String.valueOf(cell))));
    }
}
