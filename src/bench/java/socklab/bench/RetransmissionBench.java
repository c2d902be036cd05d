package socklab.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import socklab.text.Message;

/**
 * The pauses before the kernel sends a lost segment again, seen by the cable, against what the rules say.
 *
 * <p>Source: RFC 6298 §2 and §5 (a time-out of one second before the first measurement, doubled each time); Linux's
 * ip-sysctl, tcp_syn_linear_timeouts (so many time-outs of a SYN are not doubled); include/net/tcp.h, TCP_RTO_MIN (200
 * ms).
 */
final class RetransmissionBench {
    private static final double LEAST = 0.95;
    /** A tick of the kernel's clock is up to 10 ms, and a round trip is part of a time-out. */
    private static final double MOST = 1.1;

    private static final String SYN = "Flags [S],";
    private static final String HELLO = "length 5";

    private static final String ALL_LOST = "/wire drop "
            + String.join(
                    ",", LongStream.rangeClosed(1, 40).mapToObj(Long::toString).toList());

    private final BenchTools kit;
    private final Effort effort;

    private RetransmissionBench(BenchTools kit, Effort effort) {
        this.kit = kit;
        this.effort = effort;
    }

    /**
     * A segment that is always lost: the lines that send it, a text in its frame's line, and the pauses before it comes
     * again.
     */
    private record Lost(String title, List<String> lines, String mark, List<Integer> milliseconds) {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        RetransmissionBench bench = new RetransmissionBench(kit, effort.atMost(3));
        out.accept(bench.measured(new Lost("bench.synDoubled", syn(0), SYN, List.of(1000, 2000, 4000))));
        out.accept(bench.measured(new Lost("bench.synLinear", syn(2), SYN, List.of(1000, 1000, 1000, 2000))));
        out.accept(bench.measured(new Lost("bench.dataAgain", data(), HELLO, List.of(200, 400, 800, 1600))));
    }

    private static List<String> syn(int linear) {
        return List.of(
                "/wire",
                "/wire set a net.ipv4.tcp_syn_linear_timeouts " + linear,
                "c = a.open tcp",
                ALL_LOST,
                "c.connect b 80 &");
    }

    private static List<String> data() {
        return List.of(
                "/wire",
                "/wire set a net.ipv4.tcp_early_retrans 0",
                "l = b.open tcp",
                "l.bind 0.0.0.0 80",
                "l.listen",
                "c = a.open tcp",
                "c.connect b 80",
                ALL_LOST,
                "c.send hello");
    }

    private Figures measured(Lost lost) throws IOException {
        List<Integer> expected = lost.milliseconds();
        int gaps = effort.of(expected.size(), 1);
        List<ComparedProgram> program =
                List.of(new ComparedProgram(Message.of("bench.wire"), () -> pauses(lost, gaps)));
        InterleavedRuns runs = InterleavedRuns.take(effort, program);
        List<Figures.Row> rows = new ArrayList<>();
        for (int i = 0; i < gaps; i++) {
            for (Figures.Row row : runs.figures(Message.of(lost.title()), "ms", i, java.util.Map.of())
                    .rows()) {
                rows.add(held(row, i, expected.get(i)));
            }
        }
        return new Figures(Message.of(lost.title()), "ms", rows);
    }

    private static Figures.Row held(Figures.Row row, int gap, int expected) {
        Message name = Message.of("bench.again", gap + 1, expected);
        return switch (row) {
            case Figures.Row.Measured m ->
                new Figures.Row.Measured(
                        name,
                        m.figure(),
                        Optional.empty(),
                        Optional.of(new Goal.Between(expected * LEAST, expected * MOST)));
            case Figures.Row.LeftOut l -> new Figures.Row.LeftOut(name, l.why());
        };
    }

    /** The pauses between the sendings of the segment, in milliseconds. */
    private List<Double> pauses(Lost lost, int gaps) throws IOException, MissingTool {
        Process shell = kit.startTalking(BenchTools.socklab("--wire", "--json"));
        try {
            OutputStream typed = shell.getOutputStream();
            typed.write((String.join("\n", lost.lines()) + "\n").getBytes(StandardCharsets.UTF_8));
            typed.flush();
            List<Long> sent = sendings(shell, lost.mark(), gaps + 1);
            return IntStream.range(1, sent.size())
                    .mapToObj(i -> (sent.get(i) - sent.get(i - 1)) / 1e6)
                    .toList();
        } finally {
            kit.stop(shell);
        }
    }

    /** When the lost segment was sent, in nanoseconds. */
    private static List<Long> sendings(Process shell, String mark, int count) throws MissingTool {
        Iterator<String> events = new BufferedReader(
                        new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .iterator();
        List<Long> sent = new ArrayList<>();
        String last = "";
        while (sent.size() < count) {
            if (!events.hasNext()) {
                throw new MissingTool(Message.of("bench.failed", "/wire", "-", last));
            }
            last = events.next();
            JsonObject event = JsonParser.parseString(last).getAsJsonObject();
            if (event.get("event").getAsString().equals("frame")
                    && event.get("from").getAsString().equals("a")
                    && event.get("text").getAsString().contains(mark)) {
                sent.add(event.get("at").getAsLong());
            }
        }
        return sent;
    }
}
