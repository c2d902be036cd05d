package socklab.lab;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.text.Message;

/** People who look at a session from outside, and predict what its calls return. */
public interface Audience {

    /** Nobody looks. */
    Audience NONE = new Audience() {
        @Override
        public Visit enter(Shell shell) {
            return () -> {};
        }

        @Override
        public Optional<Prediction> ask(LabQuestion question, ScriptStep.Line line) {
            return Optional.empty();
        }

        @Override
        public List<Message> tally() {
            return List.of();
        }
    };

    /** A lab begins in a session of its own: that is looked at until the visit is closed. */
    Visit enter(Shell shell);

    /** Puts the question that a line answers; nothing if nobody looks. On the lab's thread. */
    Optional<Prediction> ask(LabQuestion question, ScriptStep.Line line);

    /** What came of all questions since this was asked last, a line each. */
    List<Message> tally();

    /** A session that is looked at for a while. */
    interface Visit extends AutoCloseable {
        @Override
        void close();
    }

    /** A question that is open. */
    interface Prediction {
        /** How many have answered, and how many could. */
        Message status();

        /** Takes no more answers. */
        void close();

        /**
         * Shows what came, and how many had it.
         *
         * @param right whether an answer is right
         * @return how many had it; nothing if nobody answered
         */
        Optional<Message> reveal(String actual, Predicate<String> right);
    }
}
