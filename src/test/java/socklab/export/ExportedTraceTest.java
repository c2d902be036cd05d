package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import socklab.lab.ImportedLog;
import socklab.oracle.SocklabProgram;
import socklab.oracle.Strace;
import socklab.oracle.StraceOracle;

/**
 * What strace sees of an exported program is what the lab did: for each descriptor the same calls, in the same order,
 * with the same arguments and results. And the other way round: of that trace comes a lab that does the same again.
 *
 * <p>A sample of the shelf; {@code -Dlabs=all} compares all labs that both sides can do by themselves. The manual names
 * the differences that are known there.
 */
@Timeout(600)
class ExportedTraceTest {
    private static final List<String> SAMPLE = List.of(
            "blocking/02-recv-three-ways-to-wake",
            "blocking/11-poll-two-clients",
            "blocking/12-select-two-clients",
            "blocking/13-epoll-level-edge",
            "blocking/20-to-the-nanosecond",
            "errors/07-time-wait",
            "errors/21-passing-descriptors",
            "errors/22-buffer-sizes",
            "errors/25-dup",
            "exercises/11-state-diagram",
            "tcp/04-half-close",
            "tcp/13-sendfile",
            "tcp/14-splice",
            "udp/04-too-small-a-buffer");

    private static final String RETURNED = "a call that waited stands where it returned, behind others on its socket";

    /** Labs that are not the same again when made of their trace, and why. The manual has the same list. */
    private static final Map<String, String> NOT_AGAIN = Map.ofEntries(
            Map.entry("blocking/01-accept-blocks", RETURNED),
            Map.entry("blocking/03-eintr", "that a signal ended a send shows only in how much was sent"),
            Map.entry("blocking/06-send-blocks", "of two calls that wait for each other one line comes first"),
            Map.entry("blocking/14-shutdown-wakes", RETURNED),
            Map.entry("blocking/16-two-wait-on-one", RETURNED),
            Map.entry("blocking/17-recvmmsg", "several messages by one call are none of a lab"),
            Map.entry("errors/24-error-queue", "of a recvmsg that failed strace does not print the room"),
            Map.entry("exercises/10-dns", "a port that no call told is asked for"),
            Map.entry("loss/01-overflow", "not all control messages and options are read"),
            Map.entry("tcp/05-the-queue", RETURNED),
            Map.entry("tcp/13-sendfile", "files that were opened are none of a lab"),
            Map.entry("tcp/14-splice", "pipes are none of a lab"));

    /** More bytes than a lab sends: a lab that is made of the trace shall send them all. */
    private static final List<String> WHOLE_STRINGS = List.of("-s", "8000000");

    private static final int SECONDS = 40;

    @TempDir
    private static Path folder;

    private static final Map<Path, List<String>> PLAYED = new LinkedHashMap<>();
    private static final Map<TargetLanguage, Map<Path, CompletableFuture<Traced>>> TRACED =
            new EnumMap<>(TargetLanguage.class);

    /** A program that ran under strace. */
    private record Traced(Exports.Said said, Path traces, List<String> calls) {}

    @BeforeAll
    @Timeout(600)
    static void run() throws Exception {
        StraceOracle.assume();
        assumeTrue(Exports.installed("gcc", "--version"), "gcc is not installed");
        assumeTrue(Exports.installed("python3", "--version"), "python3 is not installed");
        assumeTrue(Exports.installed("unshare", "-rn", "true"), "no network namespace can be made here");
        List<Path> labs = Exports.playable(SAMPLE);
        CompiledPrograms programs = new CompiledPrograms(folder);
        for (TargetLanguage language : List.of(TargetLanguage.C, TargetLanguage.PYTHON)) {
            Map<Path, CompletableFuture<Traced>> runs = new LinkedHashMap<>();
            for (Path lab : labs) {
                try {
                    List<String> command = programs.command(lab, language, false);
                    runs.put(lab, CompletableFuture.supplyAsync(() -> traced(lab, language, command)));
                } catch (Refusal _) {
                    // what is refused, and why, is kept in a file that another test compares
                }
            }
            TRACED.put(language, runs);
        }
        PLAYED.putAll(played(labs));
    }

    private static Traced traced(Path lab, TargetLanguage language, List<String> program) {
        try {
            Path traces = Files.createDirectories(folder.resolve(Exports.name(lab) + "." + language));
            List<String> command = new ArrayList<>(Strace.command(traces));
            command.addAll(1, WHOLE_STRINGS);
            command.addAll(program);
            Exports.Said said =
                    Exports.run(lab.toAbsolutePath().getParent(), CompiledPrograms.bounded(SECONDS, command));
            return new Traced(
                    said,
                    traces,
                    Strace.traced(traces).stream().map(Strace.Seen::text).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The calls of labs that are played by one process, in a network of its own. */
    private static Map<Path, List<String>> played(List<Path> labs) {
        List<String> command = new ArrayList<>(SocklabProgram.command("play", "--names", "kernel", "--lang", "en"));
        labs.forEach(l -> command.add(l.toString()));
        Exports.Said said = Exports.run(Path.of("."), CompiledPrograms.bounded(60, command));
        List<List<String>> each = new ArrayList<>();
        for (String line : said.text().lines().toList()) {
            if (line.matches(".* step 1 of \\d+")) {
                each.add(new ArrayList<>());
            }
            if (!each.isEmpty()) {
                each.getLast().add(line);
            }
        }
        assertThat(each).as(said.text()).hasSameSizeAs(labs);
        Map<Path, List<String>> played = new LinkedHashMap<>();
        for (int i = 0; i < labs.size(); i++) {
            String here = labs.get(i).toAbsolutePath().getParent() + "/";
            played.put(
                    labs.get(i),
                    NetworkCalls.played(each.get(i)).stream()
                            .map(l -> l.replace(here, ""))
                            .toList());
        }
        return played;
    }

    /** Compares the calls of each descriptor; a last close at the end of the program aside. */
    private static void compare(
            SoftAssertions all, String name, Map<String, List<String>> lab, Map<String, List<String>> program) {
        program.forEach((socket, calls) -> {
            boolean closed = lab.getOrDefault(socket, List.of()).stream().anyMatch(l -> l.startsWith("close("));
            if (!closed && calls.getLast().startsWith("close(")) {
                calls.removeLast();
            }
        });
        program.values().removeIf(List::isEmpty);
        all.assertThat(text(program)).as(name).isEqualTo(text(lab));
    }

    private static String text(Map<String, List<String>> calls) {
        return calls.entrySet().stream()
                .map(e -> e.getKey() + "\n  " + String.join("\n  ", e.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static void compareAll(TargetLanguage language, Set<RuntimeAdditions> found) {
        SoftAssertions all = new SoftAssertions();
        TRACED.get(language).forEach((lab, run) -> {
            Traced traced = run.join();
            all.assertThat(traced.said().exit())
                    .as(lab + "\n" + traced.said().text())
                    .isZero();
            List<String> calls = RuntimeAdditions.without(traced.calls(), found);
            compare(all, lab + " " + language, NetworkCalls.bySocket(PLAYED.get(lab)), NetworkCalls.bySocket(calls));
        });
        all.assertAll();
    }

    @Test
    void theProgramsInCMakeTheCallsOfTheLabs() {
        Set<RuntimeAdditions> found = EnumSet.noneOf(RuntimeAdditions.class);
        compareAll(TargetLanguage.C, found);
        assertThat(found).isSubsetOf(RuntimeAdditions.OF_C);
    }

    @Test
    void theProgramsInPythonMakeTheCallsOfTheLabsAndWhatCPythonAdds() {
        Set<RuntimeAdditions> found = EnumSet.noneOf(RuntimeAdditions.class);
        compareAll(TargetLanguage.PYTHON, found);
        assertThat(EnumSet.allOf(RuntimeAdditions.class))
                .as("each addition was seen")
                .allMatch(a -> RuntimeAdditions.OF_C.contains(a) || found.contains(a));
    }

    @Test
    void aLabMadeOfTheTraceDoesTheSameAgain() throws IOException {
        Map<Path, Path> imported = new LinkedHashMap<>();
        for (Map.Entry<Path, CompletableFuture<Traced>> run :
                TRACED.get(TargetLanguage.C).entrySet()) {
            if (!NOT_AGAIN.containsKey(Exports.chapterAndName(run.getKey()))) {
                Path lab = folder.resolve(Exports.name(run.getKey()) + ".lab");
                Path log = oneLog(run.getValue().join().traces());
                Files.write(lab, ImportedLog.read(log).lines());
                imported.put(run.getKey(), lab);
            }
        }
        assertThat(imported).hasSizeGreaterThan(3);
        Map<Path, List<String>> again = played(List.copyOf(imported.values()));
        SoftAssertions all = new SoftAssertions();
        imported.forEach((lab, copy) -> compare(
                all,
                lab + " imported",
                NetworkCalls.bySocket(PLAYED.get(lab)),
                NetworkCalls.bySocket(again.get(copy))));
        all.assertAll();
    }

    /** The log of all threads: strace wrote one each. */
    private static Path oneLog(Path traces) throws IOException {
        try (Stream<Path> files = Files.list(traces)) {
            List<Path> all = files.toList();
            if (all.size() == 1) {
                return all.getFirst();
            }
        }
        Exports.Said merged = Exports.run(traces, List.of("strace-log-merge", "trace"));
        return Files.writeString(traces.resolve("merged"), merged.text(), StandardCharsets.ISO_8859_1);
    }
}
