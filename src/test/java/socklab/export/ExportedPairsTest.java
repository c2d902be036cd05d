package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.oracle.SocklabProgram;

/**
 * The exported uppercase programs talk to each other across languages, to {@code serve}, and to the four programs of a
 * lecture's note: each server answers all clients, one after another, in a network of its own.
 */
class ExportedPairsTest {
    private static final Path SEED = Path.of("labs/seed");
    private static final Path NOTE = Path.of("src/test/resources/socklab/export/note");
    /** Waits until the server has its port, then runs the clients; the server ends with the network. */
    private static final String SCRIPT = """
        ip link set lo up
        %s > /dev/null 2> server.err &
        n=0
        until grep -q ':2EE0 ' /proc/net/%s || [ $n -gt 300 ]; do sleep 0.05; n=$((n + 1)); done
        %s
        kill $!
        """;

    @TempDir
    private static Path folder;

    private static final Map<String, String> COMMANDS = new LinkedHashMap<>();
    private static final Map<String, CompletableFuture<Exports.Said>> RUNS = new LinkedHashMap<>();
    private static final List<String> CLIENTS = List.of("C", "PYTHON", "JAVA", "NOTE");

    @BeforeAll
    static void make() throws Refusal {
        assumeTrue(Exports.installed("gcc", "--version"), "gcc is not installed");
        assumeTrue(Exports.installed("python3", "--version"), "python3 is not installed");
        assumeTrue(Exports.installed("unshare", "-rn", "true"), "no network namespace can be made here");
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler");
        CompiledPrograms programs = new CompiledPrograms(folder);
        String python = CompiledPrograms.python();
        for (String kind : List.of("udp", "tcp")) {
            for (String role : List.of("server", "client")) {
                Path lab = SEED.resolve(kind + "-" + role + ".lab");
                for (TargetLanguage language : TargetLanguage.values()) {
                    COMMANDS.put(kind + " " + role + " " + language, quoted(programs.command(lab, language, false)));
                }
                COMMANDS.put(
                        kind + " " + role + " NOTE",
                        quoted(List.of(
                                python,
                                NOTE.resolve(kind + "_" + role + ".py")
                                        .toAbsolutePath()
                                        .toString())));
            }
            COMMANDS.put(kind + " server SERVE", quoted(SocklabProgram.command("serve", kind)));
        }
        // what takes time is the start of Java and Python: all servers are tried side by side
        COMMANDS.keySet().stream()
                .filter(c -> c.contains(" server "))
                .forEach(c -> RUNS.put(c, CompletableFuture.supplyAsync(() -> run(c))));
    }

    /** The clients, one after another, with one server. */
    private static Exports.Said run(String server) {
        String kind = server.substring(0, 3);
        List<String> clients = CLIENTS.stream()
                .map(c -> "echo 'hello from " + c.toLowerCase(Locale.ROOT) + "' | timeout 20 "
                        + COMMANDS.get(kind + " client " + c) + "; echo")
                .toList();
        try {
            Path own = Files.createDirectory(folder.resolve(server.replace(' ', '-')));
            Path script = Files.writeString(
                    own.resolve("run.sh"),
                    String.format(SCRIPT, COMMANDS.get(server), kind, String.join("\n", clients)));
            return Exports.run(own, List.of("unshare", "-rn", "sh", script.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(List<String> command) {
        return command.stream().map(w -> "'" + w.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "udp,C", "udp,PYTHON", "udp,JAVA", "udp,NOTE", "udp,SERVE",
        "tcp,C", "tcp,PYTHON", "tcp,JAVA", "tcp,NOTE", "tcp,SERVE"
    })
    void aServerAnswersAllClients(String kind, String server) throws IOException {
        String name = kind + " server " + server;
        String said = RUNS.get(name).join().text();
        assertThat(said.lines().filter(l -> !l.isBlank()).map(l -> l.replaceFirst(".*(?=HELLO)", "")))
                .as(said
                        + Files.readString(
                                folder.resolve(name.replace(' ', '-')).resolve("server.err")))
                .containsExactlyElementsOf(
                        CLIENTS.stream().map(c -> "HELLO FROM " + c).toList());
    }
}
