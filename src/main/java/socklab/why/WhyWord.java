package socklab.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.kernel.Kernel;
import socklab.lang.Word;
import socklab.session.Event;
import socklab.session.Jobs;
import socklab.session.Session;
import socklab.shell.Front;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.text.Messages;
import socklab.text.Width;
import socklab.view.Escape;
import socklab.view.ResultView;
import socklab.view.Said;
import socklab.view.WhyView;

/** {@code /why}: the last error, and what blocked calls wait for, from evidence. */
public final class WhyWord {
    private final Session session;
    private final Jobs jobs;
    private final Front front;
    private final Collector collector;

    public WhyWord(Session session, Kernel kernel, Jobs jobs, Front front) {
        this.session = session;
        this.jobs = jobs;
        this.front = front;
        this.collector = new Collector(session, kernel);
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(Word.WHY, (_, _) -> why());
    }

    private Ran why() {
        Messages messages = Messages.in(session.settings().language());
        EvidenceView view = new EvidenceView(messages);
        List<Said> lines = new ArrayList<>();
        List<Evidence> blocked = collector.blocked(jobs.background());
        for (Evidence waits : blocked) {
            say(lines, view.lines(waits));
        }
        Optional<Event.Finished> failed = lastFailure();
        if (failed.isPresent()) {
            explain(failed.get(), messages, view, lines);
        } else if (blocked.isEmpty()) {
            say(lines, List.of(messages.say("cause.noError")));
        }
        front.say(lines);
        return Ran.DONE;
    }

    private Optional<Event.Finished> lastFailure() {
        return session.journal().events().reversed().stream().filter(e -> e instanceof Event.Finished f && f.id().typed()
                && !(f.outcome() instanceof Outcome.Returned)).map(Event.Finished.class::cast).findFirst();
    }

    private void explain(Event.Finished call, Messages messages, EvidenceView view, List<Said> lines) {
        String head = "$" + call.id().number() + "  " + Escape.printable(call.id().line().strip()) + "  => " + ResultView.result(call);
        wrap(lines, Said.Kind.FAILURE, head, "    ");
        List<Event> before = session.journal().events().stream().takeWhile(e -> e != call).toList();
        say(lines, List.of(new WhyView(messages, () -> before).sentence(call)));
        if (call.outcome() instanceof Outcome.Failed f) {
            collector.of(call, f.errno()).forEach(e -> say(lines, view.lines(e)));
            say(lines, List.of(messages.say("cause.explain", f.errno().name())));
        }
    }

    private void say(List<Said> lines, List<String> texts) {
        texts.forEach(t -> wrap(lines, Said.Kind.PRINTED, t, "  "));
    }

    private void wrap(List<Said> lines, Said.Kind kind, String text, String rest) {
        String own = text.startsWith(" ") ? " ".repeat(text.length() - text.stripLeading().length()) : "";
        String indent = own;
        for (String line : Width.wrap(text, front.columns() - own.length() - rest.length())) {
            lines.add(new Said(kind, indent + line));
            indent = own + rest;
        }
    }
}
