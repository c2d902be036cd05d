package socklab.explain;

import java.util.List;
import socklab.lang.Command;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.session.Session;
import socklab.shell.Front;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.WordError;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Glyphs;
import socklab.view.Said;
import socklab.view.TimelineView;

/** {@code /timeline [N|all] [plain]}: the calls so far as a ladder. */
public final class TimelineWord {
    /** How many calls are shown when no number is given. */
    static final int STANDARD = 30;

    private final Session session;
    private final Front front;

    public TimelineWord(Session session, Front front) {
        this.session = session;
        this.front = front;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(Word.TIMELINE, (c, _) -> timeline(c));
    }

    private Ran timeline(Command.Shell command) throws WordError {
        int most = STANDARD;
        Glyphs glyphs = session.settings().look().plain() ? Glyphs.PLAIN : Glyphs.LINES;
        for (Token token : command.args()) {
            if (token.text().equals("plain")) {
                glyphs = Glyphs.PLAIN;
            } else if (token.text().equals("all")) {
                most = Integer.MAX_VALUE;
            } else if (token.text().matches("[1-9]\\d{0,8}")) {
                most = Integer.parseInt(token.text());
            } else {
                throw WordError.at(command, token, Msg.of("fault.timeline", token.text()), Msg.of("cure.timeline"));
            }
        }
        TimelineView.Shape shape = new TimelineView.Shape(front.columns(), most, System.nanoTime(), glyphs);
        List<String> lines = TimelineView.lines(session.journal().events(), shape, Messages.in(session.settings().language()));
        front.say(lines.stream().map(l -> new Said(Said.Kind.PRINTED, l)).toList());
        return Ran.DONE;
    }
}
