package socklab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.text.Message;

/** What a line of a lab costs, by how long the lab is; and what several labs side by side save. */
final class ScaleBench {
    private static final List<Integer> LINES = List.of(160_000, 1_000, 10_000, 100_000);
    private static final int LINES_AN_EXCHANGE = 4;
    private static final double FLAT = 1.5;
    private static final double MICRO = 1e3;
    private static final double SECOND = 1e9;
    private static final int SIDE_BY_SIDE = 16;
    private static final int EACH_LINES = 40_000;
    private static final int STUDENTS = 500;
    private static final double KIB_A_MIB = 1024;

    /** Runs a command, and prints the seconds that it took and the most memory that it had, in KiB. */
    private static final String MEASURED = """
        import resource, subprocess, sys, time
        start = time.monotonic()
        subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
        print(time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        """;

    private static final List<String> KEY = List.of(
            "# A key",
            "server = open udp",
            "server.bind 127.0.0.1 0",
            "client = open udp",
            "client.sendto $server.local hello",
            "#? How many bytes?",
            "=> 5 bytes",
            "#! yours",
            "client.sendto $server.local again",
            "#! end",
            "server.recv 2048",
            "=> \"hello\" (5 bytes)",
            "server.recv 2048",
            "=> \"again\" (5 bytes)");

    private ScaleBench() {}

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        lines(kit, effort, out);
        sideBySide(kit, effort, out);
        classes(kit, effort, out);
    }

    /** A lab of so many lines, comments and results among them. */
    private static Path lab(BenchTools kit, String name, int lines) throws IOException {
        List<String> text = new ArrayList<>(
                List.of("# A generated lab", "server = open udp", "server.bind 127.0.0.1 0", "client = open udp"));
        while (text.size() < lines) {
            text.add("client.sendto $server.local hello " + text.size() / LINES_AN_EXCHANGE % 10);
            text.add("=> 7 bytes");
            text.add("# and the server has it");
            text.add("server.recvfrom 2048");
        }
        return Files.write(kit.folder().resolve(name), text);
    }

    private static double check(BenchTools kit, String... words) throws IOException, MissingTool {
        List<String> command = new ArrayList<>(List.of("check"));
        command.addAll(List.of(words));
        return kit.time(
                BenchTools.socklab(command.toArray(String[]::new)),
                Path.of("/dev/null"),
                kit.folder().resolve("out"));
    }

    /** Each less what the check of a lab of four lines takes, in the same turn. */
    private static void lines(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        Path empty = lab(kit, "empty.lab", 0);
        Map<ComparedProgram, Goal> goals = new LinkedHashMap<>();
        List<ComparedProgram> sides = new ArrayList<>();
        for (int lines : LINES.subList(0, effort.of(LINES.size(), 2))) {
            int count = effort.of(lines, 8);
            Path file = lab(kit, lines + ".lab", count);
            ComparedProgram side = new ComparedProgram(
                    Message.of("bench.lines", count),
                    () -> List.of((check(kit, file.toString()) - check(kit, empty.toString())) / count / MICRO));
            goals.put(side, new Goal.AtMost(FLAT));
            sides.add(side);
        }
        goals.remove(sides.getFirst());
        out.accept(InterleavedRuns.take(effort.atMost(3), sides).figures(Message.of("bench.scale"), "µs", 0, goals));
    }

    private static void sideBySide(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        Path folder = Files.createDirectories(kit.folder().resolve("labs"));
        for (int i = 0; i < effort.of(SIDE_BY_SIDE, 2); i++) {
            lab(kit, "labs/" + i + ".lab", effort.of(EACH_LINES, 8));
        }
        String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
        ComparedProgram many = new ComparedProgram(
                Message.of("bench.atOnce", cores), () -> List.of(check(kit, "-j", cores, folder.toString()) / SECOND));
        ComparedProgram one = new ComparedProgram(
                Message.of("bench.atOnce", 1), () -> List.of(check(kit, "-j", "1", folder.toString()) / SECOND));
        out.accept(InterleavedRuns.take(effort.atMost(3), List.of(many, one))
                .figures(Message.of("bench.sideBySide", SIDE_BY_SIDE), "s", 0, Map.of()));
    }

    /** A class is graded in the memory that a tenth of it takes: of each student only the marks are kept. */
    private static void classes(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        int all = effort.of(STUDENTS, 10);
        Path key = Files.write(kit.folder().resolve("key.lab"), KEY);
        Map<Integer, Path> folders = new LinkedHashMap<>();
        for (int count : List.of(all, Math.max(1, all / 10))) {
            Path folder = Files.createDirectories(kit.folder().resolve("class" + count));
            for (int i = 0; i < count; i++) {
                List<String> answers = new ArrayList<>(KEY);
                answers.set(6, i % 2 == 0 ? "=> 5 bytes" : "=> ____");
                answers.replaceAll(line -> line.equals("#! yours")
                        ? "# ---- your lines for task 1 ----"
                        : line.equals("#! end") ? "# ---- end of task 1 ----" : line);
                Files.write(folder.resolve("student" + i + ".lab"), answers);
            }
            folders.put(count, folder);
        }
        List<ComparedProgram> sides = folders.entrySet().stream()
                .map(e -> new ComparedProgram(
                        Message.of("bench.students", e.getKey()),
                        () -> List.of(grade(kit, key, e.getValue()).get(1))))
                .toList();
        out.accept(InterleavedRuns.take(effort.atMost(3), sides)
                .figures(Message.of("bench.classMemory"), "MiB", 0, Map.of(sides.getLast(), new Goal.AtMost(FLAT))));
        List<ComparedProgram> timed = folders.entrySet().stream()
                .map(e -> new ComparedProgram(
                        Message.of("bench.students", e.getKey()),
                        () -> List.of(grade(kit, key, e.getValue()).get(0))))
                .toList();
        out.accept(
                InterleavedRuns.take(effort.atMost(3), timed).figures(Message.of("bench.classTime"), "s", 0, Map.of()));
    }

    /** Seconds and MiB. */
    private static List<Double> grade(BenchTools kit, Path key, Path folder) throws IOException, MissingTool {
        List<String> command = new ArrayList<>(List.of(kit.python(), "-c", MEASURED));
        command.addAll(BenchTools.socklab(
                "grade", "--report", "json=" + kit.folder().resolve("class.json"), key.toString(), folder.toString()));
        String[] figures = kit.run(command).strip().split(" ");
        return List.of(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]) / KIB_A_MIB);
    }
}
