package socklab.explain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.lang.Command;
import socklab.lang.Suggest;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.session.Event;
import socklab.session.Session;
import socklab.session.Value;
import socklab.shell.Front;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.WordError;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Said;

/** {@code /explain}: the page of a call, an errno, an option, a flag or a TCP state. */
public final class ExplainWord {
    private static final int MOST_SUGGESTED = 6;
    private static final int LEAST_PART = 3;

    private final Session session;
    private final Front front;
    private final Library library = new Library();

    public ExplainWord(Session session, Front front) {
        this.session = session;
        this.front = front;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(Word.EXPLAIN, (c, _) -> explain(c));
    }

    private Ran explain(Command.Shell command) throws WordError {
        if (command.args().isEmpty()) {
            return last(command, command.name(), "_");
        }
        Token token = command.args().getFirst();
        if (token.text().startsWith("$")) {
            return last(command, token, token.text().substring(1));
        }
        List<Topic> topics = Topic.named(token.text());
        if (topics.isEmpty()) {
            throw WordError.at(command, token, Msg.of("fault.noPage", token.text()), suggestion(token.text()));
        }
        show(topics.getFirst());
        return Ran.DONE;
    }

    /** A call that was made, and the errno that it failed with. */
    private Ran last(Command.Shell command, Token token, String name) throws WordError {
        Optional<Value> value = session.value(name);
        if (value.isEmpty() || !(value.get() instanceof Value.OfCall of)) {
            throw name.equals("_") ? WordError.at(command, token, Msg.of("fault.noLast"), Msg.of("cure.noPage"))
                    : WordError.at(command, token, Msg.of("fault.unknown", token.text()), Msg.of("cure.unknown"));
        }
        Event.Finished call = of.call();
        show(new Topic.OfCall(call.invocation().call()));
        if (call.outcome() instanceof Outcome.Failed failed) {
            front.say(List.of(new Said(Said.Kind.PRINTED, "")));
            show(new Topic.OfErrno(failed.errno()));
        }
        return Ran.DONE;
    }

    private void show(Topic topic) {
        front.say(Page.of(topic, library, Messages.in(session.settings().language()), front.columns()));
    }

    /** The one name that was meant, if only one can be; or those among which to choose. */
    static Msg suggestion(String typed) {
        List<String> parts = typed.length() < LEAST_PART ? List.of() : Topic.containing(typed);
        if (parts.size() == 1) {
            return Msg.of("cure.mean", parts.getFirst());
        } else if (!parts.isEmpty() && parts.size() <= MOST_SUGGESTED) {
            return Msg.of("cure.ambiguous", String.join(", ", parts));
        }
        List<String> names = Topic.all().stream().map(Topic::name).toList();
        return Suggest.nearest(typed, names).or(() -> Suggest.nearest(typed.toUpperCase(Locale.ROOT), names))
                .map(n -> Msg.of("cure.mean", n)).orElse(Msg.of("cure.noPage"));
    }
}
