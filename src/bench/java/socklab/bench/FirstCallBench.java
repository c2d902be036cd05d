package socklab.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Message;

/** How long the first socket takes that is opened at a prompt, from Enter to its result. */
final class FirstCallBench {
    private static final double MILLI = 1e6;
    private static final double MOST_MILLIS = 20;

    /** As long as someone takes who knows what to type. */
    private static final int TYPING_MILLIS = 1000;

    private FirstCallBench() {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        measure(kit, effort, out, Message.of("bench.first"), effort.of(TYPING_MILLIS, 10));
        measure(kit, effort, out, Message.of("bench.firstAtOnce"), 0);
    }

    private static void measure(BenchTools kit, Effort effort, Consumer<Figures> out, Message title, int pause)
            throws IOException {
        ComparedProgram ours = new ComparedProgram(
                Message.of("bench.openUdp"),
                () -> second(new PtyKeys()
                        .expect("socklab>")
                        .sleep(pause)
                        .typeSlowly("open udp")
                        .expect("=> s1")
                        .play(kit, BenchTools.socklab())));
        ComparedProgram jshell = new ComparedProgram(
                Message.of("bench.jshell"),
                () -> second(new PtyKeys()
                        .expect("jshell>")
                        .sleep(pause)
                        .typeSlowly("new java.net.DatagramSocket()")
                        .expect("$1 ==>")
                        .play(kit, List.of(BenchTools.jdk("jshell")))));
        ComparedProgram python = new ComparedProgram(
                Message.of("bench.python"),
                () -> second(new PtyKeys()
                        .expect(">>>")
                        .sleep(pause)
                        .typeSlowly("import socket; socket.socket(type=socket.SOCK_DGRAM)")
                        .expect("laddr=")
                        .play(kit, List.of(kit.python(), "-q", "-i"))));
        out.accept(InterleavedRuns.take(effort.atMost(5), List.of(ours, jshell, python))
                .figures(title, "ms", 0, Map.of(ours, new Goal.AtMost(MOST_MILLIS))));
    }

    private static List<Double> second(List<PtyKeys.Seen> seen) {
        return List.of(seen.get(1).nanos() / MILLI);
    }
}
