package socklab.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.Suggest;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.session.Session;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Said;
import socklab.view.Table;

/** {@code /set}: what can be set, what it is set to, and setting it. */
public final class SetWord {
    private final Session session;
    private final Front front;

    public SetWord(Session session, Front front) {
        this.session = session;
        this.front = front;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(Word.SET, (c, _) -> set(c));
    }

    private Ran set(Command.Shell command) throws WordError {
        if (command.args().isEmpty()) {
            return say(Arrays.asList(Setting.all()));
        }
        Token name = command.args().getFirst();
        Setting setting = Setting.named(name.text()).orElseThrow(() -> {
            List<String> words = Arrays.stream(Setting.all()).map(Setting::word).toList();
            Optional<String> near = Suggest.nearest(name.text(), words);
            return WordError.at(command, name, Msg.of("fault.setting", name.text()),
                    near.map(n -> Msg.of("cure.mean", n)).orElse(Msg.of("cure.oneOf", String.join(", ", words))));
        });
        if (command.args().size() == 1) {
            return say(List.of(setting));
        }
        Token value = command.args().get(1);
        String chosen = setting.value(value.text()).orElseThrow(() ->
                WordError.at(command, value, Msg.of("fault.choice", value.text()), Msg.of("cure.oneOf", String.join(", ", setting.choices()))));
        session.set(s -> setting.set(s, chosen));
        return Ran.DONE;
    }

    private Ran say(List<Setting> settings) {
        Messages messages = Messages.in(session.settings().language());
        List<List<String>> rows = new ArrayList<>();
        for (Setting s : settings) {
            rows.add(List.of(" ", s.word(), s.get(session.settings()), String.join("|", s.choices()),
                    messages.find("setting." + s.name()).orElse(s.summary())));
        }
        front.say(Table.lines(rows, front.room()).stream().map(l -> new Said(Said.Kind.PRINTED, l)).toList());
        return Ran.DONE;
    }
}
