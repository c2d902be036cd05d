package socklab.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;

/** The journal keeps the newest, and not without bound. */
class JournalTest {
    private static Event typed(int number) {
        return new Event.Typed("line " + number);
    }

    private static Event received(int bytes) {
        Invocation invocation = new Invocation(Call.READ, List.of(new Arg.Num(3), new Arg.Space(bytes)));
        Outcome outcome = new Outcome.Returned(bytes, List.of(Out.NOTHING, new Out.Data(Bytes.of(new byte[bytes]))), 1);
        return new Event.Finished(
                0,
                new Event.CallId(1, "read"),
                invocation,
                outcome,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Test
    void theNewestEventsAreKept() {
        Journal journal = new Journal();
        int more = 100;
        for (int i = 0; i < Journal.MOST_EVENTS + more; i++) {
            journal.append(typed(i));
        }
        assertThat(journal.events()).hasSize(Journal.MOST_EVENTS);
        assertThat(journal.events().getFirst()).isEqualTo(typed(more));
        assertThat(journal.events().getLast()).isEqualTo(typed(Journal.MOST_EVENTS + more - 1));
        assertThat(journal.forgotten()).isEqualTo(more);
    }

    @Test
    void tenMillionEventsTakeNoMoreThanTheNewest() {
        Journal journal = new Journal();
        Event first = typed(1);
        Event last = typed(2);
        int all = 10_000_000;
        for (int i = 0; i < all - 1; i++) {
            journal.append(first);
        }
        journal.append(last);
        assertThat(journal.events()).hasSize(Journal.MOST_EVENTS).endsWith(last);
        assertThat(journal.forgotten()).isEqualTo(all - Journal.MOST_EVENTS);
    }

    @Test
    void noMoreDataIsKeptThanThereMayBe() {
        Journal journal = new Journal();
        int each = 16 << 20;
        for (int i = 0; i < 6; i++) {
            journal.append(received(each));
        }
        assertThat(journal.events()).hasSize((int) (Journal.MOST_BYTES / each));
        assertThat(journal.forgotten()).isEqualTo(2);
    }

    @Test
    void callsAreNumberedInTheOrderInWhichTheyAreWrittenDown() throws InterruptedException {
        Journal journal = new Journal();
        Invocation invocation = new Invocation(Call.READ, List.of(new Arg.Num(3), new Arg.Space(9)));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform()
                    .start(() -> IntStream.range(0, 1000)
                            .forEach(_ -> journal.start("read", invocation, Optional.empty()))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(journal.events().stream().map(e -> ((Event.Started) e).id().number()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 4000).boxed().toList());
        journal.clear();
        assertThat(journal.start("read", invocation, Optional.empty()).id().number())
                .isEqualTo(1);
    }

    @Test
    void listenersHearEveryEventInOrderUntilTheyLeave() {
        Journal journal = new Journal();
        List<Event> heard = new ArrayList<>();
        java.util.function.Consumer<Event> ear = heard::add;
        journal.listen(ear);
        journal.append(typed(1));
        journal.append(typed(2));
        journal.unlisten(ear);
        journal.append(typed(3));
        assertThat(heard).containsExactly(typed(1), typed(2));
        journal.clear();
        assertThat(journal.events()).isEmpty();
    }
}
