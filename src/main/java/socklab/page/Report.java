package socklab.page;

import java.util.List;
import java.util.Optional;
import socklab.text.Messages;
import socklab.view.ladder.Glyphs;
import socklab.view.ladder.SequenceDiagram;
import socklab.view.ladder.TimelineView;

/**
 * What a report shows.
 *
 * @param title in each language
 * @param source the file that it was made of; empty for a session typed at a prompt
 * @param text the ladder as text, for readers who do not see the picture
 */
public record Report(
        Wording words,
        Mode mode,
        List<Wording.Said> title,
        String source,
        List<Entry> entries,
        LadderPicture ladder,
        List<String> text,
        List<Explanation> explanations) {

    /** The most calls of the ladder as text: the steps tell of all. */
    private static final int MOST_AS_TEXT = 300;

    private static final int COLUMNS = 120;

    /** For whom a report is. */
    public enum Mode {
        /** All that happened. */
        FULL,
        /** A worksheet: what questions ask for is left blank. */
        BLANK,
        /** All that happened, with the right choices marked. */
        ANSWERS
    }

    /** An explanation of a call, as HTML that comes with the program. */
    public record Explanation(String topic, List<Wording.Said> html) {}

    /**
     * A report's subject.
     *
     * @param titled whether the first comment is the title
     */
    public record Subject(List<Wording.Said> title, String source, boolean titled) {}

    /** The report of what happened, as it was at a moment. */
    public static Report of(Subject subject, List<Moment> moments, Wording words, Mode mode, long now) {
        StepList.Steps steps = StepList.of(moments, words, mode, subject.titled());
        SequenceDiagram diagram = SequenceDiagram.of(Moment.events(moments));
        return new Report(
                words,
                mode,
                subject.title(),
                subject.source(),
                steps.entries(),
                LadderLayout.of(diagram, new LadderLayout.Look(now, steps.blank())),
                steps.blank().isEmpty() ? text(diagram, words.messages(), now) : List.of(),
                Explanations.of(steps.entries(), words));
    }

    private static List<String> text(SequenceDiagram diagram, Messages messages, long now) {
        return TimelineView.lines(diagram, new TimelineView.Shape(COLUMNS, MOST_AS_TEXT, now, Glyphs.PLAIN), messages);
    }

    /** The title in the first language. */
    public String firstTitle() {
        return title.getFirst().text();
    }

    /** How many calls it shows. */
    public long calls() {
        return entries.stream()
                .filter(e -> e instanceof Entry.Step s && s.number() > 0)
                .count();
    }

    /** The explanation that a step links to. */
    public Optional<String> explained(Entry.Step step) {
        return step.topic()
                .filter(t -> explanations.stream().anyMatch(e -> e.topic().equals(t)));
    }
}
