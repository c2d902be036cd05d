package socklab.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.session.Event;
import socklab.session.Journal;
import socklab.text.Message;

class JournalListenerTest {
    private static final int LINES = 10_000;

    /** The journal is held up, so most lines find no room on the way there: they are counted. */
    @ParameterizedTest
    @CsvSource({"LINES, relay.folded", "LINES_AND_CALLS, server.folded"})
    void linesThatAreNotShownAreCounted(JournalListener.Detail detail, String foldedKey) {
        Journal journal = new Journal();
        CountDownLatch go = new CountDownLatch(1);
        journal.listen(_ -> await(go));
        try (JournalListener listener = new JournalListener(journal, detail, foldedKey, Optional.empty())) {
            for (int i = 0; i < LINES; i++) {
                listener.line(new LogLine(LogLine.Kind.TRAFFIC, Message.of("relay.passed")));
            }
            go.countDown();
            RecordingListener.until(
                    () -> shown(journal) + counted(journal, foldedKey) == LINES,
                    () -> shown(journal) + " shown, " + counted(journal, foldedKey) + " counted");
            assertThat(shown(journal)).isLessThan(LINES / 2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // the listener is closing
        }
    }

    private static List<Message> notes(Journal journal) {
        return journal.events().stream().map(e -> ((Event.Note) e).text()).toList();
    }

    private static long shown(Journal journal) {
        return notes(journal).stream()
                .filter(m -> m.key().equals("relay.passed"))
                .count();
    }

    private static long counted(Journal journal, String key) {
        return notes(journal).stream()
                .filter(m -> m.key().equals(key))
                .flatMapToLong(m -> LongStream.of((Long) m.args().getFirst()))
                .sum();
    }
}
