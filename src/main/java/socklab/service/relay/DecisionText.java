package socklab.service.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.service.LogLine;
import socklab.service.ServiceListener;
import socklab.service.relay.netem.Decision;
import socklab.text.Message;
import socklab.view.ResultView;

/** Logs decisions: {@code #7 → 5 B "hello" lost}. */
final class DecisionText {
    private static final int SHOWN = 24;
    private static final double MILLI = 1e6;

    private final ServiceListener listener;

    DecisionText(ServiceListener listener) {
        this.listener = listener;
    }

    /** Whether decisions are wanted at all. */
    boolean wanted() {
        return listener.wants(LogLine.Kind.TRAFFIC);
    }

    /**
     * Logs a decision.
     *
     * @param client whose it is, where there are several
     * @param what what happens to it; nothing if it just passes
     */
    void log(Direction direction, long number, Bytes data, Optional<String> client, List<Message> what) {
        Message all = what.stream()
                .reduce((a, b) -> Message.of("relay.and", a, b))
                .orElseGet(() -> Message.of("relay.passed"));
        List<Object> args =
                new ArrayList<>(List.of(number, direction.arrow(), data.length(), ResultView.data(data, SHOWN), all));
        client.ifPresent(args::add);
        listener.log(LogLine.Kind.TRAFFIC, client.isPresent() ? "relay.decisionOf" : "relay.decision", args.toArray());
    }

    /** A time as a message shows it: {@code 53 ms}, {@code 0.4 ms}. */
    static String time(long nanos) {
        double millis = nanos / MILLI;
        return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }

    /** The words for how an instance is sent. */
    static List<Message> transmission(Decision.Transmission transmission, long delay, Optional<Integer> bit) {
        List<Message> what = new ArrayList<>();
        if (transmission.overtakes()) {
            what.add(Message.of("relay.overtakes"));
        } else if (delay > 0) {
            what.add(Message.of("relay.delayed", time(delay)));
        }
        bit.ifPresent(b -> what.add(Message.of("relay.flipped", b)));
        return what;
    }
}
