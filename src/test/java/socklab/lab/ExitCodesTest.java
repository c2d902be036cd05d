package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the program ends with, as processes of their own. */
final class ExitCodesTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> commandLines() {
        return Stream.of(
                Arguments.of("a line that works", 0, new String[] {"-e", "open udp"}),
                Arguments.of("an errno is an answer, not an error", 0, new String[] {"-e", "open udp", "-e", "listen"}),
                Arguments.of("a line in error", 1, new String[] {"-e", "bind 99999"}),
                Arguments.of("an option that is none", 2, new String[] {"--nonsense"}),
                Arguments.of("no lab of that name", 2, new String[] {"check", "/no/such.lab"}),
                Arguments.of("no time", 2, new String[] {"check", "--timeout", "10", "labs"}));
    }

    private static final Map<String, LabProcess> STARTED = new HashMap<>();

    /** All at once: most of the time goes by starting. */
    @BeforeAll
    static void start() {
        commandLines().map(Arguments::get).forEach(a -> STARTED.put((String) a[0], started((String[]) a[2])));
    }

    @AfterAll
    static void end() {
        STARTED.values().forEach(LabProcess::close);
    }

    private static LabProcess started(String... args) {
        try {
            return LabProcess.socklab(args).end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("commandLines")
    void exitCodes(String what, int code, String[] args) throws Exception {
        assertThat(STARTED.get(what).exit())
                .as(what + ": " + String.join(" ", args))
                .isEqualTo(code);
    }

    @Test
    void aCommandMisspeltIsSuggested() throws Exception {
        try (LabProcess program = LabProcess.socklab("chekc", "labs").end()) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.err()).contains("did you mean check?");
        }
    }

    private record Case(String command, String lab, int exit) {}

    @Test
    void labsEndWithWhatBecameOfThem() throws Exception {
        List<Case> cases = List.of(
                new Case("play", "open udp\n=> s1\n", 0),
                new Case("play", "open udp\n=> s7\n", 1),
                new Case("play", "opne udp\n", 2),
                new Case("check", "open udp\n=> s7\n", 1),
                new Case("play", "# needs: a-time-machine\nopen udp\n", 3),
                new Case("check", "# needs: a-time-machine\nopen udp\n", 0));
        List<LabProcess> programs = new ArrayList<>();
        for (Case one : cases) {
            programs.add(started(
                    one.command(),
                    Files.writeString(folder.resolve(programs.size() + ".lab"), one.lab())
                            .toString()));
        }
        for (int i = 0; i < cases.size(); i++) {
            try (LabProcess program = programs.get(i)) {
                assertThat(program.exit())
                        .as(cases.get(i).toString())
                        .isEqualTo(cases.get(i).exit());
            }
        }
    }

    @Test
    void linesOnStandardInputRunToTheEnd() throws Exception {
        try (LabProcess program = LabProcess.socklab("--feedback", "concise")
                .type("open udp\nbind 99999\nclose\n")
                .end()) {
            assertThat(program.exit()).isEqualTo(1);
            assertThat(program.out()).isEqualTo("=> s1\n=> 0\n");
            assertThat(program.err()).contains("error: not a port: 99999", "       ^^^^^");
        }
    }
}
