package socklab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Message;

/** How long it takes from starting a program to its first prompt, on a pseudo-terminal; and to check a lab. */
final class StartBench {
    private static final double MILLI = 1e6;

    private StartBench() {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        ComparedProgram ours = prompt(kit, Message.of("bench.run"), "socklab>", BenchTools.socklab());
        ComparedProgram check = new ComparedProgram(
                Message.of("bench.check"),
                () -> millis(kit.time(
                        BenchTools.socklab("check", lab(kit).toString()),
                        Path.of("/dev/null"),
                        kit.folder().resolve("out"))));
        ComparedProgram jshell = prompt(kit, Message.of("bench.jshell"), "jshell>", List.of(BenchTools.jdk("jshell")));
        ComparedProgram python = new ComparedProgram(
                Message.of("bench.python"),
                () -> new PtyKeys()
                        .expect(">>>").play(kit, List.of(kit.python(), "-q", "-i")).stream()
                                .map(s -> s.nanos() / MILLI)
                                .toList());
        ComparedProgram bare = prompt(kit, Message.of("bench.hello"), "hello", hello(kit));
        InterleavedRuns turns = InterleavedRuns.take(effort, List.of(ours, jshell, python, bare));
        out.accept(turns.figures(
                Message.of("bench.start"), "ms", 0, Map.of(jshell, new Goal.AtMost(0.1), bare, new Goal.AtMost(2.5))));
        result(kit, effort, out);
        ComparedProgram again = new ComparedProgram(Message.of("bench.run"), ours.turn());
        out.accept(InterleavedRuns.take(effort, List.of(check, again))
                .figures(Message.of("bench.startCheck"), "ms", 0, Map.of(again, new Goal.AtMost(1.5))));
    }

    /** A prompt is worth what is behind it: typed at once, when is the first socket there? */
    private static void result(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        ComparedProgram ours = new ComparedProgram(
                Message.of("bench.openUdp"),
                () -> total(new PtyKeys()
                        .expect("socklab>")
                        .type("open udp")
                        .expect("=> s1")
                        .play(kit, BenchTools.socklab())));
        ComparedProgram jshell = new ComparedProgram(
                Message.of("bench.jshell"),
                () -> total(new PtyKeys()
                        .expect("jshell>")
                        .type("new java.net.DatagramSocket()")
                        .expect("$1 ==>")
                        .play(kit, List.of(BenchTools.jdk("jshell")))));
        ComparedProgram python = new ComparedProgram(
                Message.of("bench.python"),
                () -> total(new PtyKeys()
                        .expect(">>>")
                        .type("import socket; socket.socket(type=socket.SOCK_DGRAM)")
                        .expect("laddr=")
                        .play(kit, List.of(kit.python(), "-q", "-i"))));
        out.accept(InterleavedRuns.take(effort, List.of(ours, jshell, python))
                .figures(Message.of("bench.startResult"), "ms", 0, Map.of()));
    }

    private static List<Double> total(List<PtyKeys.Seen> seen) {
        return millis(seen.stream().mapToLong(PtyKeys.Seen::nanos).sum());
    }

    private static List<Double> millis(long nanos) {
        return List.of(nanos / MILLI);
    }

    private static ComparedProgram prompt(BenchTools kit, Message name, String prompt, List<String> command) {
        return new ComparedProgram(
                name,
                () -> millis(new PtyKeys()
                        .expect(prompt)
                        .play(kit, command)
                        .getFirst()
                        .nanos()));
    }

    /** With the options that start it soonest: nobody shall say that it was held back. */
    private static List<String> hello(BenchTools kit) throws IOException {
        Path file = kit.folder().resolve("socklab/bench/Hello.class");
        Files.createDirectories(file.getParent());
        try (InputStream in = Hello.class.getResourceAsStream("Hello.class")) {
            Files.write(file, in.readAllBytes());
        }
        return List.of(
                BenchTools.jdk("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                kit.folder().toString(),
                Hello.class.getName());
    }

    /** The uppercase exchange, a dozen lines. */
    private static Path lab(BenchTools kit) throws IOException {
        Path file = kit.folder().resolve("start.lab");
        return Files.write(
                file,
                List.of(
                        "# The uppercase exchange",
                        "server = open udp",
                        "server.bind 127.0.0.1 0",
                        "client = open udp",
                        "client.sendto $server.local hello",
                        "=> 5 bytes",
                        "m = server.recvfrom 2048",
                        "server.sendto $m.from $m.upper",
                        "client.recv 2048",
                        "=> \"HELLO\" (5 bytes)"));
    }
}
