package socklab.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.lab.Expectation;
import socklab.session.Event;
import socklab.view.ResultView;

/** A line of a report while what it led to is still read. */
final class StepDraft {
    private final String line;
    private final List<String> expected;
    private final List<Entry.Line> lines = new ArrayList<>();
    private final List<ChartPicture> charts = new ArrayList<>();
    private int number;
    private Optional<String> topic = Optional.empty();
    private Optional<String> call = Optional.empty();
    private Optional<Entry.Result> result = Optional.empty();
    private Optional<Entry.Result> later = Optional.empty();
    private List<Wording.Said> reason = List.of();
    private List<String> unmet = List.of();
    private Entry.Fill fill = Entry.Fill.NOTHING;

    StepDraft(String line, List<String> expected) {
        this.line = line;
        this.expected = expected;
    }

    void fill(Entry.Fill what) {
        fill = what;
    }

    boolean isBlank() {
        return fill != Entry.Fill.NOTHING;
    }

    void line(Entry.Line more) {
        lines.add(more);
    }

    void chart(ChartPicture chart) {
        charts.add(chart);
    }

    void started(Event.Started started) {
        number = started.id().number();
        topic = Optional.of(started.invocation().call().function());
    }

    void blocks(String unfinished) {
        call = Optional.of(Text.shown(unfinished));
        result = Optional.of(new Entry.Result(ResultView.BLOCKS, LadderPicture.Ending.BLOCKS, ""));
        compare(ResultView.BLOCKS);
    }

    void finished(Event.Finished event, String straceLine, List<Wording.Said> why) {
        String text = ResultView.result(event);
        boolean returned = event.outcome() instanceof Outcome.Returned;
        Entry.Result ended = new Entry.Result(
                Text.shown(text),
                returned ? LadderPicture.Ending.RETURNED : LadderPicture.Ending.FAILED,
                Durations.text(nanos(event.outcome())));
        call = Optional.of(straceLine);
        reason = why;
        if (result.isPresent()) {
            later = Optional.of(ended);
        } else {
            result = Optional.of(ended);
            compare(text);
        }
    }

    private static long nanos(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r -> r.nanos();
            case Outcome.Failed f -> f.nanos();
            case Outcome.Unsupported _, Outcome.Unresolved _ -> 0;
        };
    }

    private void compare(String actual) {
        boolean met = expected.isEmpty() || expected.stream().anyMatch(e -> Expectation.matches(e, actual));
        unmet = met ? List.of() : expected;
    }

    Entry.Step step() {
        boolean hidden = isBlank();
        return new Entry.Step(
                number,
                line,
                hidden ? Optional.empty() : call,
                hidden ? Optional.empty() : result,
                hidden ? Optional.empty() : later,
                reason,
                hidden ? List.of() : List.copyOf(lines),
                hidden ? List.of() : List.copyOf(charts),
                hidden ? List.of() : unmet,
                fill,
                topic);
    }
}
