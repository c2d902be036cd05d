package socklab.page.live;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.service.Reach;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** {@code /class [PORT] [--any]}, {@code /class off}: the session as a page for everyone in the room. */
public final class ClassCommand {
    private static final String OFF = "off";
    private static final String ANY = "--any";
    private static final int MOST_PORT = 65_535;

    private final Shell shell;
    private final UserInterface ui;
    private final ClassRoom room;

    public ClassCommand(Shell shell, UserInterface ui, ClassRoom room) {
        this.shell = shell;
        this.ui = ui;
        this.room = room;
    }

    /** Gives the word to the shell's interpreter. */
    public void register() {
        shell.interpreter().handle(ShellWord.CLASS, (c, _) -> run(c));
    }

    private StepResult run(Command.Shell command) throws ShellWordError {
        List<Token> args = command.args();
        if (args.isEmpty() && room.address().isPresent()) {
            say(List.of(text("class.looks", room.address().get().url(), room.viewers())));
            return StepResult.DONE;
        }
        if (args.size() == 1 && args.getFirst().text().equals(OFF)) {
            return off(command);
        }
        if (room.address().isPresent()) {
            throw ShellWordError.at(
                    command,
                    command.name(),
                    Message.of("class.fault.open", room.address().get().url()),
                    Message.of("class.cure.open"));
        }
        return open(command, config(command));
    }

    private StepResult off(Command.Shell command) throws ShellWordError {
        if (room.address().isEmpty()) {
            throw ShellWordError.at(
                    command,
                    command.args().getFirst(),
                    Message.of("class.fault.none"),
                    Message.of(
                            "cure.usage", command.word().usage(), command.word().example()));
        }
        room.close();
        say(List.of(text("class.off")));
        return StepResult.DONE;
    }

    private static ClassServer.Config config(Command.Shell command) throws ShellWordError {
        Reach reach = Reach.LOOPBACK;
        Optional<Integer> port = Optional.empty();
        for (Token word : command.args()) {
            if (word.text().equals(ANY)) {
                reach = Reach.ANY;
            } else if (port.isEmpty()
                    && word.text().matches("\\d{1,5}")
                    && Integer.parseInt(word.text()) <= MOST_PORT) {
                port = Optional.of(Integer.parseInt(word.text()));
            } else {
                throw ShellWordError.at(
                        command,
                        word,
                        Message.of("class.fault.word", word.text()),
                        Message.of(
                                "cure.usage",
                                command.word().usage(),
                                command.word().example()));
            }
        }
        return new ClassServer.Config(reach, port.orElse(ClassRoom.USUAL_PORT));
    }

    private StepResult open(Command.Shell command, ClassServer.Config config) throws ShellWordError {
        List<String> lines;
        try {
            lines = room.open(config.reach(), config.port());
        } catch (IOException e) {
            throw ShellWordError.at(
                    command,
                    command.args().isEmpty() ? command.name() : command.args().getFirst(),
                    Message.of("class.fault.port", config.port(), String.valueOf(e.getMessage())),
                    Message.of("class.cure.port"));
        }
        say(lines);
        return StepResult.DONE;
    }

    private Messages messages() {
        return Messages.in(shell.session().settings().language());
    }

    private String text(String key, Object... args) {
        return messages().say(key, args);
    }

    private void say(List<String> lines) {
        ui.say(lines.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
    }
}
