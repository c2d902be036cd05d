package socklab.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import socklab.lab.Lab;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.shell.AtomicFile;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.ProblemView;

/** {@code /export}: writes the session so far as a program. */
public final class ExportCommand {
    private static final String SOCKET = "--socket";
    private static final String CHECK = "--check";
    private static final String ERRORS = "--errors";

    private final Shell shell;
    private final UserInterface ui;
    private final Function<String, Lab> recorded;

    /** @param recorded the record of the session, as a lab with that title */
    public ExportCommand(Shell shell, UserInterface ui, Function<String, Lab> recorded) {
        this.shell = shell;
        this.ui = ui;
        this.recorded = recorded;
    }

    /** Gives the word to the shell's interpreter. */
    public void register() {
        shell.interpreter().handle(ShellWord.EXPORT, (c, _) -> export(c));
    }

    private StepResult export(Command.Shell command) throws ShellWordError {
        List<Token> words = new ArrayList<>(command.args());
        boolean checked = words.removeIf(t -> t.text().equals(CHECK));
        boolean mistakes = words.removeIf(t -> t.text().equals(ERRORS));
        Optional<String> side = side(command, words);
        Optional<Token> option =
                words.stream().filter(t -> t.text().startsWith("--")).findFirst();
        if (option.isPresent()) {
            throw ShellWordError.at(
                    command,
                    option.get(),
                    Message.of("fault.choice", option.get().text()),
                    Message.of("cure.oneOf", String.join(", ", SOCKET, CHECK, ERRORS)));
        }
        if (words.size() != 2) {
            throw ShellWordError.usage(command);
        }
        Token word = words.getFirst();
        TargetLanguage language = TargetLanguage.of(word.text())
                .orElseThrow(() -> ShellWordError.at(
                        command,
                        word,
                        Message.of("fault.choice", word.text()),
                        Message.of("cure.oneOf", "python, c, java")));
        Token file = words.getLast();
        return write(command, language, file, side, checked, mistakes);
    }

    private static Optional<String> side(Command.Shell command, List<Token> words) throws ShellWordError {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).text().equals(SOCKET)) {
                words.remove(i);
                if (i == words.size()) {
                    throw ShellWordError.usage(command);
                }
                return Optional.of(words.remove(i).text());
            }
        }
        return Optional.empty();
    }

    private StepResult write(
            Command.Shell command,
            TargetLanguage language,
            Token file,
            Optional<String> side,
            boolean checked,
            boolean mistakes)
            throws ShellWordError {
        Messages messages = Messages.in(shell.session().settings().language());
        try {
            Path path = Path.of(file.text());
            String name = Exporter.name(path);
            ExportSettings settings =
                    new ExportSettings(messages.language(), side, checked, mistakes, Optional.of(name));
            String program = Exporter.session(recorded.apply(name), language, settings);
            AtomicFile.write(path, program);
            shell.session()
                    .journal()
                    .append(new Event.Note(
                            System.nanoTime(),
                            Message.of(
                                    "export.written",
                                    file.text(),
                                    program.lines().count())));
            return StepResult.DONE;
        } catch (Refusal refusal) {
            ui.say(ProblemView.lines(refusal.error(), "", messages).stream()
                    .map(l -> new OutputLine(OutputLine.Kind.ERROR, l))
                    .toList());
            return StepResult.WRONG;
        } catch (IOException | IllegalArgumentException e) {
            throw ShellWordError.at(
                    command, file, Message.of("fault.notWritten", file.text()), Message.of("cure.file"));
        }
    }
}
