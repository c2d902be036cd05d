package socklab.help.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.kernel.Kernel;
import socklab.lang.ShellWord;
import socklab.session.Event;
import socklab.session.Jobs;
import socklab.session.Session;
import socklab.shell.Interpreter;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.ReasonView;
import socklab.view.ResultView;

/** {@code /why}: the last error, and what blocked calls wait for, from evidence. */
public final class WhyCommand {
    private final Session session;
    private final Jobs jobs;
    private final UserInterface front;
    private final Diagnosis collector;

    public WhyCommand(Session session, Kernel kernel, Jobs jobs, UserInterface front) {
        this.session = session;
        this.jobs = jobs;
        this.front = front;
        this.collector = new Diagnosis(session, kernel);
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.WHY, (_, _) -> why());
    }

    private StepResult why() {
        Messages messages = Messages.in(session.settings().language());
        EvidenceView view = new EvidenceView(messages);
        List<OutputLine> lines = new ArrayList<>();
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
        return StepResult.DONE;
    }

    private Optional<Event.Finished> lastFailure() {
        return session.journal().events().reversed().stream()
                .filter(e ->
                        e instanceof Event.Finished f && f.id().typed() && !(f.outcome() instanceof Outcome.Returned))
                .map(Event.Finished.class::cast)
                .findFirst();
    }

    private void explain(Event.Finished call, Messages messages, EvidenceView view, List<OutputLine> lines) {
        String head = "$" + call.id().number() + "  "
                + Escape.printable(call.id().line().strip()) + "  => " + ResultView.result(call);
        wrap(lines, OutputLine.Kind.FAILURE, head, "    ");
        List<Event> before =
                session.journal().events().stream().takeWhile(e -> e != call).toList();
        say(lines, List.of(new ReasonView(messages, () -> before).sentence(call)));
        if (call.outcome() instanceof Outcome.Failed f) {
            collector.of(call, f.errno()).forEach(e -> say(lines, view.lines(e)));
            say(lines, List.of(messages.say("cause.explain", f.errno().name())));
        }
    }

    private void say(List<OutputLine> lines, List<String> texts) {
        texts.forEach(t -> wrap(lines, OutputLine.Kind.PRINTED, t, "  "));
    }

    private void wrap(List<OutputLine> lines, OutputLine.Kind kind, String text, String rest) {
        String own = text.startsWith(" ")
                ? " ".repeat(text.length() - text.stripLeading().length())
                : "";
        String indent = own;
        for (String line : DisplayWidth.wrap(text, front.columns() - own.length() - rest.length())) {
            lines.add(new OutputLine(kind, indent + line));
            indent = own + rest;
        }
    }
}
