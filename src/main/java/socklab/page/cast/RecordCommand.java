package socklab.page.cast;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** {@code /record FILE [--v3]}, {@code /record off}: the screen as an asciicast, from now on. */
public final class RecordCommand {
    private static final String OFF = "off";
    private static final String V3 = "--v3";
    private static final double MILLIS = 1e3;

    private final Shell shell;
    private final UserInterface ui;
    private final Consumer<Event> markers = this::mark;
    private Optional<Recording> recording = Optional.empty();
    private String file = "";

    public RecordCommand(Shell shell, UserInterface ui) {
        this.shell = shell;
        this.ui = ui;
    }

    /** Gives the word to the shell's interpreter. */
    public void register() {
        shell.interpreter().handle(ShellWord.RECORD, (c, _) -> record(c));
        shell.onEnd(this::end);
    }

    private StepResult record(Command.Shell command) throws ShellWordError {
        List<Token> words =
                command.args().stream().filter(a -> !a.text().equals(V3)).toList();
        if (words.size() != 1) {
            throw ShellWordError.usage(command);
        }
        Token word = words.getFirst();
        if (word.text().equals(OFF)) {
            return off(command, word);
        }
        if (recording.isPresent()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("record.fault.runs", file), Message.of("record.cure.runs"));
        }
        start(command, word, command.args().size() == 1 ? CastFormat.V2 : CastFormat.V3);
        return StepResult.DONE;
    }

    private void start(Command.Shell command, Token word, CastFormat format) throws ShellWordError {
        try {
            recording = Recording.start(ui, Path.of(word.text()), format, "socklab");
        } catch (IOException | IllegalArgumentException e) {
            throw ShellWordError.at(
                    command, word, Message.of("fault.notWritten", word.text()), Message.of("cure.file"));
        }
        if (recording.isEmpty()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("record.fault.screen"), Message.of("record.cure.screen"));
        }
        file = word.text();
        shell.session().journal().listen(markers);
        say("record.started", file);
    }

    private void mark(Event event) {
        Optional<String> line = event.lineTyped().map(String::strip).filter(l -> !l.isEmpty() && !isRecord(l));
        recording.ifPresent(r -> line.ifPresent(r::runs));
    }

    /** Whether a line only begins or ends a recording: that is no step of it. */
    private static boolean isRecord(String line) {
        return Parser.parse(line).command() instanceof Command.Shell s && s.word() == ShellWord.RECORD;
    }

    private StepResult off(Command.Shell command, Token word) throws ShellWordError {
        if (recording.isEmpty()) {
            throw ShellWordError.at(
                    command,
                    word,
                    Message.of("record.fault.none"),
                    Message.of(
                            "cure.usage", command.word().usage(), command.word().example()));
        }
        end();
        return StepResult.DONE;
    }

    private void end() {
        Optional<Recording> ended = recording;
        recording = Optional.empty();
        shell.session().journal().unlisten(markers);
        ended.ifPresent(r -> {
            try {
                written(r.end());
            } catch (IOException e) {
                say("record.lost", file, e.getMessage());
            }
        });
    }

    private void written(Recording.Summary summary) {
        say("record.written", file, seconds(summary.time()), summary.markers());
        if (summary.full()) {
            say("record.full", Recording.MOST_MEGABYTES);
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / MILLIS);
    }

    private void say(String key, Object... args) {
        Messages messages = Messages.in(shell.session().settings().language());
        ui.say(List.of(new OutputLine(OutputLine.Kind.NOTE, messages.say(key, args))));
    }
}
