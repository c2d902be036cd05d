package socklab.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.Parser;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Variable;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * {@code /times CALL}: how long the typed calls of a name took, and how many failed; what a ping prints at its end.
 * {@code /clock} starts the clock that {@code $clock} and {@code /times} count from.
 * The time is that of the call line, from entering the kernel to coming back.
 */
public final class TimesCommand {
    private static final double MILLI = 1e6;
    private static final String NAME = "clock";

    private final Session session;
    private final UserInterface ui;

    public TimesCommand(Session session, UserInterface ui) {
        this.session = session;
        this.ui = ui;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.TIMES, (c, _) -> times(c));
        interpreter.handle(ShellWord.CLOCK, this::clock);
    }

    /** {@code /clock}: {@code $clock} counts from now on, and so does {@code /times}. */
    private StepResult clock(Command.Shell command, Job job) throws ShellWordError {
        long now = System.nanoTime();
        if (!session.define(NAME, new Variable.OfClock(now))) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("fault.nameTaken", NAME), Message.of("cure.nameTaken"));
        }
        return StepResult.DONE;
    }

    /** Whether a call was made since the clock was started, if it was. */
    private boolean counts(Event.Finished call) {
        return session.value(NAME)
                .filter(v -> v instanceof Variable.OfClock(long start) && call.at() - start < 0)
                .isEmpty();
    }

    private StepResult times(Command.Shell command) throws ShellWordError {
        if (command.args().isEmpty()) {
            throw ShellWordError.usage(command);
        }
        Token call = command.args().getFirst();
        if (!Parser.callWords().contains(call.text())) {
            Optional<String> near = DidYouMean.nearest(call.text(), Parser.callWords());
            throw ShellWordError.at(
                    command,
                    call,
                    Message.of("fault.call", call.text()),
                    near.map(n -> Message.of("cure.mean", n)).orElse(Message.of("cure.calls")));
        }
        LongSummaryStatistics returned = new LongSummaryStatistics();
        int failed = 0;
        for (Event event : session.journal().events()) {
            if (event instanceof Event.Finished f && f.id().typed() && named(f, call.text()) && counts(f)) {
                switch (f.outcome()) {
                    case Outcome.Returned r -> returned.accept(r.nanos());
                    case Outcome.Failed _, Outcome.Unsupported _, Outcome.Unresolved _ -> failed++;
                }
            }
        }
        say(call.text(), returned, failed);
        return StepResult.DONE;
    }

    private static boolean named(Event.Finished call, String word) {
        return call.invocation().call().forms().stream().anyMatch(f -> f.word().equals(word));
    }

    private void say(String call, LongSummaryStatistics returned, int failed) {
        Messages messages = Messages.in(session.settings().language());
        List<String> lines = new ArrayList<>();
        if (returned.getCount() + failed == 0) {
            lines.add(messages.say("times.none", call));
        } else {
            lines.add(messages.say("times.head", call, returned.getCount() + failed, returned.getCount(), failed));
        }
        if (returned.getCount() > 0) {
            lines.add(messages.say(
                    "times.spread",
                    millis(returned.getMin()),
                    millis(returned.getAverage()),
                    millis(returned.getMax())));
        }
        ui.say(lines.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / MILLI);
    }
}
