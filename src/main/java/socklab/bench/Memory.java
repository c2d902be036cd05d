package socklab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Msg;

/** How much memory is resident: at the prompt, after many calls, and after so many that the record of them is full. */
final class Memory {
    private static final int CALLS = 100_000;
    /** A line typed, a call started, a call ended: three events each. */
    private static final int EVENTS = 10_000_000;
    private static final int EVENTS_A_TURN = 6;
    private static final double KIB_A_MIB = 1024;

    private Memory() {}

    static void figures(Kit kit, Effort effort, Consumer<Figures> out) throws IOException {
        int turns = effort.of(CALLS / 2, 10);
        Side ours = new Side(Msg.of("bench.socklab"), () -> after(socklab(kit, turns).play(kit, Kit.socklab("--feedback", "silent"))));
        Side jshell = new Side(Msg.of("bench.jshell"), () -> after(jshell(turns).play(kit, List.of(Kit.jdk("jshell")))));
        Turns taken = Turns.take(effort.atMost(3), List.of(ours, jshell));
        Map<Side, Goal> half = Map.of(jshell, new Goal.AtMost(0.5));
        out.accept(taken.figures(Msg.of("bench.memoryPrompt"), "MiB", 0, half));
        out.accept(taken.figures(Msg.of("bench.memoryCalls", CALLS), "MiB", 1, half));
        longSession(kit, effort, out);
    }

    private static void longSession(Kit kit, Effort effort, Consumer<Figures> out) throws IOException {
        int tenth = effort.of(EVENTS / EVENTS_A_TURN / 10, 10);
        Side all = new Side(Msg.of("bench.memoryAll", EVENTS), () -> last(socklab(kit, tenth * 10).play(kit, Kit.socklab("--feedback", "silent"))));
        Side part = new Side(Msg.of("bench.memoryPart", EVENTS / 10), () -> last(socklab(kit, tenth).play(kit, Kit.socklab("--feedback", "silent"))));
        out.accept(Turns.take(effort.atMost(1), List.of(all, part)).figures(Msg.of("bench.memoryLong"), "MiB", 0,
                Map.of(part, new Goal.AtMost(1.25))));
    }

    /** The calls stand in a lab that is run from the prompt, so that nothing depends on how fast keys are taken. */
    private static Keys socklab(Kit kit, int turns) throws IOException {
        Path lab = Files.write(kit.folder().resolve("calls" + turns + ".lab"), List.of("# Many calls", "server = open udp", "bind 127.0.0.1 0",
                "client = open udp", "/repeat " + turns, "client.sendto $server.local hello", "m = server.recvfrom 2048", "/end",
                "/print the last of them had $m.length bytes"));
        return new Keys().expect("socklab>").type("/open " + lab).expect("had 5 bytes");
    }

    private static Keys jshell(int turns) {
        return new Keys().expect("jshell>").type("var s = new java.net.DatagramSocket(0, java.net.InetAddress.getLoopbackAddress())").expect("s ==>")
                .type("var c = new java.net.DatagramSocket()").expect("c ==>")
                .type("var p = new java.net.DatagramPacket(new byte[5], 5, s.getLocalSocketAddress())").expect("p ==>")
                .type("var q = new java.net.DatagramPacket(new byte[2048], 2048)").expect("q ==>")
                .type("for (int i = 0; i < " + turns + "; i++) { c.send(p); s.receive(q); }").type("1000 + 1").expect("==> 1001");
    }

    private static List<Double> after(List<Keys.Seen> seen) {
        return List.of(seen.getFirst().kib() / KIB_A_MIB, seen.getLast().kib() / KIB_A_MIB);
    }

    private static List<Double> last(List<Keys.Seen> seen) {
        return List.of(seen.getLast().kib() / KIB_A_MIB);
    }
}
