package socklab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import socklab.bench.ServersUnderTest.Soon;
import socklab.text.Message;

/** {@code serve udp} and {@code serve tcp} under load, against the note's servers in Python and in C, and socat. */
final class ServerBench {
    private static final List<Integer> CLIENTS = List.of(1, 32, 256);
    private static final int MILLIS = 800;
    /** Each as long as a measurement: servers run for days, their first second is no measure of them. */
    private static final int WARM_UPS = 4;

    private static final int BURST_MILLIS = 4000;
    private static final int SILENT = 10_000;
    private static final int SILENT_CLIENTS = 32;
    private static final int SIZE = 16;
    private static final int LARGEST = 65507;
    private static final double UDP_GOAL = 1;
    private static final double TCP_GOAL = 0.95;
    private static final int RATE = 0;
    private static final int P99 = 2;

    private final BenchTools kit;
    private final Effort effort;
    private final Consumer<Figures> out;

    private ServerBench(BenchTools kit, Effort effort, Consumer<Figures> out) {
        this.kit = kit;
        this.effort = effort.atMost(7);
        this.out = out;
    }

    static void figures(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        ServerBench serving = new ServerBench(kit, effort, out);
        serving.udp();
        serving.tcp();
        serving.silent();
    }

    /** Servers by the name that their rows have; socklab's first, C's second. */
    private record Field(Map<Message, Soon> servers, List<Message> names) {
        static Field of(Message[] names, Soon... servers) {
            Map<Message, Soon> all = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                all.put(names[i], servers[i]);
            }
            return new Field(all, List.of(names));
        }
    }

    private static Message[] names() {
        return new Message[] {
            Message.of("bench.serve"),
            Message.of("bench.serverC"),
            Message.of("bench.serverNote"),
            Message.of("bench.socat")
        };
    }

    private List<Integer> crowds() {
        return CLIENTS.subList(0, effort.of(CLIENTS.size(), 1));
    }

    private void udp() throws IOException {
        Field field = Field.of(
                names(),
                ServersUnderTest.udp(kit, p -> BenchTools.socklab("serve", "udp", p, "--quiet")),
                ServersUnderTest.udp(kit, p -> List.of(kit.program("udp-server"), p)),
                ServersUnderTest.udp(
                        kit,
                        p -> List.of(kit.python(), kit.resource("udp-server.py").toString(), p)),
                ServersUnderTest.udp(
                        kit,
                        p -> List.of(
                                BenchTools.tool("socat"), "-T2", "UDP4-LISTEN:" + p + ",bind=127.0.0.1,fork", "PIPE")));
        try {
            for (int clients : crowds()) {
                load(field, "udp", clients, SIZE, UDP_GOAL, Message.of("bench.udp", clients));
            }
            Field few = new Field(field.servers(), field.names().subList(0, 2));
            load(few, "udp", 1, LARGEST, UDP_GOAL, Message.of("bench.udpLargest", LARGEST));
        } finally {
            field.servers().values().forEach(s -> s.stop(kit));
        }
    }

    private void tcp() throws IOException {
        Field field = Field.of(
                names(),
                ServersUnderTest.tcp(kit, p -> BenchTools.socklab("serve", "tcp", p, "--quiet")),
                ServersUnderTest.tcp(kit, p -> List.of(kit.program("tcp-server"), p)),
                ServersUnderTest.tcp(
                        kit,
                        p -> List.of(kit.python(), kit.resource("tcp-server.py").toString(), p)),
                ServersUnderTest.tcp(
                        kit,
                        p -> List.of(
                                BenchTools.tool("socat"),
                                "TCP4-LISTEN:" + p + ",bind=127.0.0.1,fork,reuseaddr,backlog=4096",
                                "PIPE")));
        try {
            for (int clients : crowds()) {
                load(field, "tcp", clients, SIZE, TCP_GOAL, Message.of("bench.tcp", clients));
            }
            burst(field);
        } finally {
            field.servers().values().forEach(s -> s.stop(kit));
        }
    }

    private List<Double> measure(String mode, Soon server, int clients, int millis, int size)
            throws IOException, MissingTool {
        String port = Integer.toString(server.running().port());
        String said = kit.run(List.of(
                kit.program("load"),
                mode,
                port,
                Integer.toString(clients),
                Integer.toString(millis),
                Integer.toString(size)));
        return Arrays.stream(said.strip().split(" ")).map(Double::valueOf).toList();
    }

    private void load(Field field, String mode, int clients, int size, double goal, Message title) throws IOException {
        List<ComparedProgram> sides = new ArrayList<>();
        for (Message name : field.names()) {
            sides.add(new ComparedProgram(
                    name, () -> measure(mode, field.servers().get(name), clients, effort.of(MILLIS, 50), size)));
        }
        for (int i = 0; i < effort.of(WARM_UPS, 1); i++) {
            measure(sides.getFirst()); // the server's own compiler needs something to look at
        }
        InterleavedRuns turns = InterleavedRuns.take(effort, sides);
        out.accept(turns.figures(title, "1/s", RATE, Map.of(sides.get(1), new Goal.AtLeast(goal))));
        out.accept(turns.figures(Message.of("bench.p99"), "µs", P99, Map.of(sides.get(1), new Goal.AtMost(1))));
    }

    private static void measure(ComparedProgram side) throws IOException {
        try {
            side.turn().measure();
        } catch (MissingTool e) {
            // it is reported in its turn
        }
    }

    /** Everybody comes at the same moment, once: a queue of one shows. */
    private void burst(Field field) throws IOException {
        List<ComparedProgram> sides = new ArrayList<>();
        for (Message name : field.names()) {
            sides.add(new ComparedProgram(
                    name,
                    () -> measure(
                            "burst", field.servers().get(name), SILENT_CLIENTS, effort.of(BURST_MILLIS, 100), SIZE)));
        }
        out.accept(InterleavedRuns.take(effort.atMost(1), sides)
                .figures(Message.of("bench.burst", SILENT_CLIENTS), "1/s", RATE, Map.of()));
    }

    /** Connections that say nothing, while others are served. */
    private void silent() throws IOException {
        int held = effort.of(SILENT, 20);
        Soon bare = ServersUnderTest.tcp(kit, p -> BenchTools.socklab("serve", "tcp", p, "--quiet"));
        Soon full = ServersUnderTest.tcp(kit, p -> BenchTools.socklab("serve", "tcp", p, "--quiet"));
        try {
            ComparedProgram with = new ComparedProgram(
                    Message.of("bench.silentHeld", held),
                    () -> measure("tcp", full, SILENT_CLIENTS, effort.of(MILLIS, 50), SIZE));
            ComparedProgram without = new ComparedProgram(
                    Message.of("bench.silentNone"),
                    () -> measure("tcp", bare, SILENT_CLIENTS, effort.of(MILLIS, 50), SIZE));
            measure(with);
            measure(without);
            double before = full.running().residentKib();
            Process holder = hold(full, held);
            double after = full.running().residentKib();
            out.accept(InterleavedRuns.take(effort, List.of(with, without))
                    .figures(Message.of("bench.silent", SILENT_CLIENTS), "1/s", RATE, Map.of()));
            ComparedProgram memory =
                    new ComparedProgram(Message.of("bench.serve"), () -> List.of((after - before) / held));
            out.accept(InterleavedRuns.take(new Effort(1, 1), List.of(memory))
                    .figures(Message.of("bench.silentMemory"), "KiB", 0, Map.of()));
            kit.stop(holder);
        } catch (MissingTool e) {
            out.accept(new Figures(
                    Message.of("bench.silent", SILENT_CLIENTS),
                    "1/s",
                    List.of(new Figures.Row.LeftOut(Message.of("bench.serve"), e.why()))));
        } finally {
            bare.stop(kit);
            full.stop(kit);
        }
    }

    private Process hold(Soon server, int held) throws IOException, MissingTool {
        Process holder = kit.startTalking(List.of(
                kit.program("load"), "hold", Integer.toString(server.running().port()), Integer.toString(held)));
        String said =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (said == null) {
            throw new MissingTool(Message.of("bench.failed", "load hold", "-", Integer.toString(held)));
        }
        return holder;
    }
}
