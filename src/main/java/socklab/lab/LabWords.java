package socklab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import socklab.lang.Command;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.session.Job;
import socklab.shell.Front;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.WordError;
import socklab.shell.Workbench;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Said;

/** The words for labs: write the session as one, run one here. */
public final class LabWords {
    private final Workbench bench;
    private final Front front;

    public LabWords(Workbench bench, Front front) {
        this.bench = bench;
        this.front = front;
    }

    /** Gives the words to the workbench's interpreter. */
    public void register() {
        bench.interpreter().handle(Word.SAVE, (c, _) -> save(c));
        bench.interpreter().handle(Word.OPEN, this::open);
    }

    private static Token file(Command.Shell command) throws WordError {
        if (command.args().isEmpty()) {
            throw WordError.usage(command);
        }
        return new Token(command.rest().text(), command.rest().span());
    }

    private Ran save(Command.Shell command) throws WordError {
        Token file = file(command);
        try {
            List<String> lines = Recorder.lines(bench.session().journal().events());
            Files.write(Path.of(file.text()), lines);
            Messages messages = Messages.in(bench.session().settings().language());
            front.say(List.of(new Said(Said.Kind.NOTE, messages.say("note.saved", file.text(), lines.size()))));
            return Ran.DONE;
        } catch (IOException | IllegalArgumentException e) {
            throw WordError.at(command, file, Msg.of("fault.notWritten", file.text()), Msg.of("cure.file"));
        }
    }

    private Ran open(Command.Shell command, Job job) throws WordError {
        Token file = file(command);
        try {
            Lab lab = LabReader.read(Path.of(file.text()));
            return bench.interpreter().run(lab.steps(), job, Interpreter.Observer.NONE);
        } catch (IOException | IllegalArgumentException e) {
            throw WordError.at(command, file, Msg.of("fault.file", file.text()), Msg.of("cure.file"));
        }
    }
}
