package socklab.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Msg;

/** How long the first socket takes that is opened at a prompt, from Enter to its result. */
final class FirstCall {
    private static final double MILLI = 1e6;
    private static final double MOST_MILLIS = 20;

    /** As long as someone takes who knows what to type. */
    private static final int TYPING_MILLIS = 1000;

    private FirstCall() {}

    static void figures(Kit kit, Effort effort, Consumer<Figures> out) throws IOException {
        measure(kit, effort, out, Msg.of("bench.first"), effort.of(TYPING_MILLIS, 10));
        measure(kit, effort, out, Msg.of("bench.firstAtOnce"), 0);
    }

    private static void measure(Kit kit, Effort effort, Consumer<Figures> out, Msg title, int pause) throws IOException {
        Side ours = new Side(Msg.of("bench.openUdp"), () -> second(new Keys().expect("socklab>").sleep(pause).typeSlowly("open udp").expect("=> s1")
                .play(kit, Kit.socklab())));
        Side jshell = new Side(Msg.of("bench.jshell"), () -> second(new Keys().expect("jshell>").sleep(pause)
                .typeSlowly("new java.net.DatagramSocket()").expect("$1 ==>").play(kit, List.of(Kit.jdk("jshell")))));
        Side python = new Side(Msg.of("bench.python"), () -> second(new Keys().expect(">>>").sleep(pause)
                .typeSlowly("import socket; socket.socket(type=socket.SOCK_DGRAM)").expect("laddr=").play(kit, List.of(kit.python(), "-q", "-i"))));
        out.accept(Turns.take(effort.atMost(5), List.of(ours, jshell, python)).figures(title, "ms", 0, Map.of(ours, new Goal.AtMost(MOST_MILLIS))));
    }

    private static List<Double> second(List<Keys.Seen> seen) {
        return List.of(seen.get(1).nanos() / MILLI);
    }
}
