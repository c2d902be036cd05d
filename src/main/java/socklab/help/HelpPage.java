package socklab.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.node.Node;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Form;
import socklab.call.SocketOption;
import socklab.lang.UsageLine;
import socklab.text.Messages;
import socklab.view.CallSignature;
import socklab.view.DeclarationText;
import socklab.view.OutputLine;
import socklab.view.reason.DocumentedReasons;

/** The page of a topic, in a language and a width: what its declaration says, and its prose. */
public final class HelpPage {
    private static final String INDENT = "  ";

    private final PageLibrary library;
    private final Messages messages;
    private final int columns;
    private final List<OutputLine> lines = new ArrayList<>();

    private HelpPage(PageLibrary library, Messages messages, int columns) {
        this.library = library;
        this.messages = messages;
        this.columns = columns;
    }

    /** The lines of a topic's page. */
    public static List<OutputLine> of(HelpTopic topic, PageLibrary library, Messages messages, int columns) {
        HelpPage page = new HelpPage(library, messages, columns);
        page.write(topic);
        return List.copyOf(page.lines);
    }

    private void write(HelpTopic topic) {
        Optional<Node> prose = library.prose(topic, messages.language());
        switch (topic) {
            case HelpTopic.OfCall t -> call(t, prose);
            case HelpTopic.OfErrno t -> errno(t.errno(), prose);
            case HelpTopic.OfOption t -> option(t.option(), prose);
            case HelpTopic.OfFlag t -> {
                head(t.name() + String.format(Locale.ROOT, " = 0x%x", t.flag().value()));
                prose(prose);
                flagCalls(t);
                source("recv(2), send(2)");
            }
            case HelpTopic.OfState t -> {
                head("TCP " + t.name());
                prose(prose);
                source("tcp(7), RFC 9293 §3.3.2");
            }
            case HelpTopic.OfIdea t -> idea(t.idea(), prose);
            case HelpTopic.OfWord t -> {
                head(t.word().usage());
                wrapped(OutputLine.Kind.PRINTED, DeclarationText.summary(t.word(), messages), INDENT, INDENT);
                wrapped(
                        OutputLine.Kind.PRINTED,
                        messages.say("help.example", t.word().example()),
                        INDENT,
                        INDENT);
            }
        }
        twin(topic);
    }

    private void call(HelpTopic.OfCall topic, Optional<Node> prose) {
        Call call = topic.call();
        head(call.function() + ": " + DeclarationText.summary(call, messages));
        wrapped(OutputLine.Kind.CALL, CallSignature.of(call), "", "    ");
        for (Form form : call.forms()) {
            wrapped(OutputLine.Kind.CALL, "> " + UsageLine.of(form), "", "    ");
        }
        wrapped(OutputLine.Kind.CALL, "> " + call.example(), "", "    ");
        blank();
        prose(prose);
        List<Errno> errnos = DocumentedReasons.errnos(call, messages);
        if (!errnos.isEmpty()) {
            blank();
            head(messages.say("explain.errnos"));
            errnos.forEach(
                    e -> entry(e.name(), DocumentedReasons.of(call, e, messages).orElse("")));
        }
        library.code(topic).ifPresent(code -> {
            blank();
            head(messages.say("explain.code"));
            prose(Optional.of(code));
        });
    }

    private void errno(Errno errno, Optional<Node> prose) {
        head(errno.describe() + " = " + errno.number());
        prose.ifPresentOrElse(
                p -> prose(Optional.of(p)),
                () -> wrapped(OutputLine.Kind.PRINTED, messages.say("explain.noPage"), "", ""));
        List<Call> calls = Arrays.stream(Call.values())
                .filter(c -> DocumentedReasons.errnos(c, messages).contains(errno))
                .toList();
        if (!calls.isEmpty()) {
            blank();
            head(messages.say("explain.calls"));
            calls.forEach(c ->
                    entry(c.function(), DocumentedReasons.of(c, errno, messages).orElse("")));
        }
        source("errno(3)");
    }

    private void option(SocketOption option, Optional<Node> prose) {
        head(option.name());
        wrapped(
                OutputLine.Kind.PRINTED,
                messages.say(
                        "explain.option",
                        option.level().name(),
                        option.number(),
                        messages.say("explain.kind." + option.kind().name())),
                "",
                INDENT);
        blank();
        prose(prose);
        source(option.level().name().substring("SOL_".length()).toLowerCase(Locale.ROOT) + "(7)");
    }

    private void idea(Idea idea, Optional<Node> prose) {
        head(String.join(
                ", ",
                Stream.concat(Stream.of(idea.name()), idea.words().stream()).toList()));
        prose(prose);
        if (!idea.labs().isEmpty()) {
            blank();
            wrapped(OutputLine.Kind.PRINTED, messages.say("explain.labs", idea.labs()), "", INDENT);
        }
    }

    private void flagCalls(HelpTopic.OfFlag topic) {
        List<String> calls = Arrays.stream(Call.values())
                .filter(c -> c.params().stream()
                        .anyMatch(p -> p instanceof socklab.call.Param.Flags f
                                && f.group() == topic.flag().group()))
                .map(Call::function)
                .toList();
        blank();
        wrapped(OutputLine.Kind.PRINTED, messages.say("explain.takenBy", String.join(" ", calls)), "", INDENT);
    }

    /** Where another topic differs in upper and lower case only, says so. */
    private void twin(HelpTopic topic) {
        HelpTopic.all().stream()
                .filter(t -> !t.equals(topic) && t.name().equalsIgnoreCase(topic.name()))
                .findFirst()
                .ifPresent(t -> wrapped(OutputLine.Kind.NOTE, messages.say("explain.twin", t.name()), "", ""));
    }

    private void source(String where) {
        blank();
        wrapped(OutputLine.Kind.PRINTED, messages.say("explain.source", where), "", INDENT);
    }

    private void head(String text) {
        wrapped(OutputLine.Kind.PROSE, text, "", INDENT);
    }

    private void entry(String name, String text) {
        wrapped(OutputLine.Kind.PRINTED, name + "  " + text, INDENT, INDENT + INDENT);
    }

    private void blank() {
        lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
    }

    private void prose(Optional<Node> node) {
        node.ifPresent(n -> lines.addAll(MarkdownText.of(n, columns)));
    }

    private void wrapped(OutputLine.Kind kind, String text, String first, String rest) {
        String indent = first;
        for (String line : MarkdownText.fit(text, columns - rest.length())) {
            lines.add(new OutputLine(kind, indent + line));
            indent = rest;
        }
    }
}
