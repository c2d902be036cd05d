package socklab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Msg;

/** How long it takes from starting a program to its first prompt, on a pseudo-terminal; and to check a lab. */
final class Starting {
    private static final double MILLI = 1e6;

    private Starting() {}

    static void figures(Kit kit, Effort effort, Consumer<Figures> out) throws IOException {
        Side ours = prompt(kit, Msg.of("bench.run"), "socklab>", Kit.socklab());
        Side check = new Side(Msg.of("bench.check"), () -> millis(kit.time(Kit.socklab("check", lab(kit).toString()),
                Path.of("/dev/null"), kit.folder().resolve("out"))));
        Side jshell = prompt(kit, Msg.of("bench.jshell"), "jshell>", List.of(Kit.jdk("jshell")));
        Side python = new Side(Msg.of("bench.python"), () -> new Keys().expect(">>>").play(kit, List.of(kit.python(), "-q", "-i"))
                .stream().map(s -> s.nanos() / MILLI).toList());
        Side bare = prompt(kit, Msg.of("bench.hello"), "hello", hello(kit));
        Turns turns = Turns.take(effort, List.of(ours, jshell, python, bare));
        out.accept(turns.figures(Msg.of("bench.start"), "ms", 0, Map.of(jshell, new Goal.AtMost(0.1), bare, new Goal.AtMost(2.5))));
        result(kit, effort, out);
        Side again = new Side(Msg.of("bench.run"), ours.turn());
        out.accept(Turns.take(effort, List.of(check, again)).figures(Msg.of("bench.startCheck"), "ms", 0, Map.of(again, new Goal.AtMost(1.5))));
    }

    /** A prompt is worth what is behind it: typed at once, when is the first socket there? */
    private static void result(Kit kit, Effort effort, Consumer<Figures> out) throws IOException {
        Side ours = new Side(Msg.of("bench.openUdp"), () -> total(new Keys().expect("socklab>").type("open udp").expect("=> s1")
                .play(kit, Kit.socklab())));
        Side jshell = new Side(Msg.of("bench.jshell"), () -> total(new Keys().expect("jshell>").type("new java.net.DatagramSocket()").expect("$1 ==>")
                .play(kit, List.of(Kit.jdk("jshell")))));
        Side python = new Side(Msg.of("bench.python"), () -> total(new Keys().expect(">>>")
                .type("import socket; socket.socket(type=socket.SOCK_DGRAM)").expect("laddr=").play(kit, List.of(kit.python(), "-q", "-i"))));
        out.accept(Turns.take(effort, List.of(ours, jshell, python)).figures(Msg.of("bench.startResult"), "ms", 0, Map.of()));
    }

    private static List<Double> total(List<Keys.Seen> seen) {
        return millis(seen.stream().mapToLong(Keys.Seen::nanos).sum());
    }

    private static List<Double> millis(long nanos) {
        return List.of(nanos / MILLI);
    }

    private static Side prompt(Kit kit, Msg name, String prompt, List<String> command) {
        return new Side(name, () -> millis(new Keys().expect(prompt).play(kit, command).getFirst().nanos()));
    }

    /** With the options that start it soonest: nobody shall say that it was held back. */
    private static List<String> hello(Kit kit) throws IOException {
        Path file = kit.folder().resolve("socklab/bench/Hello.class");
        Files.createDirectories(file.getParent());
        try (InputStream in = Hello.class.getResourceAsStream("Hello.class")) {
            Files.write(file, in.readAllBytes());
        }
        return List.of(Kit.jdk("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp",
                kit.folder().toString(), Hello.class.getName());
    }

    /** The uppercase exchange, a dozen lines. */
    private static Path lab(Kit kit) throws IOException {
        Path file = kit.folder().resolve("start.lab");
        return Files.write(file, List.of("# The uppercase exchange", "server = open udp", "server.bind 127.0.0.1 0", "client = open udp",
                "client.sendto $server.local hello", "=> 5 bytes", "m = server.recvfrom 2048", "server.sendto $m.from $m.upper",
                "client.recv 2048", "=> \"HELLO\" (5 bytes)"));
    }
}
