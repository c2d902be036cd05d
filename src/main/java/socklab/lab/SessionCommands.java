package socklab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.session.Job;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** The words for the session itself: write it as a lab, start it over, run it or the one before it again. */
final class SessionCommands {
    private static final String RESTORE = "-restore";

    private final Shell shell;
    private final UserInterface ui;
    private final SessionRecording recording;
    private Optional<SessionLog> log = Optional.empty();

    SessionCommands(Shell shell, UserInterface ui) {
        this.shell = shell;
        this.ui = ui;
        this.recording = new SessionRecording(shell.session(), shell.kernel());
    }

    void register() {
        shell.interpreter().handle(ShellWord.SAVE, (c, _) -> save(c));
        shell.interpreter().handle(ShellWord.RESET, (_, job) -> reset(job));
        shell.interpreter().handle(ShellWord.RELOAD, this::reload);
        if (shell.session().policy().trusted()) {
            shell.session().journal().listen(recording);
        }
    }

    void remember(Path state) {
        SessionLog kept = new SessionLog(state);
        log = Optional.of(kept);
        recording.log(kept::append);
    }

    private void say(String key, Object... args) {
        ui.say(List.of(new OutputLine(
                OutputLine.Kind.NOTE,
                Messages.in(shell.session().settings().language()).say(key, args))));
    }

    private StepResult save(Command.Shell command) throws ShellWordError {
        if (command.args().isEmpty()) {
            throw ShellWordError.usage(command);
        }
        Token file = new Token(command.rest().text(), command.rest().span());
        try {
            Path path = Path.of(file.text());
            String name = String.valueOf(path.getFileName()).replaceFirst("\\.lab$", "");
            List<String> lines = LabWriter.lab(recording, name);
            Files.write(path, lines);
            say("note.saved", file.text(), lines.size());
            return StepResult.DONE;
        } catch (IOException | IllegalArgumentException e) {
            throw ShellWordError.at(
                    command, file, Message.of("fault.notWritten", file.text()), Message.of("cure.file"));
        }
    }

    private StepResult reset(Job job) {
        shell.reset(job);
        recording.clear();
        log.ifPresent(SessionLog::startOver);
        return StepResult.DONE;
    }

    private StepResult reload(Command.Shell command, Job job) throws ShellWordError {
        boolean restore =
                !command.args().isEmpty() && command.args().getFirst().text().equals(RESTORE);
        if (!command.args().isEmpty() && !restore) {
            throw ShellWordError.at(
                    command,
                    command.args().getFirst(),
                    Message.of("fault.choice", command.args().getFirst().text()),
                    Message.of("cure.oneOf", RESTORE));
        }
        Optional<List<String>> kept = restore ? log.flatMap(SessionLog::previous) : Optional.of(recording.lines());
        if (kept.isEmpty()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("fault.noSession"), Message.of("cure.noSession"));
        }
        List<String> lines = LabWriter.bare(kept.get());
        StepResult _ = reset(job);
        shell.session().journal().append(new Event.Note(System.nanoTime(), Message.of("note.reload", lines.size())));
        ScriptBuilder steps = new ScriptBuilder();
        lines.forEach(l -> steps.add(l, 0));
        return shell.interpreter().run(steps.build(), job, Interpreter.Observer.NONE);
    }
}
