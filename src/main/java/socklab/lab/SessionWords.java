package socklab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.session.Event;
import socklab.session.Job;
import socklab.shell.Front;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.StepBuilder;
import socklab.shell.WordError;
import socklab.shell.Workbench;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Said;

/** The words for the session itself: write it as a lab, start it over, run it or the one before it again. */
final class SessionWords {
    private static final String RESTORE = "-restore";

    private final Workbench bench;
    private final Front front;
    private final Recording recording;
    private Optional<SessionLog> log = Optional.empty();

    SessionWords(Workbench bench, Front front) {
        this.bench = bench;
        this.front = front;
        this.recording = new Recording(bench.session(), bench.kernel());
    }

    void register() {
        bench.interpreter().handle(Word.SAVE, (c, _) -> save(c));
        bench.interpreter().handle(Word.RESET, (_, job) -> reset(job));
        bench.interpreter().handle(Word.RELOAD, this::reload);
        if (bench.session().policy().trusted()) {
            bench.session().journal().listen(recording);
        }
    }

    void remember(Path state) {
        SessionLog kept = new SessionLog(state);
        log = Optional.of(kept);
        recording.log(kept::append);
    }

    private void say(String key, Object... args) {
        front.say(List.of(new Said(Said.Kind.NOTE, Messages.in(bench.session().settings().language()).say(key, args))));
    }

    private Ran save(Command.Shell command) throws WordError {
        if (command.args().isEmpty()) {
            throw WordError.usage(command);
        }
        Token file = new Token(command.rest().text(), command.rest().span());
        try {
            Path path = Path.of(file.text());
            String name = String.valueOf(path.getFileName()).replaceFirst("\\.lab$", "");
            List<String> lines = Recorder.lab(recording, name);
            Files.write(path, lines);
            say("note.saved", file.text(), lines.size());
            return Ran.DONE;
        } catch (IOException | IllegalArgumentException e) {
            throw WordError.at(command, file, Msg.of("fault.notWritten", file.text()), Msg.of("cure.file"));
        }
    }

    private Ran reset(Job job) {
        bench.reset(job);
        recording.clear();
        log.ifPresent(SessionLog::startOver);
        return Ran.DONE;
    }

    private Ran reload(Command.Shell command, Job job) throws WordError {
        boolean restore = !command.args().isEmpty() && command.args().getFirst().text().equals(RESTORE);
        if (!command.args().isEmpty() && !restore) {
            throw WordError.at(command, command.args().getFirst(), Msg.of("fault.choice", command.args().getFirst().text()), Msg.of("cure.oneOf", RESTORE));
        }
        Optional<List<String>> kept = restore ? log.flatMap(SessionLog::previous) : Optional.of(recording.lines());
        if (kept.isEmpty()) {
            throw WordError.at(command, command.name(), Msg.of("fault.noSession"), Msg.of("cure.noSession"));
        }
        List<String> lines = Recorder.bare(kept.get());
        Ran _ = reset(job);
        bench.session().journal().append(new Event.Note(System.nanoTime(), Msg.of("note.reload", lines.size())));
        StepBuilder steps = new StepBuilder();
        lines.forEach(l -> steps.add(l, 0));
        return bench.interpreter().run(steps.build(), job, Interpreter.Observer.NONE);
    }
}
