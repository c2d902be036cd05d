package socklab.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.text.Msg;
import socklab.view.ResultView;

/** Puts fates into words: {@code #7 → 5 B "hello" lost}. Made only where someone listens. */
final class Teller {
    private static final int SHOWN = 24;
    private static final double MILLI = 1e6;

    private final Witness witness;

    Teller(Witness witness) {
        this.witness = witness;
    }

    /** Whether fates are told at all. */
    boolean wanted() {
        return witness.wants(Line.Kind.FATE);
    }

    /**
     * Tells a fate.
     *
     * @param client whose it is, where there are several
     * @param what what became of it; nothing if it just passed
     */
    void tell(Direction direction, long number, Bytes data, Optional<String> client, List<Msg> what) {
        List<Msg> said = what.isEmpty() ? List.of(Msg.of("relay.passed")) : what;
        Msg all = said.stream().reduce((a, b) -> Msg.of("relay.and", a, b)).orElseThrow();
        String shown = ResultView.data(data, SHOWN);
        witness.line(client.map(c -> Line.of(Line.Kind.FATE, "relay.fateOf", number, direction.arrow(), data.length(), shown, all, c))
                .orElseGet(() -> Line.of(Line.Kind.FATE, "relay.fate", number, direction.arrow(), data.length(), shown, all)));
    }

    /** A time as a message shows it: {@code 53 ms}, {@code 0.4 ms}. */
    static String time(long nanos) {
        double millis = nanos / MILLI;
        return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }

    /** The words for how an instance passed. */
    static List<Msg> passage(Fate.Passage passage, long delay, Optional<Integer> bit) {
        List<Msg> what = new ArrayList<>();
        if (passage.overtakes()) {
            what.add(Msg.of("relay.overtakes"));
        } else if (delay > 0) {
            what.add(Msg.of("relay.delayed", time(delay)));
        }
        bit.ifPresent(b -> what.add(Msg.of("relay.flipped", b)));
        return what;
    }
}
