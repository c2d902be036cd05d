package socklab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import socklab.text.Message;

/**
 * What an exchange costs, one sendto and one recvfrom over the loopback, in a {@code /repeat} and in a loop of C, of
 * Python and of Java.
 */
final class CallsBench {
    private static final int TIMES = 1_000_000;
    private static final double MICRO = 1e3;

    private CallsBench() {}

    /** Whole processes, from their start to their end: that a virtual machine has to warm up is part of it. */
    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        int times = effort.of(TIMES, 100);
        Path lines = lines(kit, times);
        ComparedProgram silent = socklab(kit, Message.of("bench.repeat"), lines, times, "silent");
        ComparedProgram c =
                side(kit, Message.of("bench.c"), times, () -> List.of(kit.program("calls"), Integer.toString(times)));
        ComparedProgram python = side(
                kit,
                Message.of("bench.python"),
                times,
                () -> List.of(kit.python(), kit.resource("calls.py").toString(), Integer.toString(times)));
        ComparedProgram java = side(
                kit,
                Message.of("bench.bareJava"),
                times,
                () -> Stream.concat(kit.javaProgram("Calls").stream(), Stream.of(Integer.toString(times)))
                        .toList());
        out.accept(InterleavedRuns.take(effort.atMost(7), List.of(silent, c, python, java))
                .figures(
                        Message.of("bench.calls", times),
                        "µs",
                        0,
                        Map.of(c, new Goal.AtMost(1.3), python, new Goal.AtMost(1))));
        ComparedProgram traced = socklab(kit, Message.of("bench.repeatTraced"), lines, times, "normal");
        out.accept(InterleavedRuns.take(effort.atMost(5), List.of(traced, c))
                .figures(Message.of("bench.callsTraced", times), "µs", 0, Map.of(c, new Goal.AtMost(3))));
    }

    private interface Command {
        List<String> words() throws IOException, MissingTool;
    }

    private static ComparedProgram side(BenchTools kit, Message name, int times, Command command) {
        return new ComparedProgram(
                name,
                () -> each(
                        kit.time(
                                command.words(),
                                Path.of("/dev/null"),
                                kit.folder().resolve("out")),
                        times));
    }

    private static ComparedProgram socklab(BenchTools kit, Message name, Path lines, int times, String feedback) {
        Path file = kit.folder().resolve("lines");
        return new ComparedProgram(name, () -> {
            try {
                return each(kit.time(BenchTools.socklab("--feedback", feedback), lines, file), times);
            } finally {
                Files.deleteIfExists(file);
            }
        });
    }

    private static List<Double> each(long nanos, int times) {
        return List.of(nanos / MICRO / times);
    }

    private static Path lines(BenchTools kit, int times) throws IOException {
        return Files.write(
                kit.folder().resolve("repeat"),
                List.of(
                        "server = open udp",
                        "server.bind 127.0.0.1 0",
                        "client = open udp",
                        "/repeat " + times,
                        "client.sendto $server.local hello",
                        "server.recvfrom 2048",
                        "/end"));
    }
}
