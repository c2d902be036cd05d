package socklab.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.commonmark.node.Node;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Form;
import socklab.call.SocketOption;
import socklab.lang.Usage;
import socklab.text.Messages;
import socklab.view.Prose;
import socklab.view.Said;
import socklab.view.Signature;

/** The page of a topic, in a language and a width: what its declaration says, and its prose. */
public final class Page {
    private static final String INDENT = "  ";

    private final Library library;
    private final Messages messages;
    private final int columns;
    private final List<Said> lines = new ArrayList<>();

    private Page(Library library, Messages messages, int columns) {
        this.library = library;
        this.messages = messages;
        this.columns = columns;
    }

    /** The lines of a topic's page. */
    public static List<Said> of(Topic topic, Library library, Messages messages, int columns) {
        Page page = new Page(library, messages, columns);
        page.write(topic);
        return List.copyOf(page.lines);
    }

    private void write(Topic topic) {
        Optional<Node> prose = library.prose(topic, messages.language());
        switch (topic) {
            case Topic.OfCall t -> call(t, prose);
            case Topic.OfErrno t -> errno(t.errno(), prose);
            case Topic.OfOption t -> option(t.option(), prose);
            case Topic.OfFlag t -> {
                head(t.name() + String.format(Locale.ROOT, " = 0x%x", t.flag().value()));
                prose(prose);
                flagCalls(t);
                source("recv(2), send(2)");
            }
            case Topic.OfState t -> {
                head("TCP " + t.name());
                prose(prose);
                source("tcp(7), RFC 9293 §3.3.2");
            }
        }
        twin(topic);
    }

    private void call(Topic.OfCall topic, Optional<Node> prose) {
        Call call = topic.call();
        head(call.function() + ": " + Prose.summary(call, messages));
        wrapped(Said.Kind.CALL, Signature.of(call), "", "    ");
        for (Form form : call.forms()) {
            wrapped(Said.Kind.CALL, "> " + Usage.of(form), "", "    ");
        }
        wrapped(Said.Kind.CALL, "> " + call.example(), "", "    ");
        blank();
        prose(prose);
        if (!call.reasons().isEmpty()) {
            blank();
            head(messages.say("explain.errnos"));
            call.reasons().forEach(w -> entry(w.errno().name(), Prose.reason(call, w.errno(), messages).orElse("")));
        }
        library.code(topic).ifPresent(code -> {
            blank();
            head(messages.say("explain.code"));
            prose(Optional.of(code));
        });
    }

    private void errno(Errno errno, Optional<Node> prose) {
        head(errno.describe() + " = " + errno.number());
        prose.ifPresentOrElse(p -> prose(Optional.of(p)), () -> wrapped(Said.Kind.PRINTED, messages.say("explain.noPage"), "", ""));
        List<Call> calls = Arrays.stream(Call.values()).filter(c -> c.reasonFor(errno).isPresent()).toList();
        if (!calls.isEmpty()) {
            blank();
            head(messages.say("explain.calls"));
            calls.forEach(c -> entry(c.function(), Prose.reason(c, errno, messages).orElse("")));
        }
        source("errno(3)");
    }

    private void option(SocketOption option, Optional<Node> prose) {
        head(option.name());
        wrapped(Said.Kind.PRINTED, messages.say("explain.option", option.level().name(), option.number(),
                messages.say("explain.kind." + option.kind().name())), "", INDENT);
        blank();
        prose(prose);
        source(option.level().name().substring("SOL_".length()).toLowerCase(Locale.ROOT) + "(7)");
    }

    private void flagCalls(Topic.OfFlag topic) {
        List<String> calls = Arrays.stream(Call.values())
                .filter(c -> c.params().stream().anyMatch(p -> p instanceof socklab.call.Param.Flags f && f.group() == topic.flag().group()))
                .map(Call::function).toList();
        blank();
        wrapped(Said.Kind.PRINTED, messages.say("explain.takenBy", String.join(" ", calls)), "", INDENT);
    }

    /** Where another topic differs in upper and lower case only, says so. */
    private void twin(Topic topic) {
        Topic.all().stream().filter(t -> !t.equals(topic) && t.name().equalsIgnoreCase(topic.name())).findFirst().ifPresent(t ->
                wrapped(Said.Kind.NOTE, messages.say("explain.twin", t.name()), "", ""));
    }

    private void source(String where) {
        blank();
        wrapped(Said.Kind.PRINTED, messages.say("explain.source", where), "", INDENT);
    }

    private void head(String text) {
        wrapped(Said.Kind.PROSE, text, "", INDENT);
    }

    private void entry(String name, String text) {
        wrapped(Said.Kind.PRINTED, name + "  " + text, INDENT, INDENT + INDENT);
    }

    private void blank() {
        lines.add(new Said(Said.Kind.PRINTED, ""));
    }

    private void prose(Optional<Node> node) {
        node.ifPresent(n -> lines.addAll(MarkdownLines.of(n, columns)));
    }

    private void wrapped(Said.Kind kind, String text, String first, String rest) {
        String indent = first;
        for (String line : MarkdownLines.fit(text, columns - rest.length())) {
            lines.add(new Said(kind, indent + line));
            indent = rest;
        }
    }
}
