package socklab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.text.Message;

/**
 * A cable between two hosts, a and b, and the C program in each of them: socklab's own in a shell of its own, as a user
 * lays it, or the C program's, on namespaces of the same shape.
 */
final class CableUnderTest {
    private static final String PORT = "9000";
    private static final String ADDRESS = "10.0.0.2";
    private static final int KIB_COLUMN = 1;
    private static final Pattern ENTER = Pattern.compile("host ([ab]) by: (.*) COMMAND");

    private final BenchTools kit;
    private final Process owner;
    private final List<String> intoA;
    private final Process answerer;

    private CableUnderTest(BenchTools kit, Process owner, List<String> intoA, List<String> intoB)
            throws IOException, MissingTool {
        this.kit = kit;
        this.owner = owner;
        this.intoA = intoA;
        this.answerer = kit.startTalking(in(kit, intoB, "answer", PORT));
    }

    private static List<String> in(BenchTools kit, List<String> into, String... args) throws IOException, MissingTool {
        List<String> command = new ArrayList<>(into);
        command.add(kit.program("frames"));
        command.addAll(Arrays.asList(args));
        return command;
    }

    /** A shell that shows what {@code /wire show} says; what it shows is thrown away. */
    static CableUnderTest shell(BenchTools kit, String show) throws IOException, MissingTool {
        BenchTools.tool("nsenter");
        Process shell = kit.startTalking(BenchTools.socklab("--wire", "--lang", "en"));
        BufferedReader said = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        OutputStream typed = shell.getOutputStream();
        typed.write(("/wire\n/wire show " + show + "\n/host\n").getBytes(StandardCharsets.UTF_8));
        typed.flush();
        Map<String, List<String>> into = new HashMap<>();
        String last = "";
        while (into.size() < 2) {
            String line = said.readLine();
            if (line == null) {
                throw new MissingTool(Message.of("bench.failed", "/wire", "-", last));
            }
            last = line;
            Matcher enter = ENTER.matcher(line);
            if (enter.find()) {
                into.put(enter.group(1), List.of(enter.group(2).split(" ")));
            }
        }
        Thread.ofPlatform().daemon().name("shown").start(() -> said.lines().forEach(_ -> {})); // ends with the shell
        return new CableUnderTest(kit, shell, into.get("a"), into.get("b"));
    }

    /** The C program, and hosts that it has made. */
    static CableUnderTest program(BenchTools kit) throws IOException, MissingTool {
        BenchTools.tool("nsenter");
        BenchTools.tool("ip");
        Process cable = kit.startTalking(List.of(kit.program("frames"), "cable"));
        String said =
                new BufferedReader(new InputStreamReader(cable.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (said == null) {
            throw new MissingTool(Message.of("bench.failed", "frames", "-", "cable"));
        }
        String[] hosts = said.split(" ");
        return new CableUnderTest(kit, cable, into(hosts[0]), into(hosts[1]));
    }

    private static List<String> into(String process) {
        return List.of("nsenter", "--net=/proc/" + process + "/ns/net");
    }

    /**
     * Datagrams there and back: how many a second, both ways; median and 99 % of half a round trip, µs; how many were
     * lost.
     */
    List<Double> trips(long count, int window, int size) throws IOException, MissingTool {
        return numbers("trips", ADDRESS, PORT, Long.toString(count), Integer.toString(window), Integer.toString(size));
    }

    /** One stream: millions of bits a second. */
    List<Double> bulk(long bytes) throws IOException, MissingTool {
        return numbers("bulk", ADDRESS, PORT, Long.toString(bytes));
    }

    private List<Double> numbers(String... args) throws IOException, MissingTool {
        return Arrays.stream(kit.run(in(kit, intoA, args)).strip().split(" "))
                .map(Double::valueOf)
                .toList();
    }

    /** How many MiB of the one who carries the frames are resident. */
    double residentMib() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + owner.pid() + "/status")).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToDouble(l -> Double.parseDouble(l.split("\\s+")[KIB_COLUMN]) / 1024)
                .findFirst()
                .orElseThrow();
    }

    void stop() {
        kit.stop(answerer);
        kit.stop(owner);
    }

    /** Milliseconds from the Enter behind {@code /wire} to its answer, in a new shell that has its prompt. */
    static double ready(BenchTools kit) throws IOException, MissingTool {
        List<PtyKeys.Seen> seen = new PtyKeys()
                .expect("socklab>")
                .sleep(1000)
                .type("/wire")
                .expect("mtu 1500")
                .play(kit, BenchTools.socklab("--wire", "--lang", "en"));
        return seen.getLast().nanos() / 1e6;
    }
}
