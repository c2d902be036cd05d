package socklab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Message;

/**
 * How long a start takes: to the prompt, to the first socket, to the end of a line or of a lab; against jshell's
 * prompt.
 */
final class StartBench {
    private static final double MILLI = 1e6;
    private static final double PROMPT = 0.08;
    private static final double FIRST_SOCKET = 0.15;
    private static final double CHECK = 0.12;

    private StartBench() {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        ComparedProgram prompt =
                new ComparedProgram(Message.of("bench.run"), () -> toThePrompt(kit, BenchTools.socklab()));
        ComparedProgram first = new ComparedProgram(
                Message.of("bench.runFirst"),
                () -> total(new PtyKeys()
                        .expect("socklab>")
                        .type("open udp")
                        .expect("=> s1")
                        .play(kit, BenchTools.socklab())));
        ComparedProgram line = new ComparedProgram(
                Message.of("bench.runLine"), () -> toTheEnd(kit, BenchTools.socklab("-e", "open udp")));
        ComparedProgram check = new ComparedProgram(
                Message.of("bench.check"), () -> toTheEnd(kit, BenchTools.socklab("check", lab(kit).toString())));
        ComparedProgram jshell = new ComparedProgram(
                Message.of("bench.jshellPrompt"),
                () -> total(new PtyKeys().expect("jshell>").play(kit, List.of(BenchTools.jdk("jshell")))));
        out.accept(InterleavedRuns.take(effort, List.of(prompt, first, line, check, jshell))
                .comparedWith(
                        jshell,
                        Message.of("bench.ratioJshell"),
                        Message.of("bench.start"),
                        "ms",
                        Map.of(
                                prompt, new Goal.AtMost(PROMPT),
                                first, new Goal.AtMost(FIRST_SOCKET),
                                check, new Goal.AtMost(CHECK))));
    }

    /** How long a command takes to show its prompt, in milliseconds. */
    static List<Double> toThePrompt(BenchTools kit, List<String> command) throws IOException, MissingTool {
        return total(new PtyKeys().expect("socklab>").play(kit, command));
    }

    private static List<Double> total(List<PtyKeys.Seen> seen) {
        return List.of(seen.stream().mapToLong(PtyKeys.Seen::nanos).sum() / MILLI);
    }

    /** How long a command takes to end, in milliseconds. */
    static List<Double> toTheEnd(BenchTools kit, List<String> command) throws IOException, MissingTool {
        return List.of(kit.time(command, Path.of("/dev/null"), kit.folder().resolve("out")) / MILLI);
    }

    /** The uppercase exchange, a dozen lines. */
    static Path lab(BenchTools kit) throws IOException {
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
