package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("commandLines")
    void exitCodes(String what, int code, String[] args) throws Exception {
        try (LabProcess program = LabProcess.socklab(args).end()) {
            assertThat(program.exit()).as(what).isEqualTo(code);
        }
    }

    @Test
    void aCommandMisspeltIsSuggested() throws Exception {
        try (LabProcess program = LabProcess.socklab("chekc", "labs").end()) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.err()).contains("did you mean check?");
        }
    }

    @Test
    void labsEndWithWhatBecameOfThem() throws Exception {
        assertThat(run("play", "open udp\n=> s1\n")).isZero();
        assertThat(run("play", "open udp\n=> s7\n")).isEqualTo(1);
        assertThat(run("play", "opne udp\n")).isEqualTo(2);
        assertThat(run("check", "open udp\n=> s7\n")).isEqualTo(1);
        assertThat(run("play", "# needs: a-time-machine\nopen udp\n")).isEqualTo(3);
        assertThat(run("check", "# needs: a-time-machine\nopen udp\n")).isZero();
    }

    private int run(String command, String lab) throws Exception {
        Path file = Files.writeString(folder.resolve("some.lab"), lab);
        try (LabProcess program = LabProcess.socklab(command, file.toString()).end()) {
            return program.exit();
        }
    }

    @Test
    void linesOnStandardInputRunToTheEnd() throws Exception {
        try (LabProcess program = LabProcess.socklab("--feedback", "concise").type("open udp\nbind 99999\nclose\n").end()) {
            assertThat(program.exit()).isEqualTo(1);
            assertThat(program.out()).isEqualTo("=> s1\n=> 0\n");
            assertThat(program.err()).contains("error: 99999 is no port", "       ^^^^^");
        }
    }
}
