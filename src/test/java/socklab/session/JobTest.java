package socklab.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Invocation;
import socklab.call.Outcome;
import socklab.kernel.Caller;

/** What others see of a job. */
class JobTest {
    private static final Event.Started STARTED = new Event.Started(
            new Event.CallId(1, "close"), new Invocation(Call.CLOSE, List.of(new Arg.Num(3))), Optional.empty());

    private final List<Optional<Event.Started>> seen = new ArrayList<>();

    private void look(Job job) {
        job.whileInCall(in -> seen.add(Optional.of(in.call())));
        seen.add(job.call().map(Job.InCall::call));
    }

    /** While the shell finds a value, the user's call before that is over. */
    @Test
    void aCallOfTheShellsOwnIsNotTakenForTheLastOne() {
        Job job = new Job("close", own -> {
            own.callerFor(STARTED);
            look(own);
            own.callerOfItsOwn();
            look(own);
        });
        job.run(new InFlight());
        job.await();
        look(job);
        assertThat(seen)
                .as("both while it is in the user's call; none while in its own; none when it is over")
                .containsExactly(Optional.of(STARTED), Optional.of(STARTED), Optional.empty(), Optional.empty());
    }

    /** A call is always in flight. */
    private static final class InFlight implements Caller {
        @Override
        public Outcome invoke(Invocation invocation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean interrupt() {
            return true;
        }

        @Override
        public boolean asleep() {
            return true;
        }

        @Override
        public OptionalLong inFlightSince() {
            return OptionalLong.of(7);
        }

        @Override
        public long startedAt() {
            return 7;
        }

        @Override
        public void whileInFlight(Runnable action) {
            action.run();
        }

        @Override
        public void close() {
            // there is nothing to give back
        }
    }
}
