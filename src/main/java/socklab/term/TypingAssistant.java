package socklab.term;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.Widget;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import socklab.help.HelpPage;
import socklab.help.HelpTopic;
import socklab.help.PageLibrary;
import socklab.session.Settings;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.HelpView;
import socklab.view.OutputLine;
import socklab.view.Theme;

/**
 * Helps while a line is typed: colours it, completes it, and shows in grey how it could go on.
 *
 * <p>Tab completes, or lists what there is; again, it shows the reference line and an example; once more, the
 * whole page. The right arrow takes what an earlier line suggests.
 */
final class TypingAssistant implements Highlighter {
    private final Console console;
    private final LineEditor editor;
    private final Completion completion;
    private final LineHighlighter highlighter;
    private final InlineHints hints;
    private final Supplier<Settings> settings;
    private Optional<CandidateList> listing = Optional.empty();
    private int steps;

    TypingAssistant(
            Console console,
            Completion completion,
            LineHighlighter highlighter,
            InlineHints hints,
            Supplier<Settings> settings) {
        this.console = console;
        this.editor = console.editor();
        this.completion = completion;
        this.highlighter = highlighter;
        this.hints = hints;
        this.settings = settings;
    }

    /** Takes its place beside the editor. */
    void install() {
        editor.setHighlighter(this);
        HistorySearch search = new HistorySearch(editor, () -> console.in(settings.get()));
        widget(EditorKeys.TAB, this::tab);
        widget(LineReader.HISTORY_INCREMENTAL_SEARCH_BACKWARD, () -> search.run(HistorySearch.Direction.OLDER));
        widget(LineReader.HISTORY_INCREMENTAL_SEARCH_FORWARD, () -> search.run(HistorySearch.Direction.NEWER));
        widget(EditorKeys.NEXT_PAGE, () -> turn(CandidateList::next, LineReader.END_OF_HISTORY));
        widget(EditorKeys.PREVIOUS_PAGE, () -> turn(CandidateList::previous, LineReader.BEGINNING_OF_HISTORY));
        widget(EditorKeys.TAKE, () -> take(LineReader.FORWARD_CHAR));
        widget(EditorKeys.TAKE_LINE, () -> take(LineReader.END_OF_LINE));
        widget(EditorKeys.TAKE_WORD, this::takeWord);
    }

    private void widget(String name, Widget widget) {
        editor.getWidgets().put(name, widget);
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (editor.answering()) {
            return new AttributedString(buffer);
        }
        try {
            return coloured(buffer);
        } catch (RuntimeException | StackOverflowError e) {
            console.errors().report(e);
            return new AttributedString(buffer);
        }
    }

    private AttributedString coloured(String buffer) {
        boolean atEnd = !editor.finishing() && editor.getBuffer().cursor() == buffer.length();
        AttributedString painted = highlighter.paint(buffer, atEnd);
        if (!atEnd || settings.get().look().plain()) {
            return painted;
        }
        String ghost = hints.suggestion(buffer).or(() -> hints.expected(buffer)).orElse("");
        return new AttributedStringBuilder()
                .append(painted)
                .append(room(buffer, ghost), console.theme().style(Theme.Meaning.HINT))
                .toAttributedString();
    }

    /** As much of a hint as fits beside what is typed: it must not make the line wrap. */
    private String room(String buffer, String ghost) {
        int left = console.columns() - 1 - editor.promptColumns() - DisplayWidth.of(buffer);
        return left <= 0 ? "" : DisplayWidth.cut(ghost, left);
    }

    private Optional<String> suggestion() {
        String buffer = editor.getBuffer().toString();
        return editor.answering()
                        || settings.get().look().plain()
                        || editor.getBuffer().cursor() < buffer.length()
                ? Optional.empty()
                : hints.suggestion(buffer);
    }

    private boolean take(String otherwise) {
        Optional<String> suggestion = suggestion();
        suggestion.ifPresentOrElse(s -> editor.getBuffer().write(s), () -> editor.callWidget(otherwise));
        return true;
    }

    private boolean takeWord() {
        Optional<String> suggestion = suggestion();
        suggestion.ifPresentOrElse(
                s -> editor.getBuffer().write(s.replaceFirst("(?s)^(\\s*\\S+).*", "$1")),
                () -> editor.callWidget(LineReader.FORWARD_WORD));
        return true;
    }

    private boolean tab() {
        String buffer = editor.getBuffer().toString();
        String line = editor.getBuffer().upToCursor();
        boolean again = editor.hasBelow();
        steps = again ? steps + 1 : 0;
        if (!again && !editor.answering()) {
            complete(line, buffer);
        }
        if (steps > 0) {
            refer(line);
        }
        return true;
    }

    /** Types what can only be meant, and lists the rest; with nothing to list, shows at once how the line goes on. */
    private void complete(String line, String buffer) {
        CompletionCandidate.At at = completion.at(line, line.length());
        List<CompletionCandidate> offers = at.offers();
        if (offers.isEmpty()) {
            steps = 1;
        } else if (offers.size() == 1) {
            boolean blank = offers.getFirst().ends() && !buffer.startsWith(" ", line.length());
            replace(line, at.start(), offers.getFirst().text() + (blank ? " " : ""));
        } else {
            String common = common(offers);
            if (common.length() > line.length() - at.start()) {
                replace(line, at.start(), common);
            }
            list(new CandidateList(offers));
        }
    }

    private void replace(String line, int start, String text) {
        editor.getBuffer().backspace(line.codePointCount(start, line.length()));
        editor.getBuffer().write(text);
    }

    /** The beginning that all have in common, upper and lower case not told apart. */
    private static String common(List<CompletionCandidate> offers) {
        String common = offers.getFirst().text();
        for (CompletionCandidate offer : offers) {
            int same = 0;
            while (same < Math.min(common.length(), offer.text().length())
                    && Character.toLowerCase(common.charAt(same))
                            == Character.toLowerCase(offer.text().charAt(same))) {
                same++;
            }
            common = common.substring(0, same);
        }
        return common;
    }

    private void list(CandidateList shown) {
        listing = Optional.of(shown);
        editor.below(() -> shown.rows(
                console.columns(),
                editor.rowsBelow(),
                console.theme().style(Theme.Meaning.HINT),
                console.in(settings.get())));
    }

    /** Turns the list's pages, if there is one. */
    private boolean turn(Consumer<CandidateList> how, String otherwise) {
        if (listing.isPresent() && editor.hasBelow()) {
            how.accept(listing.get());
        } else {
            editor.callWidget(otherwise);
        }
        return true;
    }

    /**
     * The reference line and an example; after that the whole page, above the prompt so that it can be scrolled back
     * to.
     */
    private void refer(String line) {
        Messages messages = console.in(settings.get());
        String topic = line.strip().startsWith("/")
                ? line.strip().split("\\s")[0]
                : CursorContext.cut(line).word();
        listing = Optional.empty();
        if (steps == 1) {
            HelpView.brief(topic, messages)
                    .ifPresent(page -> editor.below(() -> new AttributedString(page.stream()
                            .flatMap(l -> DisplayWidth.wrap(l, console.columns() - 1).stream())
                            .limit(editor.rowsBelow())
                            .collect(Collectors.joining("\n")))));
        } else {
            editor.clearBelow();
            page(line, topic, messages, console.columns()).ifPresent(console::say);
        }
    }

    /** The page of the option or flag before the cursor, else that of the call or word of the line. */
    private static Optional<List<OutputLine>> page(String line, String topic, Messages messages, int columns) {
        String[] words = line.strip().split("[\\s|=]+");
        Optional<HelpTopic> constant = HelpTopic.named(words[words.length - 1]).stream()
                .filter(t -> t instanceof HelpTopic.OfOption || t instanceof HelpTopic.OfFlag)
                .filter(t -> t.name().equals(words[words.length - 1]))
                .findFirst();
        return constant.or(() -> HelpTopic.named(topic).stream().findFirst())
                .map(t -> HelpPage.of(t, new PageLibrary(), messages, columns));
    }
}
