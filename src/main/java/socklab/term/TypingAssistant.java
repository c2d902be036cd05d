package socklab.term;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.InfoCmp.Capability;
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
    private final LineHighlighter painter;
    private final InlineHints hints;
    private final Supplier<Settings> settings;
    private Optional<CandidateList> listing = Optional.empty();
    private int steps;

    TypingAssistant(
            Console console,
            Completion completion,
            LineHighlighter painter,
            InlineHints hints,
            Supplier<Settings> settings) {
        this.console = console;
        this.editor = console.editor();
        this.completion = completion;
        this.painter = painter;
        this.hints = hints;
        this.settings = settings;
    }

    /** Takes its place beside the editor. */
    void install() {
        editor.setHighlighter(this);
        widget("socklab-tab", this::tab, "\t");
        widget(
                LineReader.HISTORY_INCREMENTAL_SEARCH_BACKWARD,
                new HistorySearch(editor, () -> console.in(settings.get()))::run,
                KeyMap.ctrl('R'));
        widget(
                "socklab-next",
                () -> turn(CandidateList::next, LineReader.END_OF_HISTORY),
                key(Capability.key_npage),
                "\033[6~");
        widget(
                "socklab-previous",
                () -> turn(CandidateList::previous, LineReader.BEGINNING_OF_HISTORY),
                key(Capability.key_ppage),
                "\033[5~");
        widget(
                "socklab-right",
                () -> take(LineReader.FORWARD_CHAR),
                key(Capability.key_right),
                "\033[C",
                KeyMap.ctrl('F'));
        widget("socklab-end", () -> take(LineReader.END_OF_LINE), key(Capability.key_end), "\033[F", KeyMap.ctrl('E'));
        widget("socklab-word", this::takeWord, KeyMap.alt('f'), "\033[1;5C");
        alike(Capability.key_left, 'D');
        alike(Capability.key_up, 'A');
        alike(Capability.key_down, 'B');
        alike(Capability.key_home, 'H');
    }

    /** A key pressed before the editor had the terminal comes in the terminal's other form, and means the same. */
    private void alike(Capability capability, char last) {
        KeyMap<Binding> keys = editor.getKeyMaps().get(LineReader.MAIN);
        Optional.ofNullable(key(capability))
                .map(keys::getBound)
                .ifPresent(bound -> keys.bind(bound, "\033[" + last, "\033O" + last));
    }

    private String key(Capability capability) {
        return KeyMap.key(console.terminal(), capability);
    }

    private void widget(String name, org.jline.reader.Widget widget, String... keys) {
        editor.getWidgets().put(name, widget);
        Arrays.stream(keys)
                .filter(Objects::nonNull)
                .forEach(k -> editor.getKeyMaps().get(LineReader.MAIN).bind(new Reference(name), k));
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (editor.answering()) {
            return new AttributedString(buffer);
        }
        boolean atEnd = !editor.finishing() && editor.getBuffer().cursor() == buffer.length();
        AttributedString painted = painter.paint(buffer, atEnd);
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

    /** The reference line and an example; after that the whole page, above the prompt so that it can be scrolled back to. */
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
            page(topic, messages).ifPresent(console::say);
        }
    }

    private Optional<List<OutputLine>> page(String topic, Messages messages) {
        return HelpTopic.named(topic).stream()
                .findFirst()
                .map(t -> HelpPage.of(t, new PageLibrary(), messages, console.columns()))
                .or(() -> HelpView.topic(topic, messages)
                        .map(page -> page.stream()
                                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                                .toList()));
    }
}
