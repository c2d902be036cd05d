package socklab.page.live;

import java.util.List;
import socklab.session.Table;
import socklab.text.Message;

/** What a class predicted of one question, for the report: each answer with its count, the most frequent first. */
final class TallyTable {
    private static final List<Message> HEADS =
            List.of(Message.of("class.head.answer"), Message.of("class.head.count"), Message.of("class.head.right"));

    private TallyTable() {}

    static Table of(String question, String actual, Poll.Tally tally) {
        return new Table(
                Message.of("class.table", question, actual, tally.right(), tally.answers()),
                HEADS,
                tally.rows().stream()
                        .map(r -> List.<Object>of(
                                r.answer(), r.count(), Message.of(r.right() ? "class.right" : "class.wrong")))
                        .toList());
    }
}
