package socklab.help.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Jobs;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.shell.Interpreter;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.DisplayWidth;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.ReasonView;
import socklab.view.ResultView;
import socklab.view.WaitView;
import socklab.view.reason.Facts;
import socklab.view.reason.Rules;

/** {@code /why}: what blocked calls wait for, and why the last call failed. */
public final class WhyCommand {
    private final Session session;
    private final Kernel kernel;
    private final Jobs jobs;
    private final UserInterface ui;

    public WhyCommand(Session session, Kernel kernel, Jobs jobs, UserInterface ui) {
        this.session = session;
        this.kernel = kernel;
        this.jobs = jobs;
        this.ui = ui;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.WHY, (command, _) -> command.args().isEmpty() ? why() : why(command));
    }

    private StepResult why() {
        Messages messages = Messages.in(session.settings().language());
        List<OutputLine> lines = new ArrayList<>();
        List<Job> blocked =
                jobs.background().stream().filter(job -> job.call().isPresent()).toList();
        blocked.forEach(job -> job.call().ifPresent(call -> waits(job, call, messages, lines)));
        Optional<Event.Finished> failed = lastFailure().filter(f -> blocked.isEmpty() || current(f, blocked));
        if (failed.isPresent()) {
            explain(failed.get(), messages, lines);
        } else if (blocked.isEmpty()) {
            say(lines, messages, List.of(Message.of("why.noError")));
        }
        ui.say(lines);
        return StepResult.DONE;
    }

    /** {@code /why N}: why that call failed. */
    private StepResult why(Command.Shell command) throws ShellWordError {
        Token typed = command.args().getFirst();
        String number = typed.text().replaceFirst("^\\$", "");
        Optional<Event.Finished> call =
                number.matches("\\d{1,9}") ? session.call(Integer.parseInt(number)) : Optional.empty();
        if (call.isEmpty()) {
            throw ShellWordError.at(
                    command, typed, Message.of("fault.noCallNumber", typed.text()), Message.of("cure.noCallNumber"));
        }
        Messages messages = Messages.in(session.settings().language());
        List<OutputLine> lines = new ArrayList<>();
        if (call.get().outcome() instanceof Outcome.Returned) {
            say(lines, messages, List.of(Message.of("why.well", number, ResultView.result(call.get()))));
            say(
                    lines,
                    messages,
                    Rules.seen(
                            call.get(),
                            session.journal()::events,
                            facts(call.get().socket())));
        } else {
            explain(call.get(), messages, lines);
        }
        ui.say(lines);
        return StepResult.DONE;
    }

    private Optional<Event.Finished> lastFailure() {
        return finished()
                .filter(f -> !(f.outcome() instanceof Outcome.Returned))
                .reduce((_, later) -> later);
    }

    private Stream<Event.Finished> finished() {
        return session.journal().events().stream()
                .filter(Event.Finished.class::isInstance)
                .map(Event.Finished.class::cast)
                .filter(f -> f.id().typed());
    }

    /** Beside blocked calls an old failure matters only if it is the newest call, or concerns one of their sockets. */
    private boolean current(Event.Finished failed, List<Job> blocked) {
        boolean newest = finished().noneMatch(f -> f.at() > failed.at());
        boolean theirs = blocked.stream()
                .flatMap(job -> job.call().stream())
                .flatMap(call -> call.call().socket().stream())
                .anyMatch(s -> failed.socket().filter(t -> t.id() == s.id()).isPresent());
        return newest || theirs && !mended(failed);
    }

    /** Whether the same call succeeded on the same socket later. */
    private boolean mended(Event.Finished failed) {
        return finished()
                .anyMatch(f -> f.at() > failed.at()
                        && f.outcome() instanceof Outcome.Returned
                        && f.invocation().call() == failed.invocation().call()
                        && f.socket().map(Socket::id).equals(failed.socket().map(Socket::id)));
    }

    private void waits(Job job, Job.InCall call, Messages messages, List<OutputLine> lines) {
        Optional<Socket> socket = call.call().socket();
        MachineFacts facts = facts(socket);
        long waited = System.nanoTime() - call.since();
        List<Message> said = new ArrayList<>();
        said.add(Message.of(
                "why.waits",
                job.number().orElse(0),
                call.call().id().line().strip(),
                String.format(Locale.ROOT, "%.1f", waited / 1e9),
                WaitView.reason(call.call(), socket.flatMap(facts::status), messages)));
        said.addAll(Rules.unanswered(call.call(), call.since(), session.journal()::events, facts));
        socket.ifPresent(s -> new SocketEvidence(facts).state(s, said));
        say(lines, messages, said);
    }

    /** Facts about the network that a socket is in. */
    private MachineFacts facts(Optional<Socket> socket) {
        return new MachineFacts(session, kernel, socket.flatMap(Socket::host).flatMap(session::host));
    }

    private void explain(Event.Finished call, Messages messages, List<OutputLine> lines) {
        String head = "$" + call.id().number() + "  "
                + Escape.printable(call.id().line().strip()) + "  => " + ResultView.result(call);
        wrap(lines, OutputLine.Kind.FAILURE, head, "    ");
        if (call.outcome() instanceof Outcome.Failed failed) {
            failed(call, failed.errno(), messages, lines);
        } else {
            lines.addAll(wrapped(new ReasonView(messages, session.journal()::events).sentence(call)));
        }
    }

    private void failed(Event.Finished call, Errno errno, Messages messages, List<OutputLine> lines) {
        Facts facts = call.id().origin() == Event.Origin.TRACED
                ? new LogFacts(call, session.journal().events())
                : facts(call.socket());
        Optional<List<Message>> proved = Rules.explain(call, session.journal()::events, facts);
        List<Message> unanswered = Rules.unanswered(call, session.journal()::events, facts);
        proved.ifPresentOrElse(
                said -> say(lines, messages, said), () -> lines.addAll(wrapped(ReasonView.documented(call, messages))));
        say(lines, messages, unanswered);
        List<Message> evidence = new SocketEvidence(facts).of(call, errno, before(call));
        say(lines, messages, evidence);
        if (proved.isEmpty() && unanswered.isEmpty()) {
            List<Message> looked = facts.looked().stream().map(Message::of).toList();
            say(lines, messages, List.of(Message.of("why.unknown", looked)));
        }
        say(lines, messages, List.of(Message.of("why.explain", errno.name())));
    }

    /** The typed calls on the same socket before, and the one that made it. */
    private List<Event.Finished> before(Event.Finished call) {
        int id = call.socket().map(Socket::id).orElse(0);
        return id == 0
                ? List.of()
                : finished()
                        .filter(f -> f.at() < call.at()
                                && f.id().number() != call.id().number())
                        .filter(f -> f.id().number() == Math.abs(id)
                                || f.socket().filter(s -> s.id() == id).isPresent())
                        .toList();
    }

    private void say(List<OutputLine> lines, Messages messages, List<Message> said) {
        said.forEach(m -> lines.addAll(wrapped(ReasonView.text(m, messages))));
    }

    private List<OutputLine> wrapped(String text) {
        List<OutputLine> lines = new ArrayList<>();
        wrap(lines, OutputLine.Kind.PRINTED, text, "  ");
        return lines;
    }

    private void wrap(List<OutputLine> lines, OutputLine.Kind kind, String text, String rest) {
        String own = " ".repeat(text.length() - text.stripLeading().length());
        String indent = own;
        for (String line : DisplayWidth.wrap(text, ui.columns() - own.length() - rest.length())) {
            lines.add(new OutputLine(kind, indent + line));
            indent = own + rest;
        }
    }
}
