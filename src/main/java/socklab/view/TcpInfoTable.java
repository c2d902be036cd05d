package socklab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.session.Event;
import socklab.text.Messages;

/**
 * The fields of {@code struct tcp_info} that one looks for first, as a short table; the others are in {@code /show}.
 *
 * <p>Source: linux/tcp.h. Times are microseconds there.
 */
public final class TcpInfoTable {
    private static final String PREFIX = "tcpi_";
    private static final List<List<String>> ROWS = List.of(
            List.of("rtt", "rttvar", "rto"),
            List.of("snd_cwnd", "snd_ssthresh", "snd_mss"),
            List.of("unacked", "notsent_bytes", "snd_wnd"),
            List.of("retransmits", "total_retrans", "lost"));
    private static final List<String> MICROSECONDS = List.of("rtt", "rttvar", "rto");

    private TcpInfoTable() {}

    /** The structure that a call wrote, if it is one of many fields. */
    static Optional<OptionValue.Fields> structure(Event.Finished call) {
        return call.outcome() instanceof Outcome.Returned r
                ? r.outs().stream()
                        .flatMap(out -> out instanceof Out.Value v && v.value() instanceof OptionValue.Fields f
                                ? Stream.of(f)
                                : Stream.empty())
                        .filter(f -> f.fields().getFirst().name().startsWith(PREFIX))
                        .findFirst()
                : Optional.empty();
    }

    /** The result cut after its first field, in a form that a lab may expect. */
    static String result(OptionValue.Fields structure) {
        OptionValue.Fields.Field first = structure.fields().getFirst();
        return "TCP_INFO = " + first.name() + "=" + first.value() + " [..]";
    }

    /** The table. */
    static List<String> lines(OptionValue.Fields structure, Messages messages) {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> names : ROWS) {
            if (names.stream().noneMatch(n -> cells(structure, n).anyMatch(c -> !c.isEmpty()))) {
                continue; // the kernel wrote a shorter structure
            }
            rows.add(Stream.concat(Stream.of("  "), names.stream().flatMap(n -> cells(structure, n)))
                    .collect(Collectors.toList()));
        }
        List<String> lines = new ArrayList<>(TextTable.lines(rows, Integer.MAX_VALUE));
        lines.add("   " + messages.say("note.tcpInfo"));
        return lines;
    }

    /** All fields, a line each, if the call wrote the structure. */
    public static Optional<List<String>> all(Event.Finished call) {
        return structure(call)
                .map(structure -> TextTable.lines(
                        structure.fields().stream()
                                .map(f -> List.of("  " + f.name(), f.value()))
                                .toList(),
                        Integer.MAX_VALUE));
    }

    /** A field's name and value; two blanks where the kernel did not write it. */
    private static Stream<String> cells(OptionValue.Fields structure, String name) {
        return structure.fields().stream()
                .filter(f -> f.name().equals(PREFIX + name))
                .findFirst()
                .map(f -> Stream.of(name, f.value() + (MICROSECONDS.contains(name) ? " µs" : "")))
                .orElseGet(() -> Stream.of("", ""));
    }
}
