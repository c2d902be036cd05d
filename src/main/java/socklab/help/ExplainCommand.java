package socklab.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Outcome;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Variable;
import socklab.shell.Interpreter;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.HelpView;
import socklab.view.OutputLine;

/**
 * {@code /explain X} and {@code /help X}: the page of a call, an errno, an option, a flag, a TCP state, an idea or a
 * shell word.
 */
public final class ExplainCommand {
    private static final int MOST_SUGGESTED = 6;
    private static final int LEAST_PART = 3;

    private final Session session;
    private final UserInterface front;
    private final PageLibrary library = new PageLibrary();

    public ExplainCommand(Session session, UserInterface front) {
        this.session = session;
        this.front = front;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.EXPLAIN, this::explain);
        interpreter.handle(ShellWord.HELP, this::help);
    }

    /** Without a word all calls and words of the shell, else the page that the word finds. */
    private StepResult help(Command.Shell command, Job job) throws ShellWordError {
        if (!command.args().isEmpty()) {
            return explain(command, job);
        }
        List<String> overview =
                HelpView.overview(front.room(), Messages.in(session.settings().language()));
        front.page(
                overview.stream()
                        .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                        .toList(),
                job);
        return StepResult.DONE;
    }

    private StepResult explain(Command.Shell command, Job job) throws ShellWordError {
        if (command.args().isEmpty()) {
            return last(command, command.name(), "_", job);
        }
        Token token = command.args().getFirst();
        if (token.text().startsWith("$")) {
            return last(command, token, token.text().substring(1), job);
        }
        List<HelpTopic> topics =
                HelpTopic.named(command.args().stream().map(Token::text).collect(Collectors.joining(" ")));
        if (topics.isEmpty()) {
            throw ShellWordError.at(command, token, Message.of("fault.noPage", token.text()), suggestion(token.text()));
        }
        front.page(lines(topics.getFirst()), job);
        return StepResult.DONE;
    }

    /** A call that was made, and the errno that it failed with. */
    private StepResult last(Command.Shell command, Token token, String name, Job job) throws ShellWordError {
        Optional<Variable> value = session.value(name);
        if (value.isEmpty() || !(value.get() instanceof Variable.OfCall of)) {
            throw name.equals("_")
                    ? ShellWordError.at(command, token, Message.of("fault.noLast"), Message.of("cure.noPage"))
                    : ShellWordError.at(
                            command, token, Message.of("fault.unknown", token.text()), Message.of("cure.unknown"));
        }
        Event.Finished call = of.call();
        List<OutputLine> lines =
                new ArrayList<>(lines(new HelpTopic.OfCall(call.invocation().call())));
        if (call.outcome() instanceof Outcome.Failed failed) {
            lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
            lines.addAll(lines(new HelpTopic.OfErrno(failed.errno())));
        }
        front.page(lines, job);
        return StepResult.DONE;
    }

    private List<OutputLine> lines(HelpTopic topic) {
        return HelpPage.of(topic, library, Messages.in(session.settings().language()), front.columns());
    }

    /** The one name that was meant, if only one can be; or those among which to choose. */
    static Message suggestion(String typed) {
        List<String> parts = typed.length() < LEAST_PART ? List.of() : HelpTopic.containing(typed);
        if (parts.size() == 1) {
            return Message.of("cure.mean", parts.getFirst());
        } else if (!parts.isEmpty() && parts.size() <= MOST_SUGGESTED) {
            return Message.of("cure.ambiguous", parts);
        }
        List<String> names = HelpTopic.all().stream().map(HelpTopic::name).toList();
        return DidYouMean.nearest(typed, names)
                .or(() -> DidYouMean.nearest(typed.toUpperCase(Locale.ROOT), names))
                .map(n -> Message.of("cure.mean", n))
                .orElse(Message.of("cure.noPage"));
    }
}
