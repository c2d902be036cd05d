package socklab.service.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.service.relay.netem.Decision;
import socklab.text.Message;
import socklab.view.ResultView;

/** Puts fates into words: {@code #7 → 5 B "hello" lost}. Made only where someone listens. */
final class DecisionText {
    private static final int SHOWN = 24;
    private static final double MILLI = 1e6;

    private final RelayListener witness;

    DecisionText(RelayListener witness) {
        this.witness = witness;
    }

    /** Whether fates are told at all. */
    boolean wanted() {
        return witness.wants(RelayLogLine.Kind.FATE);
    }

    /**
     * Tells a fate.
     *
     * @param client whose it is, where there are several
     * @param what what became of it; nothing if it just passed
     */
    void tell(Direction direction, long number, Bytes data, Optional<String> client, List<Message> what) {
        List<Message> said = what.isEmpty() ? List.of(Message.of("relay.passed")) : what;
        Message all =
                said.stream().reduce((a, b) -> Message.of("relay.and", a, b)).orElseThrow();
        String shown = ResultView.data(data, SHOWN);
        witness.line(client.map(c -> RelayLogLine.of(
                        RelayLogLine.Kind.FATE,
                        "relay.fateOf",
                        number,
                        direction.arrow(),
                        data.length(),
                        shown,
                        all,
                        c))
                .orElseGet(() -> RelayLogLine.of(
                        RelayLogLine.Kind.FATE, "relay.fate", number, direction.arrow(), data.length(), shown, all)));
    }

    /** A time as a message shows it: {@code 53 ms}, {@code 0.4 ms}. */
    static String time(long nanos) {
        double millis = nanos / MILLI;
        return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }

    /** The words for how an instance passed. */
    static List<Message> passage(Decision.Transmission passage, long delay, Optional<Integer> bit) {
        List<Message> what = new ArrayList<>();
        if (passage.overtakes()) {
            what.add(Message.of("relay.overtakes"));
        } else if (delay > 0) {
            what.add(Message.of("relay.delayed", time(delay)));
        }
        bit.ifPresent(b -> what.add(Message.of("relay.flipped", b)));
        return what;
    }
}
