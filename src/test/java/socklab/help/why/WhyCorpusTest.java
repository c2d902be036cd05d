package socklab.help.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.help.HelpTestShell;
import socklab.text.Language;

/**
 * The reasons of situations that are made with real sockets: what must be said, and what must not.
 *
 * <p>{@code corpus.txt} has a paragraph for each: a title after {@code ==}, the lines typed, and about what the last
 * line shows {@code + text} that must be in it, {@code - text} that must not. {@code %DIR%} is a folder of its own. A
 * title that names CAP_NET_RAW is of a situation that takes it.
 */
class WhyCorpusTest {
    private static final int LEAST = 120;

    /** Source: linux/capability.h. */
    private static final int CAP_NET_RAW = 13;

    @TempDir
    Path folder;

    record Situation(String title, List<String> lines, List<String> said, List<String> unsaid) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Situation> situations() throws IOException {
        List<Situation> all = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                WhyCorpusTest.class.getResourceAsStream("/socklab/reason/corpus.txt"), StandardCharsets.UTF_8))) {
            for (String line :
                    in.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
                if (line.startsWith("== ")) {
                    all.add(new Situation(line.substring(3), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                } else if (line.startsWith("+ ")) {
                    all.getLast().said().add(line.substring(2));
                } else if (line.startsWith("- ")) {
                    all.getLast().unsaid().add(line.substring(2));
                } else {
                    all.getLast().lines().add(line);
                }
            }
        }
        return all.stream();
    }

    @BeforeAll
    static void linux() {
        assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "the kernel's tables cannot be read here");
    }

    @ParameterizedTest
    @MethodSource("situations")
    void theReasonIsTrue(Situation situation) {
        assertThat(situation.said()).as("what must be said").isNotEmpty();
        if (situation.title().contains("CAP_NET_RAW")) {
            assumeTrue(ProcessState.capable(CAP_NET_RAW).orElse(false), "takes CAP_NET_RAW");
        }
        try (HelpTestShell shell = new HelpTestShell(Language.EN)) {
            String[] lines = situation.lines().stream()
                    .map(line -> line.replace("%DIR%", folder.toString()))
                    .toArray(String[]::new);
            String shown = shell.flat(lines);
            assertThat(shown)
                    .contains(situation.said().stream()
                            .map(text -> text.replace("%DIR%", folder.toString()))
                            .toArray(String[]::new));
            situation.unsaid().forEach(text -> assertThat(shown).doesNotContain(text));
        }
    }

    @Test
    void thereAreEnoughSituations() throws IOException {
        assertThat(situations().count()).isGreaterThanOrEqualTo(LEAST);
        assertThat(situations().map(Situation::title)).doesNotHaveDuplicates();
    }
}
