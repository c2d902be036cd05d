package socklab.term;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.InfoCmp.Capability;
import socklab.session.Settings;
import socklab.text.Messages;
import socklab.view.HelpView;
import socklab.view.Said;

/**
 * Helps while a line is typed: colours it, completes it, and shows in grey how it could go on.
 *
 * <p>Tab completes, or lists what there is; again, it shows the reference line and an example; once more, the
 * whole page. The right arrow takes what an earlier line suggests.
 */
final class Assistant implements Highlighter {
    private final Console console;
    private final LineEditor editor;
    private final Completion completion;
    private final Painter painter;
    private final Hints hints;
    private final Supplier<Settings> settings;
    private String tabbed = "";
    private int tabs;

    Assistant(Console console, Completion completion, Painter painter, Hints hints, Supplier<Settings> settings) {
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
        editor.complete(completion, this::candidates);
        widget("socklab-tab", this::tab, "\t");
        widget("socklab-right", () -> take(LineReader.FORWARD_CHAR), key(Capability.key_right), "\033[C", KeyMap.ctrl('F'));
        widget("socklab-end", () -> take(LineReader.END_OF_LINE), key(Capability.key_end), "\033[F", KeyMap.ctrl('E'));
        widget("socklab-word", this::takeWord, KeyMap.alt('f'), "\033[1;5C");
    }

    private String key(Capability capability) {
        return KeyMap.key(console.terminal(), capability);
    }

    private void widget(String name, org.jline.reader.Widget widget, String... keys) {
        editor.getWidgets().put(name, widget);
        Arrays.stream(keys).filter(Objects::nonNull).forEach(k -> editor.getKeyMaps().get(LineReader.MAIN).bind(new Reference(name), k));
    }

    private List<Candidate> candidates(String line, int cursor) {
        int[] order = {0};
        return completion.at(line, cursor).offers().stream().map(o -> new Candidate(o.text(), o.text(), null,
                o.phrase().isEmpty() ? null : o.phrase(), null, null, o.ends(), order[0]++)).toList();
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
        return new AttributedStringBuilder().append(painted).append(room(buffer, ghost), console.palette().ghost()).toAttributedString();
    }

    /** As much of a hint as fits beside what is typed: it must not make the line wrap. */
    private String room(String buffer, String ghost) {
        int left = console.columns() - 1 - editor.promptColumns() - new AttributedString(buffer).columnLength();
        return left <= 0 ? "" : new AttributedString(ghost).columnSubSequence(0, left).toString();
    }

    private Optional<String> suggestion() {
        String buffer = editor.getBuffer().toString();
        return editor.answering() || settings.get().look().plain() || editor.getBuffer().cursor() < buffer.length()
                ? Optional.empty() : hints.suggestion(buffer);
    }

    private boolean take(String otherwise) {
        Optional<String> suggestion = suggestion();
        suggestion.ifPresentOrElse(s -> editor.getBuffer().write(s), () -> editor.callWidget(otherwise));
        return true;
    }

    private boolean takeWord() {
        Optional<String> suggestion = suggestion();
        suggestion.ifPresentOrElse(s -> editor.getBuffer().write(s.replaceFirst("(?s)^(\\s*\\S+).*", "$1")),
                () -> editor.callWidget(LineReader.FORWARD_WORD));
        return true;
    }

    private boolean tab() {
        String line = editor.getBuffer().toString();
        int cursor = editor.getBuffer().cursor();
        tabs = tabbed.equals(cursor + ":" + line) ? tabs + 1 : completion.at(line, cursor).offers().isEmpty() ? 2 : 1;
        if (tabs == 1) {
            editor.callWidget(LineReader.COMPLETE_WORD);
        } else {
            refer(line);
        }
        boolean unchanged = editor.getBuffer().toString().equals(line);
        tabbed = unchanged ? cursor + ":" + line : "";
        return true;
    }

    /** The reference line and an example; the third time the whole page. */
    private void refer(String line) {
        Messages messages = console.in(settings.get());
        String topic = line.strip().startsWith("/") ? line.strip().split("\\s")[0] : Place.cut(line).word();
        Optional<List<String>> page = tabs == 2 ? HelpView.brief(topic, messages) : HelpView.topic(topic, messages);
        editor.forgetList();
        page.ifPresent(lines -> console.say(lines.stream().map(l -> new Said(Said.Kind.PRINTED, l)).toList()));
    }
}
