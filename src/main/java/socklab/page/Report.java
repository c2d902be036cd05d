package socklab.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.lab.Lab;
import socklab.text.Language;
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
 * @param tables what was counted
 */
public record Report(
        Wording words,
        Mode mode,
        List<Wording.Said> title,
        String source,
        List<Entry> entries,
        LadderPicture ladder,
        List<String> text,
        List<TablePicture> tables,
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
    public record Subject(List<Wording.Said> title, String source, boolean titled) {
        /** A lab that was run from its beginning. */
        public static Subject of(Lab lab, Wording words) {
            List<Wording.Said> title = new ArrayList<>();
            for (Language language : words.languages()) {
                String text = lab.title(language); // that of English where a lab has no other
                if (title.stream().noneMatch(t -> t.text().equals(text))) {
                    title.add(new Wording.Said(language, text));
                }
            }
            return new Subject(title, String.valueOf(lab.file().getFileName()), true);
        }
    }

    /** The report of what happened. What would tell the answers is not on a worksheet. */
    public static Report of(Subject subject, WhatHappened happened, Wording words, Mode mode) {
        StepList.Steps steps = StepList.of(happened.moments(), words, mode, subject.titled());
        SequenceDiagram diagram = SequenceDiagram.of(Moment.events(happened.moments()));
        boolean whole = steps.blank().isEmpty();
        return new Report(
                words,
                mode,
                subject.title(),
                subject.source(),
                steps.entries(),
                LadderLayout.of(diagram, new LadderLayout.Look(happened.now(), steps.blank())),
                whole ? text(diagram, words.messages(), happened.now()) : List.of(),
                whole
                        ? happened.tables().stream()
                                .map(t -> TablePicture.of(t, words))
                                .toList()
                        : List.of(),
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
