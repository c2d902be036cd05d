package socklab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.lab.strace.TracedSession;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.session.Job;
import socklab.shell.AtomicFile;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.TextTable;

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

    /** Writes the session to a log in a state folder from now on. */
    void remember(Path state, SavedSession.Source source) {
        SessionLog started = new SessionLog(state, source, e -> say("note.sessionLog", e.getMessage()));
        log = Optional.of(started);
        recording.log(started::append);
    }

    /**
     * Takes in what another program did, as if it had been done here: for the timeline, for reasons, and to be saved.
     */
    void take(ImportedLog log, String file) {
        shell.session().journal().load(log.events());
        recording.take(log.recording());
        TracedSession.Counts counts = log.counts();
        say("import.opened", file, counts.calls(), counts.failed(), counts.processes());
        say("import.words");
        if (!counts.complete()) {
            say("import.part");
        }
        if (!counts.timed()) {
            say("import.untimed");
        }
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
            AtomicFile.write(path, String.join("\n", lines) + "\n");
            say("note.saved", file.text(), lines.size());
            if (recording.isFull()) {
                say("note.savedPart", SessionRecording.MOST_LINES);
            }
            return StepResult.DONE;
        } catch (IOException | IllegalArgumentException e) {
            throw ShellWordError.at(
                    command, file, Message.of("fault.notWritten", file.text()), Message.of("cure.file"));
        }
    }

    Lab recorded(String title) {
        return LabReader.lab(Path.of(title + ".lab"), LabWriter.lab(recording, title));
    }

    private StepResult reset(Job job) {
        shell.reset(job);
        recording.clear();
        log.ifPresent(SessionLog::startOver);
        return StepResult.DONE;
    }

    private StepResult reload(Command.Shell command, Job job) throws ShellWordError {
        List<Token> args = command.args();
        if (args.isEmpty()) {
            return run(recording.lines(), job);
        }
        if (!args.getFirst().text().equals(RESTORE)) {
            throw ShellWordError.at(
                    command,
                    args.getFirst(),
                    Message.of("fault.choice", args.getFirst().text()),
                    Message.of("cure.oneOf", RESTORE));
        }
        List<SavedSession> ended = log.map(SessionLog::ended).orElse(List.of());
        if (ended.isEmpty()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("fault.noSession"), Message.of("cure.noSession"));
        }
        if (args.size() == 1 && ended.size() > 1) {
            return list(ended);
        }
        return run(lines(command, chosen(command, ended)), job);
    }

    /** The session that {@code /reload -restore N} names; without a number, the only one. */
    private static SavedSession chosen(Command.Shell command, List<SavedSession> ended) throws ShellWordError {
        if (command.args().size() == 1) {
            return ended.getFirst();
        }
        Token number = command.args().get(1);
        int index = number.text().matches("\\d{1,4}") ? Integer.parseInt(number.text()) : 0;
        if (index < 1 || index > ended.size()) {
            throw ShellWordError.at(
                    command,
                    number,
                    Message.of("fault.choice", number.text()),
                    Message.of("cure.sessionNumber", ended.size()));
        }
        return ended.get(index - 1);
    }

    private static List<String> lines(Command.Shell command, SavedSession session) throws ShellWordError {
        try {
            return session.lines();
        } catch (IOException e) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("fault.file", session.file()), Message.of("cure.noSession"));
        }
    }

    private StepResult list(List<SavedSession> ended) {
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
        Messages messages = Messages.in(shell.session().settings().language());
        List<List<String>> rows = new ArrayList<>();
        for (SavedSession session : ended) {
            List<String> lines;
            try {
                lines = session.lines();
            } catch (IOException e) {
                lines = List.of();
            }
            rows.add(List.of(
                    " ",
                    Integer.toString(rows.size() + 1),
                    format.format(session.start()),
                    messages.say("session." + session.source().name().toLowerCase(Locale.ROOT)),
                    messages.say("session.lines", lines.size()),
                    lines.isEmpty() ? "" : lines.getFirst()));
        }
        List<OutputLine> shown = new ArrayList<>();
        TextTable.lines(rows, ui.room()).forEach(l -> shown.add(new OutputLine(OutputLine.Kind.PRINTED, l)));
        shown.add(new OutputLine(OutputLine.Kind.NOTE, messages.say("session.choose")));
        ui.say(shown);
        return StepResult.DONE;
    }

    /** Starts over and runs lines again. */
    private StepResult run(List<String> recorded, Job job) {
        List<String> lines = LabWriter.bare(recorded);
        StepResult _ = reset(job);
        shell.session().journal().append(new Event.Note(System.nanoTime(), Message.of("note.reload", lines.size())));
        ScriptBuilder steps = new ScriptBuilder();
        lines.forEach(l -> steps.add(l, 0));
        return shell.interpreter().run(steps.build(), job, Interpreter.Observer.NONE);
    }
}
