package socklab.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.text.Message;

/**
 * The cable of {@code /wire} against a C program that carries frames between the same namespaces: how many, how fast a
 * stream is, how late each is, how long laying it takes, and what it keeps.
 */
final class WireBench {
    private static final int TRIPS = 100_000;
    private static final int SINGLE_TRIPS = 4_000;
    private static final int WINDOW = 64;
    private static final int SIZE = 100;
    private static final long STREAM = 200_000_000;
    private static final long FRAMES = 10_000_000;
    private static final int WARM_UPS = 4;
    private static final double AGAINST_C = 0.8;
    private static final double READY_MILLIS = 150;
    private static final double GROWTH = 1.25;
    private static final int RATE = 0;
    private static final int MEDIAN = 1;
    private static final int P99 = 2;
    private static final int LOST = 3;

    private final BenchTools kit;
    private final Effort effort;
    private final Consumer<Figures> out;

    private WireBench(BenchTools kit, Effort effort, Consumer<Figures> out) {
        this.kit = kit;
        this.effort = effort.atMost(7);
        this.out = out;
    }

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        WireBench bench = new WireBench(kit, effort, out);
        try {
            bench.against();
            bench.ready();
            bench.memory();
            RetransmissionBench.figures(kit, effort, out);
        } catch (MissingTool e) {
            out.accept(new Figures(
                    Message.of("bench.wireFrames", SIZE, WINDOW),
                    "1/s",
                    List.of(new Figures.Row.LeftOut(Message.of("bench.wire"), e.why()))));
        }
    }

    private void against() throws IOException, MissingTool {
        CableUnderTest quiet = CableUnderTest.shell(kit, "off");
        CableUnderTest shown = CableUnderTest.shell(kit, "brief");
        CableUnderTest program = CableUnderTest.program(kit);
        try {
            for (int i = 0; i < effort.of(WARM_UPS, 1); i++) {
                quiet.trips(effort.of(TRIPS, 200), WINDOW, SIZE); // Java's compiler needs something to look at
                shown.trips(effort.of(TRIPS, 200), WINDOW, SIZE);
            }
            frames(quiet, shown, program);
            streams(quiet, shown, program);
            delays(quiet, program);
        } finally {
            program.stop();
            quiet.stop();
            shown.stop();
        }
    }

    private void frames(CableUnderTest quiet, CableUnderTest shown, CableUnderTest program) throws IOException {
        int trips = effort.of(TRIPS, 200);
        ComparedProgram ours = new ComparedProgram(Message.of("bench.wire"), () -> quiet.trips(trips, WINDOW, SIZE));
        ComparedProgram theirs =
                new ComparedProgram(Message.of("bench.wireC"), () -> program.trips(trips, WINDOW, SIZE));
        ComparedProgram display =
                new ComparedProgram(Message.of("bench.wireShown"), () -> shown.trips(trips, WINDOW, SIZE));
        InterleavedRuns runs = InterleavedRuns.take(effort, List.of(ours, theirs, display));
        out.accept(runs.figures(
                Message.of("bench.wireFrames", SIZE, WINDOW),
                "1/s",
                RATE,
                Map.of(theirs, new Goal.AtLeast(AGAINST_C))));
        out.accept(new Figures(
                Message.of("bench.wireLost", trips),
                "",
                List.of(
                        lost(quiet, Message.of("bench.wire"), trips),
                        lost(shown, Message.of("bench.wireShown"), trips),
                        lost(program, Message.of("bench.wireC"), trips))));
    }

    private static Figures.Row lost(CableUnderTest cable, Message name, int trips) throws IOException {
        try {
            return new Figures.Row.Measured(
                    name,
                    Spread.of(List.of(cable.trips(trips, WINDOW, SIZE).get(LOST))),
                    Optional.empty(),
                    Optional.of(new Goal.AtMost(0)));
        } catch (MissingTool e) {
            return new Figures.Row.LeftOut(name, e.why());
        }
    }

    private void streams(CableUnderTest quiet, CableUnderTest shown, CableUnderTest program) throws IOException {
        long bytes = effort.of((int) STREAM, 100_000);
        ComparedProgram ours = new ComparedProgram(Message.of("bench.wire"), () -> quiet.bulk(bytes));
        ComparedProgram theirs = new ComparedProgram(Message.of("bench.wireC"), () -> program.bulk(bytes));
        ComparedProgram display = new ComparedProgram(Message.of("bench.wireShown"), () -> shown.bulk(bytes));
        out.accept(InterleavedRuns.take(effort, List.of(ours, theirs, display))
                .figures(
                        Message.of("bench.wireStream", bytes / 1_000_000),
                        "mbit/s",
                        RATE,
                        Map.of(theirs, new Goal.AtLeast(AGAINST_C))));
    }

    private void delays(CableUnderTest quiet, CableUnderTest program) throws IOException {
        int trips = effort.of(SINGLE_TRIPS, 50);
        ComparedProgram ours = new ComparedProgram(Message.of("bench.wire"), () -> quiet.trips(trips, 1, SIZE));
        ComparedProgram theirs = new ComparedProgram(Message.of("bench.wireC"), () -> program.trips(trips, 1, SIZE));
        InterleavedRuns runs = InterleavedRuns.take(effort, List.of(ours, theirs));
        out.accept(runs.figures(Message.of("bench.wireDelay"), "µs", MEDIAN, Map.of()));
        out.accept(runs.figures(Message.of("bench.wireDelay99"), "µs", P99, Map.of()));
    }

    private void ready() throws IOException {
        ComparedProgram ready =
                new ComparedProgram(Message.of("bench.wireReady"), () -> List.of(CableUnderTest.ready(kit)));
        List<Figures.Row> rows = InterleavedRuns.take(effort, List.of(ready))
                .figures(Message.of("bench.wireReady"), "ms", 0, Map.of())
                .rows();
        out.accept(new Figures(
                Message.of("bench.wireReady"),
                "ms",
                rows.stream()
                        .<Figures.Row>map(r -> switch (r) {
                            case Figures.Row.Measured m ->
                                new Figures.Row.Measured(
                                        m.name(),
                                        m.figure(),
                                        Optional.empty(),
                                        Optional.of(new Goal.AtMost(READY_MILLIS)));
                            case Figures.Row.LeftOut l -> l;
                        })
                        .toList()));
    }

    /** After all frames and after a tenth of them. */
    private void memory() throws IOException {
        long trips = effort.of((int) (FRAMES / 2), 200);
        ComparedProgram all =
                new ComparedProgram(Message.of("bench.wireMemory", trips * 2), () -> List.of(residentAfter(trips)));
        ComparedProgram part = new ComparedProgram(
                Message.of("bench.wireMemory", trips / 5), () -> List.of(residentAfter(trips / 10)));
        out.accept(InterleavedRuns.take(effort.atMost(1), List.of(all, part))
                .figures(Message.of("bench.wireKept"), "MiB", 0, Map.of(part, new Goal.AtMost(GROWTH))));
    }

    private double residentAfter(long trips) throws IOException, MissingTool {
        CableUnderTest cable = CableUnderTest.shell(kit, "off");
        try {
            cable.trips(trips, WINDOW, SIZE);
            return cable.residentMib();
        } finally {
            cable.stop();
        }
    }
}
