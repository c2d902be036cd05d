package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.session.Event;
import socklab.text.Message;

/** All rules, in the order in which they are asked. */
public final class Rules {
    private static final List<Rule> ALL = Stream.of(
                    PacketRules.all(),
                    StateRules.all(),
                    LinkRules.all(),
                    MulticastRules.all(),
                    PermissionRules.all(),
                    UnixRules.all(),
                    AddressInUseRules.all(),
                    RefusedRules.all(),
                    WatchRules.all(),
                    ResourceRules.all())
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    /**
     * The sentences that the facts prove about a failed call; empty if no rule applies.
     *
     * @param journal the events so far; asked only by a rule that needs them
     */
    public static Optional<List<Message>> explain(Event.Finished call, Supplier<List<Event>> journal, Facts facts) {
        EndedCall ended = new EndedCall(call, journal, facts);
        return ALL.stream()
                .map(rule -> rule.explain(ended))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What the wire shows about a call that did what it should. */
    public static List<Message> seen(Event.Finished call, Supplier<List<Event>> journal, Facts facts) {
        return PacketRules.connected(new EndedCall(call, journal, facts));
    }

    /** What keeps an answer from a call that came back without one; empty if nothing is known. */
    public static List<Message> unanswered(Event.Finished call, Supplier<List<Event>> journal, Facts facts) {
        return WaitRules.unanswered(new EndedCall(call, journal, facts));
    }

    /** What keeps an answer from a call that still waits for one; empty if nothing is known. */
    public static List<Message> unanswered(Event.Started call, long since, Supplier<List<Event>> journal, Facts facts) {
        EndedCall waiting = EndedCall.waiting(call, since, journal, facts);
        return Stream.of(PacketRules.waiting(waiting), WaitRules.unanswered(waiting))
                .flatMap(List::stream)
                .toList();
    }
}
