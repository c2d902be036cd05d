package socklab.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.session.Event;
import socklab.view.OutputLine;

/** What a report is made of, in the order in which it happened. */
public sealed interface Moment {

    /**
     * A line is run.
     *
     * @param expected the results that a lab expects of it
     */
    record Run(String line, List<String> expected) implements Moment {}

    /** The journal told of something. */
    record Told(Event event) implements Moment {}

    /** A shell word answered. */
    record Answered(OutputLine line) implements Moment {}

    /** The moments of a journal: what shell words answered is not in it. */
    static List<Moment> of(List<Event> events) {
        List<Moment> moments = new ArrayList<>();
        for (Event event : events) {
            Optional<String> typed = event.lineTyped();
            typed.ifPresent(line -> moments.add(new Run(line, List.of())));
            moments.add(new Told(event));
        }
        return List.copyOf(moments);
    }

    /** The events among moments. */
    static List<Event> events(List<Moment> moments) {
        return moments.stream()
                .filter(Told.class::isInstance)
                .map(m -> ((Told) m).event())
                .toList();
    }
}
