package socklab.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Session;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.TextTable;

/** {@code /set}: what can be set, what it is set to, and setting it. */
public final class SetCommand {
    private final Session session;
    private final UserInterface ui;

    public SetCommand(Session session, UserInterface ui) {
        this.session = session;
        this.ui = ui;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.SET, (c, _) -> set(c));
    }

    private StepResult set(Command.Shell command) throws ShellWordError {
        if (command.args().isEmpty()) {
            return say(Arrays.asList(Setting.all()));
        }
        Token name = command.args().getFirst();
        Setting setting = Setting.named(name.text()).orElseThrow(() -> {
            List<String> words = Arrays.stream(Setting.all()).map(Setting::word).toList();
            Optional<String> near = DidYouMean.nearest(name.text(), words);
            return ShellWordError.at(
                    command,
                    name,
                    Message.of("fault.setting", name.text()),
                    near.map(n -> Message.of("cure.mean", n)).orElse(Message.of("cure.oneOf", words)));
        });
        if (command.args().size() == 1) {
            return say(List.of(setting));
        }
        Token value = command.args().get(1);
        String chosen = setting.value(value.text())
                .orElseThrow(() -> ShellWordError.at(
                        command,
                        value,
                        Message.of("fault.choice", value.text()),
                        Message.of("cure.oneOf", setting.choices())));
        session.set(s -> setting.set(s, chosen));
        return StepResult.DONE;
    }

    private StepResult say(List<Setting> settings) {
        Messages messages = Messages.in(session.settings().language());
        List<List<String>> rows = new ArrayList<>();
        for (Setting s : settings) {
            rows.add(List.of(
                    " ",
                    s.word(),
                    s.get(session.settings()),
                    String.join("|", s.choices()),
                    messages.find("setting." + s.name()).orElse(s.summary())));
        }
        ui.say(TextTable.lines(rows, ui.room()).stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
        return StepResult.DONE;
    }
}
