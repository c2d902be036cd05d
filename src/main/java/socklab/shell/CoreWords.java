package socklab.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import socklab.call.Bytes;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.lang.Ref;
import socklab.lang.Refs;
import socklab.lang.Suggest;
import socklab.lang.Times;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.session.Evaluator;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Jobs;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.session.Value;
import socklab.text.Msg;

/** The words that every front end has: leave, use, ask, print, sleep, run again, start over. */
public final class CoreWords {
    /** More is no text for a screen, and would only take memory. */
    private static final int MOST_PRINTED = 16 << 20;

    private final Session session;
    private final Evaluator evaluator;
    private final Interpreter interpreter;
    private final Jobs jobs;
    private final Front front;
    private final List<Runnable> closing = new CopyOnWriteArrayList<>();

    public CoreWords(Session session, Evaluator evaluator, Interpreter interpreter, Jobs jobs, Front front) {
        this.session = session;
        this.evaluator = evaluator;
        this.interpreter = interpreter;
        this.jobs = jobs;
        this.front = front;
    }

    /** Gives the words to an interpreter. */
    public void register() {
        interpreter.handle(Word.EXIT, (_, _) -> Ran.EXIT);
        interpreter.handle(Word.USE, (c, _) -> use(c));
        interpreter.handle(Word.ASK, (c, _) -> ask(c));
        interpreter.handle(Word.PRINT, this::print);
        interpreter.handle(Word.SLEEP, CoreWords::sleep);
        interpreter.handle(Word.RERUN, this::rerun);
        interpreter.handle(Word.RESET, (_, job) -> reset(job));
    }

    private Ran use(Command.Shell command) throws WordError {
        if (command.args().isEmpty()) {
            throw WordError.usage(command);
        }
        session.use(socket(command, command.args().getFirst()));
        return Ran.DONE;
    }

    private Socket socket(Command.Shell command, Token name) throws WordError {
        Optional<Socket> socket = session.socket(name.text());
        if (socket.isPresent()) {
            return socket.get();
        }
        Optional<String> near = Suggest.nearest(name.text(), session.sockets().stream().map(Socket::name).toList());
        throw WordError.at(command, name, Msg.of("fault.socket", name.text()),
                near.map(n -> Msg.of("cure.mean", n)).orElse(Msg.of("cure.socket")));
    }

    /** {@code /ask name "prompt"}: input() of the note. */
    private Ran ask(Command.Shell command) throws WordError {
        if (command.args().isEmpty()) {
            throw WordError.usage(command);
        }
        Token name = command.args().getFirst();
        if (!Parser.validName(name.text())) {
            throw WordError.at(command, name, Msg.of("fault.name", name.text()), Msg.of("cure.name"));
        }
        String prompt = command.line().substring(name.span().end(), command.rest().span().end()).strip();
        boolean quoted = prompt.length() > 1 && "\"“＂".indexOf(prompt.charAt(0)) >= 0 && "\"”＂".indexOf(prompt.charAt(prompt.length() - 1)) >= 0;
        Optional<String> answer = front.ask(quoted ? prompt.substring(1, prompt.length() - 1) : prompt);
        if (answer.isEmpty()) {
            throw WordError.at(command, command.name(), Msg.of("fault.noAnswer"), Msg.of("cure.noAnswer"));
        }
        if (!session.define(name.text(), new Value.OfText(Bytes.utf8(answer.get())))) {
            throw WordError.at(command, name, Msg.of("fault.nameTaken", name.text()), Msg.of("cure.nameTaken"));
        }
        return Ran.DONE;
    }

    private Ran print(Command.Shell command, Job job) throws WordError {
        StringBuilder text = new StringBuilder();
        String line = command.line();
        int from = command.rest().span().start();
        for (Ref ref : Refs.in(command.rest().text(), from)) {
            text.append(line, from, ref.span().start());
            text.append(evaluator.text(ref, line, job).orElse(line.substring(ref.span().start(), ref.span().end())));
            from = ref.span().end();
            if (text.length() > MOST_PRINTED) {
                throw WordError.at(command, command.name(), Msg.of("fault.messageSize"), Msg.of("cure.size", MOST_PRINTED));
            }
        }
        text.append(line, from, command.rest().span().end());
        session.journal().append(new Event.Printed(System.nanoTime(), text.toString()));
        return Ran.DONE;
    }

    private static Ran sleep(Command.Shell command, Job job) throws WordError {
        if (command.args().isEmpty()) {
            throw WordError.usage(command);
        }
        Token time = command.args().getFirst();
        return switch (Times.read(time.text())) {
            case Times.Time.Of t -> job.sleep(t.nanos()) ? Ran.DONE : Ran.CANCELLED;
            case Times.Time.Wrong w -> throw WordError.at(command, time, w.fault(), w.cure());
        };
    }

    /** {@code /!}, {@code /-2}, {@code /7}: the line of an earlier call, run again. */
    private Ran rerun(Command.Shell command, Job job) throws WordError {
        String typed = command.name().text().substring(1);
        List<Event.Finished> calls = session.journal().events().stream()
                .filter(e -> e instanceof Event.Finished f && f.id().typed()).map(Event.Finished.class::cast)
                .sorted(Comparator.comparingInt(f -> f.id().number())).toList();
        int wanted = typed.equals("!") ? -1 : Integer.parseInt(typed.substring(0, Math.min(typed.length(), 9)));
        Optional<Event.Finished> found = wanted < 0
                ? Optional.of(calls.size() + wanted).filter(i -> i >= 0).map(calls::get)
                : calls.stream().filter(f -> f.id().number() == wanted).findFirst();
        if (found.isEmpty()) {
            throw WordError.at(command, command.name(), Msg.of("fault.noCallNumber", typed), Msg.of("cure.noCallNumber"));
        }
        StepBuilder steps = new StepBuilder();
        steps.add(found.get().id().line(), 0);
        session.journal().append(new Event.Note(System.nanoTime(), Msg.of("note.rerun", found.get().id().line().strip())));
        return interpreter.run(steps.build(), job, Interpreter.Observer.NONE);
    }

    private Ran reset(Job job) {
        closeAll(job);
        session.clear();
        return Ran.DONE;
    }

    /** Has something done whenever all is closed: at the end, and to start over. */
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
