package socklab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Message;

/**
 * How long a report takes, from start to file: of a lab, and of a session as long as a journal; and what the live page
 * costs.
 */
final class PageBench {
    private static final int TURNS = 5_000;
    private static final double LAB_SECONDS = 0.6;
    private static final double SESSION_SECONDS = 5;
    private static final double SECOND = 1e9;

    private PageBench() {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        measure(kit, effort, lab(kit), Message.of("bench.page"), new Goal.AtMost(LAB_SECONDS), out);
        int turns = effort.of(TURNS, 8);
        measure(
                kit,
                effort.atMost(3),
                session(kit, turns),
                Message.of("bench.pageLong", 4 * turns),
                new Goal.AtMost(SESSION_SECONDS),
                out);
        ClassPageBench.figures(kit, effort, out);
    }

    private static void measure(
            BenchTools kit, Effort effort, Path lab, Message title, Goal goal, Consumer<Figures> out)
            throws IOException {
        Path page = kit.folder().resolve("page.html");
        ComparedProgram ours = new ComparedProgram(
                Message.of("bench.socklab"),
                () -> List.of(kit.time(
                                BenchTools.socklab("report", lab.toString(), "-o", page.toString()),
                                Path.of("/dev/null"),
                                kit.folder().resolve("out"))
                        / SECOND));
        out.accept(InterleavedRuns.take(effort, List.of(ours)).figures(title, "s", 0, Map.of(ours, goal)));
    }

    /** The calls of a half-closed connection; none of them waits. */
    private static Path lab(BenchTools kit) throws IOException {
        return Files.write(
                kit.folder().resolve("half-close.lab"),
                List.of(
                        "# Half a goodbye",
                        "server = open tcp",
                        "server.bind 127.0.0.1 0",
                        "server.listen 128",
                        "client = open tcp",
                        "client.connect $server.local",
                        "connection = server.accept",
                        "client.send please shout",
                        "client.shutdown wr",
                        "=> 0",
                        "client.send one more thing",
                        "=> EPIPE (Broken pipe)",
                        "request = connection.recv 1024",
                        "connection.recv 1024",
                        "connection.send $request.upper",
                        "connection.close",
                        "client.recv 1024",
                        "client.recv 1024"));
    }

    /** Each turn makes two calls, each of which is two events. */
    private static Path session(BenchTools kit, int turns) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# A long session", "a b = socketpair unix-dgram"));
        lines.addAll(List.of("/repeat " + turns, "a.send hello", "b.recv 100", "/end"));
        return Files.write(kit.folder().resolve("long.lab"), lines);
    }
}
