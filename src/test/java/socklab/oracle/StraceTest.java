package socklab.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.call.Call;
import socklab.call.Form;
import socklab.call.SocketOption;
import socklab.kernel.libc.LibcKernel;
import socklab.lab.Lab;
import socklab.lab.LabReader;
import socklab.lab.Requirements;
import socklab.lang.Command;
import socklab.lang.Parser;

/**
 * Every call in every form, going well and going wrong, held against strace.
 *
 * <p>Most of the time goes by waiting: for machines to start and for what labs wait for. So all runs go on side by
 * side, each under a strace of its own, and each test looks at one of them.
 */
@Timeout(180)
class StraceTest {
    @TempDir
    private static Path folder;

    private static final Map<String, CompletableFuture<List<String>>> RUNS = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        StraceOracle.assume();
        begin("calls", () -> StraceOracle.lines(TortureLines.all(folder)));
        begin("turns", () -> StraceOracle.lines(RepeatLines.all()));
        begin("options", () -> StraceOracle.lines(OptionLines.all()));
        for (String group : groups()) {
            List<Path> labs = labs(group);
            begin(group, () -> labs.isEmpty() ? List.of() : StraceOracle.labs(labs, List.of()));
        }
    }

    private static void begin(String name, Supplier<List<String>> run) {
        RUNS.put(
                name,
                CompletableFuture.supplyAsync(
                        run,
                        task -> Thread.ofPlatform()
                                .daemon()
                                .name("strace-" + name)
                                .start(task)));
    }

    /** What a run printed; what went wrong in it goes wrong here. */
    private static List<String> said(String run) {
        try {
            return RUNS.get(run).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AssertionError wrong) {
                throw wrong;
            }
            throw e;
        }
    }

    @Test
    void everyCall() {
        assertThat(said("calls")).anyMatch(l -> l.endsWith(" <unfinished ...>")).anyMatch(l -> l.contains("-1 EINTR"));
    }

    @Test
    void everyOption() {
        assertThat(said("options"))
                .filteredOn(l -> l.startsWith("getsockopt("))
                .hasSize(5 * SocketOption.values().length);
    }

    /** A call prepared once and made many times is what it would be without. */
    @Test
    void everyTurn() {
        assertThat(said("turns"))
                .noneMatch(l -> l.startsWith("error:"))
                .filteredOn(l -> l.contains("\"hello\", 2048, 0, {"))
                .hasSize(RepeatLines.TURNS);
        assertThat(said("turns"))
                .anyMatch(l -> l.contains("@\"socklab-turns-v\"}, [110 => 18]"))
                .anyMatch(l -> l.contains("[110 => 0]"));
        assertThat(said("turns"))
                .filteredOn(l -> l.contains("\"START\"") && l.startsWith("sendto("))
                .hasSize(1);
    }

    @Test
    void everyFormIsAmongTheLines() {
        Set<String> forms = new TreeSet<>();
        for (String line : Stream.concat(TortureLines.all(folder).stream(), OptionLines.all().stream())
                .toList()) {
            if (Parser.parse(line).command() instanceof Command.Invoke c) {
                forms.add(c.call() + " " + c.word().text());
            } else {
                assertThat(line).startsWith("/");
            }
        }
        for (Call call : Call.values()) {
            for (Form form : call.forms()) {
                assertThat(forms).contains(call + " " + form.word());
            }
        }
    }

    /** The folders that have labs, in groups of about the same time. */
    static List<String> groups() throws IOException {
        List<String> folders = folders();
        return Stream.of("loss", "blocking", "")
                .map(g -> folders.stream()
                        .filter(f -> g.isEmpty() ? !f.matches("loss|blocking") : f.equals(g))
                        .collect(Collectors.joining(" ")))
                .filter(g -> !g.isEmpty())
                .toList();
    }

    private static List<String> folders() throws IOException {
        return LabFiles.all().stream()
                .map(f -> f.getParent().getFileName().toString())
                .distinct()
                .toList();
    }

    /** The labs of some folders that can be played here by themselves. */
    private static List<Path> labs(String folders) throws IOException {
        List<Path> labs = new ArrayList<>();
        for (Path file : LabFiles.all().stream()
                .filter(f -> List.of(folders.split(" "))
                        .contains(f.getParent().getFileName().toString()))
                .toList()) {
            Lab lab = LabReader.read(file);
            assertThat(lab.mistakes()).as(file.toString()).isEmpty();
            if (Requirements.lacking(lab, new LibcKernel()).isEmpty()
                    && Requirements.company(lab, false).isEmpty()) {
                labs.add(file);
            }
        }
        return labs;
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyLab(String folders) {
        List<String> said = said(folders);
        assumeFalse(said.isEmpty(), "there is no lab that can be played here by itself");
        assertThat(said).anyMatch(l -> l.startsWith("socket("));
    }
}
