package socklab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import socklab.text.Message;

/** The archive to hand out against run.sh: a start to the prompt, of one line, of one lab. */
final class ArchiveBench {
    private static final double AT_MOST = 1.2;

    private ArchiveBench() {}

    /** How a program is started and timed, in milliseconds. */
    private interface Timed {
        List<Double> milliseconds(List<String> command) throws IOException, MissingTool;
    }

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        String lab = StartBench.lab(kit).toString();
        out.accept(compared(effort, "bench.archivePrompt", c -> StartBench.toThePrompt(kit, c), List.of()));
        out.accept(compared(effort, "bench.archiveLine", c -> StartBench.toTheEnd(kit, c), List.of("-e", "open udp")));
        out.accept(compared(effort, "bench.archiveCheck", c -> StartBench.toTheEnd(kit, c), List.of("check", lab)));
    }

    private static Figures compared(Effort effort, String title, Timed timed, List<String> args) throws IOException {
        ComparedProgram archive = new ComparedProgram(
                Message.of("bench.archive"),
                () -> timed.milliseconds(
                        Stream.concat(Stream.of(launcher()), args.stream()).toList()));
        ComparedProgram script = new ComparedProgram(
                Message.of("bench.runScript"),
                () -> timed.milliseconds(BenchTools.socklab(args.toArray(String[]::new))));
        return InterleavedRuns.take(effort, List.of(archive, script))
                .figures(Message.of(title), "ms", 0, Map.of(script, new Goal.AtMost(AT_MOST)));
    }

    /** The launcher of the archive that was built last. */
    private static String launcher() throws IOException, MissingTool {
        Path dist = Path.of(System.getProperty("socklab.home", ""), "target", "dist");
        if (Files.isDirectory(dist)) {
            try (Stream<Path> folders = Files.list(dist)) {
                return folders.map(f -> f.resolve("bin").resolve("socklab"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(ArchiveBench::notBuilt)
                        .toString();
            }
        }
        throw notBuilt();
    }

    private static MissingTool notBuilt() {
        return new MissingTool(Message.of("bench.noArchive"));
    }
}
