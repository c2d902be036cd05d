package socklab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Message;

/** How much memory is resident: at the prompt, after many calls, and after so many that the record of them is full. */
final class MemoryBench {
    private static final int CALLS = 100_000;
    /** A line typed, a call started, a call ended: three events each. */
    private static final int EVENTS = 10_000_000;

    private static final int EVENTS_A_TURN = 6;
    private static final double KIB_A_MIB = 1024;

    private MemoryBench() {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        int turns = effort.of(CALLS / 2, 10);
        ComparedProgram ours = new ComparedProgram(
                Message.of("bench.socklab"),
                () -> after(socklab(kit, turns).play(kit, BenchTools.socklab("--feedback", "silent"))));
        ComparedProgram jshell = new ComparedProgram(
                Message.of("bench.jshell"), () -> after(jshell(turns).play(kit, List.of(BenchTools.jdk("jshell")))));
        InterleavedRuns taken = InterleavedRuns.take(effort.atMost(3), List.of(ours, jshell));
        Map<ComparedProgram, Goal> half = Map.of(jshell, new Goal.AtMost(0.5));
        out.accept(taken.figures(Message.of("bench.memoryPrompt"), "MiB", 0, half));
        out.accept(taken.figures(Message.of("bench.memoryCalls", CALLS), "MiB", 1, half));
        longSession(kit, effort, out);
    }

    private static void longSession(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        int tenth = effort.of(EVENTS / EVENTS_A_TURN / 10, 10);
        ComparedProgram all = new ComparedProgram(
                Message.of("bench.memoryAll", EVENTS),
                () -> last(socklab(kit, tenth * 10).play(kit, BenchTools.socklab("--feedback", "silent"))));
        ComparedProgram part = new ComparedProgram(
                Message.of("bench.memoryPart", EVENTS / 10),
                () -> last(socklab(kit, tenth).play(kit, BenchTools.socklab("--feedback", "silent"))));
        out.accept(InterleavedRuns.take(effort.atMost(1), List.of(all, part))
                .figures(Message.of("bench.memoryLong"), "MiB", 0, Map.of(part, new Goal.AtMost(1.25))));
    }

    /** The calls stand in a lab that is run from the prompt, so that nothing depends on how fast keys are taken. */
    private static PtyKeys socklab(BenchTools kit, int turns) throws IOException {
        Path lab = Files.write(
                kit.folder().resolve("calls" + turns + ".lab"),
                List.of(
                        "# Many calls",
                        "server = open udp",
                        "bind 127.0.0.1 0",
                        "client = open udp",
                        "/repeat " + turns,
                        "client.sendto $server.local hello",
                        "m = server.recvfrom 2048",
                        "/end",
                        "/print the last of them had $m.length bytes"));
        return new PtyKeys().expect("socklab>").type("/open " + lab).expect("had 5 bytes");
    }

    private static PtyKeys jshell(int turns) {
        return new PtyKeys()
                .expect("jshell>")
                .type("var s = new java.net.DatagramSocket(0, java.net.InetAddress.getLoopbackAddress())")
                .expect("s ==>")
                .type("var c = new java.net.DatagramSocket()")
                .expect("c ==>")
                .type("var p = new java.net.DatagramPacket(new byte[5], 5, s.getLocalSocketAddress())")
                .expect("p ==>")
                .type("var q = new java.net.DatagramPacket(new byte[2048], 2048)")
                .expect("q ==>")
                .type("for (int i = 0; i < " + turns + "; i++) { c.send(p); s.receive(q); }")
                .type("1000 + 1")
                .expect("==> 1001");
    }

    private static List<Double> after(List<PtyKeys.Seen> seen) {
        return List.of(seen.getFirst().kib() / KIB_A_MIB, seen.getLast().kib() / KIB_A_MIB);
    }

    private static List<Double> last(List<PtyKeys.Seen> seen) {
        return List.of(seen.getLast().kib() / KIB_A_MIB);
    }
}
