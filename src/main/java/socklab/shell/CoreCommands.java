package socklab.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import socklab.call.Bytes;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.DurationParser;
import socklab.lang.Parser;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.lang.ValueRef;
import socklab.lang.ValueRefs;
import socklab.session.Evaluator;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Jobs;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.session.Variable;
import socklab.text.Message;

/** The shell words that every front end has: leave, use, ask, print, sleep, run again, start over. */
public final class CoreCommands {
    /** The most characters that /print prints. */
    private static final int MOST_PRINTED = 16 << 20;

    private final Session session;
    private final Evaluator evaluator;
    private final Interpreter interpreter;
    private final Jobs jobs;
    private final UserInterface ui;
    private final List<Runnable> closing = new CopyOnWriteArrayList<>();

    public CoreCommands(Session session, Evaluator evaluator, Interpreter interpreter, Jobs jobs, UserInterface ui) {
        this.session = session;
        this.evaluator = evaluator;
        this.interpreter = interpreter;
        this.jobs = jobs;
        this.ui = ui;
    }

    /** Gives the words to an interpreter. */
    public void register() {
        interpreter.handle(ShellWord.EXIT, (_, _) -> StepResult.EXIT);
        interpreter.handle(ShellWord.USE, (c, _) -> use(c));
        interpreter.handle(ShellWord.ASK, (c, _) -> ask(c));
        interpreter.handle(ShellWord.PRINT, this::print);
        interpreter.handle(ShellWord.SLEEP, CoreCommands::sleep);
        interpreter.handle(ShellWord.RERUN, this::rerun);
        interpreter.handle(ShellWord.RESET, (_, job) -> reset(job));
    }

    private StepResult use(Command.Shell command) throws ShellWordError {
        if (command.args().isEmpty()) {
            throw ShellWordError.usage(command);
        }
        session.use(socket(command, command.args().getFirst()));
        return StepResult.DONE;
    }

    private Socket socket(Command.Shell command, Token name) throws ShellWordError {
        Optional<Socket> socket = session.socket(name.text());
        if (socket.isPresent()) {
            return socket.get();
        }
        Optional<String> near = DidYouMean.nearest(
                name.text(), session.sockets().stream().map(Socket::name).toList());
        throw ShellWordError.at(
                command,
                name,
                Message.of("fault.socket", name.text()),
                near.map(n -> Message.of("cure.mean", n)).orElse(Message.of("cure.socket")));
    }

    /** {@code /ask name "prompt"}: input() of the note. */
    private StepResult ask(Command.Shell command) throws ShellWordError {
        if (command.args().isEmpty()) {
            throw ShellWordError.usage(command);
        }
        Token name = command.args().getFirst();
        if (!Parser.validName(name.text())) {
            throw ShellWordError.at(command, name, Message.of("fault.name", name.text()), Message.of("cure.name"));
        }
        String prompt = command.line()
                .substring(name.span().end(), command.rest().span().end())
                .strip();
        boolean quoted = prompt.length() > 1
                && "\"“＂".indexOf(prompt.charAt(0)) >= 0
                && "\"”＂".indexOf(prompt.charAt(prompt.length() - 1)) >= 0;
        Optional<String> answer = ui.ask(quoted ? prompt.substring(1, prompt.length() - 1) : prompt);
        if (answer.isEmpty()) {
            throw ShellWordError.at(command, command.name(), Message.of("fault.noAnswer"), Message.of("cure.noAnswer"));
        }
        if (!session.define(name.text(), new Variable.OfText(Bytes.utf8(answer.get())))) {
            throw ShellWordError.at(
                    command, name, Message.of("fault.nameTaken", name.text()), Message.of("cure.nameTaken"));
        }
        return StepResult.DONE;
    }

    private StepResult print(Command.Shell command, Job job) throws ShellWordError {
        StringBuilder text = new StringBuilder();
        String line = command.line();
        int from = command.rest().span().start();
        for (ValueRef ref : ValueRefs.in(command.rest().text(), from)) {
            text.append(line, from, ref.span().start());
            text.append(evaluator
                    .text(ref, line, job)
                    .orElse(line.substring(ref.span().start(), ref.span().end())));
            from = ref.span().end();
            if (text.length() > MOST_PRINTED) {
                throw ShellWordError.at(
                        command,
                        command.name(),
                        Message.of("fault.messageSize"),
                        Message.of("cure.size", MOST_PRINTED));
            }
        }
        text.append(line, from, command.rest().span().end());
        session.journal().append(new Event.Printed(System.nanoTime(), text.toString()));
        return StepResult.DONE;
    }

    private static StepResult sleep(Command.Shell command, Job job) throws ShellWordError {
        if (command.args().isEmpty()) {
            throw ShellWordError.usage(command);
        }
        Token time = command.args().getFirst();
        return switch (DurationParser.read(time.text())) {
            case DurationParser.Time.Of t -> job.sleep(t.nanos()) ? StepResult.DONE : StepResult.CANCELLED;
            case DurationParser.Time.Wrong w -> throw ShellWordError.at(command, time, w.fault(), w.cure());
        };
    }

    /** {@code /!}, {@code /-2}, {@code /7}: the line of an earlier call, run again. */
    private StepResult rerun(Command.Shell command, Job job) throws ShellWordError {
        String typed = command.name().text().substring(1);
        List<Event.Finished> calls = session.journal().events().stream()
                .filter(e -> e instanceof Event.Finished f && f.id().typed())
                .map(Event.Finished.class::cast)
                .sorted(Comparator.comparingInt(f -> f.id().number()))
                .toList();
        int wanted = typed.equals("!") ? -1 : Integer.parseInt(typed.substring(0, Math.min(typed.length(), 9)));
        Optional<Event.Finished> found = wanted < 0
                ? Optional.of(calls.size() + wanted).filter(i -> i >= 0).map(calls::get)
                : calls.stream().filter(f -> f.id().number() == wanted).findFirst();
        if (found.isEmpty()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("fault.noCallNumber", typed), Message.of("cure.noCallNumber"));
        }
        ScriptBuilder steps = new ScriptBuilder();
        steps.add(found.get().id().line(), 0);
        session.journal()
                .append(new Event.Note(
                        System.nanoTime(),
                        Message.of("note.rerun", found.get().id().line().strip())));
        return interpreter.run(steps.build(), job, Interpreter.Observer.NONE);
    }

    private StepResult reset(Job job) {
        closeAll(job);
        session.clear();
        return StepResult.DONE;
    }

    /** Runs an action whenever all is closed: at the end, and on /reset. */
    public void onClose(Runnable action) {
        closing.add(action);
    }

    /** Ends all jobs and closes all sockets. */
    public void closeAll(Job job) {
        closing.forEach(Runnable::run);
        jobs.endAll();
        session.sockets().forEach(s -> evaluator.discard(s, job));
    }
}
