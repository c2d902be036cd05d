package socklab.help;

import java.util.List;
import java.util.OptionalInt;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.TcpWatch;
import socklab.shell.Interpreter;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.ladder.Drawing;
import socklab.view.ladder.Glyphs;
import socklab.view.ladder.ScrollView;
import socklab.view.ladder.TimelineView;

/** {@code /timeline [N|all] [plain]}: the calls so far as a ladder. */
public final class TimelineCommand {
    /** How many calls are shown when no number is given. */
    static final int STANDARD = 30;

    /** The same where one can scroll. */
    private static final int MOST_SCROLLED = 1000;

    private final Session session;
    private final UserInterface front;

    private final TcpWatch tcp;

    public TimelineCommand(Session session, Kernel kernel, UserInterface front) {
        this.session = session;
        this.tcp = new TcpWatch(session, kernel);
        this.front = front;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.TIMELINE, this::timeline);
    }

    private StepResult timeline(Command.Shell command, Job job) throws ShellWordError {
        OptionalInt most = OptionalInt.empty();
        Glyphs glyphs = session.settings().look().plain() ? Glyphs.PLAIN : Glyphs.LINES;
        for (Token token : command.args()) {
            if (token.text().equals("plain")) {
                glyphs = Glyphs.PLAIN;
            } else if (token.text().equals("all")) {
                most = OptionalInt.of(Integer.MAX_VALUE);
            } else if (token.text().matches("[1-9]\\d{0,8}")) {
                most = OptionalInt.of(Integer.parseInt(token.text()));
            } else {
                throw ShellWordError.at(
                        command, token, Message.of("fault.timeline", token.text()), Message.of("cure.timeline"));
            }
        }
        tcp.look(); // what closed sockets have left, no call tells
        Picture picture = new Picture(
                session.journal().events(),
                most,
                System.nanoTime(),
                glyphs,
                Messages.in(session.settings().language()));
        if (glyphs == Glyphs.PLAIN) {
            front.say(picture.printed(front.columns()).stream()
                    .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                    .toList());
        } else {
            front.show(picture, job);
        }
        return StepResult.DONE;
    }

    /**
     * The calls up to now, drawn as often as the screen changes; on a screen that scrolls there is room for more of
     * them.
     */
    private record Picture(List<Event> events, OptionalInt most, long now, Glyphs glyphs, Messages messages)
            implements Drawing {
        @Override
        public List<String> printed(int columns) {
            return TimelineView.lines(events, shape(columns, STANDARD), messages);
        }

        @Override
        public ScrollView sheet(int columns) {
            return TimelineView.sheet(events, shape(columns, MOST_SCROLLED), messages);
        }

        private TimelineView.Shape shape(int columns, int usual) {
            return new TimelineView.Shape(columns, most.orElse(usual), now, glyphs);
        }
    }
}
