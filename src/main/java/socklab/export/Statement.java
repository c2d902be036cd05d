package socklab.export;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Call;
import socklab.call.Param;

/** A statement of a program, said in no language yet. */
public sealed interface Statement {

    /** A comment, a line each. */
    record Comment(List<String> lines) implements Statement {}

    /** An empty line of the lab: what follows is a paragraph of its own. */
    record Gap() implements Statement {}

    /**
     * A call.
     *
     * @param on the socket that it is made on, if it is made on one
     * @param values one for each parameter
     * @param expected what it may come to; nothing if the lab does not say
     */
    record Invoke(
            Source source,
            Call call,
            Optional<ProgramVariable> on,
            List<Value> values,
            Produced produced,
            List<ExpectedOutcome> expected)
            implements Statement {

        /** Whether it can only fail. */
        public boolean mustFail() {
            return !expected.isEmpty() && expected.stream().allMatch(ExpectedOutcome.Fails.class::isInstance);
        }

        /** Whether it can only meet the end of a stream: there is nothing to print then. */
        public boolean mustEnd() {
            return !expected.isEmpty() && expected.stream().allMatch(ExpectedOutcome.EndOfStream.class::isInstance);
        }

        /** Whether it may fail, as the lab expects. */
        public boolean mayFail() {
            return expected.stream().anyMatch(ExpectedOutcome.Fails.class::isInstance);
        }

        /** The first value for a parameter of that kind. */
        public <P extends Param> Optional<Value> value(Class<P> kind) {
            for (int i = 0; i < values.size(); i++) {
                if (kind.isInstance(call.params().get(i))) {
                    return Optional.of(values.get(i));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * What a call gives to the program.
     *
     * @param sockets those that it makes
     * @param data the bytes received; {@code named} if the lab has a name for them
     * @param address where from, or whose
     */
    record Produced(List<ProgramVariable> sockets, Optional<ProgramVariable> data, Optional<ProgramVariable> address) {
        static final Produced NOTHING = new Produced(List.of(), Optional.empty(), Optional.empty());
    }

    /** A call started in a thread. */
    record Start(Invoke call, ProgramVariable thread, boolean blocks) implements Statement {}

    /** The end of a call in a thread: waits for it, as long as it takes. */
    record Join(Source source, Start start, List<ExpectedOutcome> expected) implements Statement {}

    /** Looks, after a time, whether a call in a thread still waits. */
    record StillBlocks(Source source, Start start, Duration after) implements Statement {}

    /** Interrupts a call in a thread: it returns EINTR. */
    record Interrupt(Source source, Start start) implements Statement {}

    /**
     * Statements that are repeated; without a number of times, for ever.
     *
     * @param counter the number of the turn, from 1, if a statement may read it
     */
    record Loop(Source source, OptionalLong times, Optional<ProgramVariable> counter, List<Statement> body)
            implements Statement {}

    /** Does nothing for a while. */
    record Pause(Source source, Duration time) implements Statement {}

    /** Reads a line from the user. */
    record Input(Source source, ProgramVariable into, String prompt) implements Statement {}

    /** Prints a line. */
    record Print(Source source, List<Part> parts) implements Statement {}
}
