package socklab.view;

import java.util.List;
import java.util.function.Supplier;
import socklab.call.OptionValue;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.session.AddressText;
import socklab.session.Event;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.reason.DocumentedReasons;
import socklab.view.reason.Facts;
import socklab.view.reason.ReturnReasons;
import socklab.view.reason.Rules;

/**
 * Why a call came back, in a sentence: a pure function of the call and of the events before it.
 *
 * <p>If no rule proves a cause, it says what the documentation says about the errno, or what the call is for.
 */
public final class ReasonView {
    private final Messages messages;
    private final Supplier<List<Event>> journal;

    /** @param journal the events so far, asked for only where a sentence needs them */
    public ReasonView(Messages messages, Supplier<List<Event>> journal) {
        this.messages = messages;
        this.journal = journal;
    }

    /** The sentence. */
    public String sentence(Event.Finished call) {
        return switch (call.outcome()) {
            case Outcome.Failed _ ->
                Rules.explain(call, journal, Facts.NONE)
                        .map(said -> text(said.getFirst(), messages))
                        .orElseGet(() -> documented(call, messages));
            case Outcome.Returned returned ->
                ReturnReasons.of(call, returned, journal)
                        .map(said -> text(said, messages))
                        .orElseGet(
                                () -> DeclarationText.summary(call.invocation().call(), messages));
            case Outcome.Unsupported u -> u.why();
            case Outcome.Unresolved u -> messages.say("back.unresolved", Escape.printable(u.name()));
        };
    }

    /** What the documentation says about a failed call's errno. */
    public static String documented(Event.Finished call, Messages messages) {
        if (!(call.outcome() instanceof Outcome.Failed failed)) {
            return "";
        }
        return DocumentedReasons.of(call.invocation().call(), failed.errno(), call.socket(), messages)
                .orElseGet(
                        () -> messages.say("reason.undocumented", failed.errno().name()));
    }

    /** A message of a rule as text: addresses as results show them, all that came from outside escaped. */
    public static String text(Message message, Messages messages) {
        Object[] shown =
                message.args().stream().map(arg -> argument(arg, messages)).toArray();
        return messages.say(message.key(), shown);
    }

    private static Object argument(Object arg, Messages messages) {
        return switch (arg) {
            case Message nested -> text(nested, messages);
            case SocketAddress address -> Escape.printable(AddressText.show(address));
            case OptionValue.Time time -> ResultView.optionValue(SocketOption.SO_RCVTIMEO, time);
            case List<?> several ->
                messages.joined(
                        several.stream().map(one -> argument(one, messages)).toList());
            case String text -> Escape.printable(text).replace('\n', ' ');
            default -> arg;
        };
    }
}
