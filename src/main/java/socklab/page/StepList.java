package socklab.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.lang.ShellWord;
import socklab.session.Event;
import socklab.session.Settings;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.ReasonView;
import socklab.view.StraceView;
import socklab.view.Transcript;

/** Reads the entries of a report off what happened: the prose, each line, its call and all that was told of it. */
final class StepList {
    private final Wording words;
    private final Report.Mode mode;
    private final StraceView strace;
    private final Transcript transcript;
    private final List<Event> before = new ArrayList<>();
    private final List<Object> parts = new ArrayList<>();
    private final Map<Integer, StepDraft> calls = new HashMap<>();
    private final Set<Integer> blank = new HashSet<>();
    private final List<ReasonView> reasons;
    private final ProseBlock prose;
    private Optional<StepDraft> current = Optional.empty();
    private boolean titled;
    private boolean asked;
    private boolean answering;

    StepList(Wording words, Report.Mode mode) {
        this.words = words;
        this.mode = mode;
        Settings settings =
                new Settings(Settings.Feedback.NORMAL, words.languages().getFirst(), Settings.Names.LIBC);
        this.strace = new StraceView(Settings.Names.LIBC);
        this.transcript = new Transcript(settings, words.messages(), () -> before);
        this.reasons = words.languages().stream()
                .map(l -> new ReasonView(Messages.in(l), () -> before))
                .toList();
        this.prose = new ProseBlock(words);
    }

    /** The entries of a report, and the calls whose results its reader fills in. */
    record Steps(List<Entry> entries, Set<Integer> blank) {}

    /** @param title whether the first comment is the title, which stands elsewhere */
    static Steps of(List<Moment> moments, Wording words, Report.Mode mode, boolean title) {
        StepList list = new StepList(words, mode);
        list.titled = !title;
        for (Moment moment : moments) {
            switch (moment) {
                case Moment.Run run -> list.run(run);
                case Moment.Told told -> list.told(told.event());
                case Moment.Answered answer -> list.say(answer.line());
            }
        }
        list.flush();
        List<Entry> entries = new ArrayList<>();
        for (Object part : list.parts) {
            entries.add(part instanceof StepDraft draft ? draft.step() : (Entry) part);
        }
        return new Steps(List.copyOf(entries), Set.copyOf(list.blank));
    }

    private void run(Moment.Run run) {
        Command command = Parser.parse(run.line()).command();
        switch (command) {
            case Command.Comment _ -> {
                prose.add(run.line());
                current = Optional.empty();
            }
            case Command.Blank _ -> flush();
            case Command.Invoke _, Command.Shell _, Command.Expect _, socklab.lang.SyntaxError _ -> {
                flush();
                step(run, command);
            }
        }
    }

    private void flush() {
        if (prose.isEmpty()) {
            return;
        }
        asked = prose.asks();
        answering = false;
        if (!titled) {
            titled = true;
            prose.removeTitle();
        }
        List<Entry.Paragraph> paragraphs = prose.take();
        if (!paragraphs.isEmpty()) {
            parts.add(new Entry.Prose(paragraphs));
        }
    }

    private void step(Moment.Run run, Command command) {
        boolean frame = command instanceof Command.Shell s && s.word() == ShellWord.FRAME;
        StepDraft draft = new StepDraft(Text.shown(run.line().strip()), run.expected());
        if (mode == Report.Mode.BLANK) {
            boolean answer = asked && (!run.expected().isEmpty() || frame);
            draft.fill(
                    frame && (answer || answering) ? Entry.Fill.LINE : answer ? Entry.Fill.RESULT : Entry.Fill.NOTHING);
            answering |= answer;
            asked &= !answer;
        }
        parts.add(draft);
        current = Optional.of(draft);
    }

    private void told(Event event) {
        switch (event) {
            case Event.Typed _, Event.Served _, Event.Observed _ -> {}
            case Event.Started e
            when e.id().typed() ->
                current.ifPresent(draft -> {
                    draft.started(e);
                    calls.put(e.id().number(), draft);
                    if (draft.isBlank()) {
                        blank.add(e.id().number());
                    }
                });
            case Event.Started _ -> {}
            case Event.Unfinished e ->
                draft(e.call().id().number())
                        .ifPresent(d -> d.blocks(strace.unfinished(e.call().invocation())));
            case Event.Finished e when e.id().typed() -> draft(e.id().number()).ifPresent(d -> finished(d, e));
            case Event.Plotted e -> draft().chart(ChartPicture.of(e.chart(), words));
            case Event.Finished _, Event.Resolved _, Event.Frame _, Event.Note _, Event.Printed _, Event.Problem _ ->
                transcript.said(event).forEach(this::say);
        }
        before.add(event);
    }

    private Optional<StepDraft> draft(int number) {
        return Optional.ofNullable(calls.get(number));
    }

    private void finished(StepDraft draft, Event.Finished e) {
        List<Wording.Said> why = new ArrayList<>();
        if (!draft.isBlank()) {
            for (int i = 0; i < reasons.size(); i++) {
                why.add(new Wording.Said(
                        words.languages().get(i), Text.shown(reasons.get(i).sentence(e))));
            }
        }
        draft.finished(e, Text.shown(strace.line(e)), why);
    }

    /** The line that is being told of; one without text before the first. */
    private StepDraft draft() {
        return current.orElseGet(() -> {
            StepDraft loose = new StepDraft("", List.of());
            parts.add(loose);
            current = Optional.of(loose);
            return loose;
        });
    }

    private void say(OutputLine line) {
        draft().line(new Entry.Line(line.kind(), Text.shown(line.text())));
    }
}
