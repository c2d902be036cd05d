package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.lab.LabProcess;

/** What a teacher types wrongly destroys nothing, marks nobody, and is said in a sentence. */
@EnabledOnOs(OS.LINUX)
class TeachersCommandsTest {
    private static final String KEY = "# One\ns = open udp\n=> s\ns.bind 127.0.0.1 0\n=> 0\n";

    @TempDir
    private Path folder;

    private Path key;

    @BeforeEach
    void write() throws IOException {
        key = Files.writeString(folder.resolve("key.lab"), KEY);
    }

    /** The exit code of a command line, in this process; names that begin with @ are in the test's folder. */
    private int run(String... words) {
        String[] args = Stream.of(words).map(w -> w.replace("@", folder + "/")).toArray(String[]::new);
        return CommandLineParser.of(args).execute(args);
    }

    @Test
    void aHandoutDoesNotReplaceItsKey() throws IOException {
        assertThat(run("handout", "@key.lab", "-o", "@./key.lab")).isEqualTo(ExitCode.USAGE);
        assertThat(Files.readString(key)).isEqualTo(KEY);
        assertThat(run("handout", "@key.lab", "-o", "@copy.lab")).isEqualTo(ExitCode.WELL);
        assertThat(folder.resolve("copy.lab")).content().contains("=> ____");
    }

    @Test
    void aLabWithoutQuestionsMakesNoHandout() throws IOException {
        Files.writeString(folder.resolve("none.lab"), "# None\nopen udp\n");
        assertThat(run("handout", "@none.lab", "-o", "@copy.lab")).isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("copy.lab")).doesNotExist();
    }

    @Test
    void aPathThatIsNotThereIsNoStudent() {
        assertThat(run("grade", "@key.lab", "@nobody", "--report", "csv=@marks.csv"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("marks.csv")).doesNotExist();
    }

    /** The key, the copy and the students' files often lie in one folder. */
    @Test
    void theKeyIsNotGraded() throws IOException {
        Files.writeString(folder.resolve("anna.lab"), KEY);
        assertThat(run("grade", "@key.lab", "@", "--report", "csv=@marks.csv")).isEqualTo(ExitCode.WELL);
        assertThat(Files.readAllLines(folder.resolve("marks.csv")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("anna,2,2");
    }

    @Test
    void aSitesIndexIsInBothLanguagesUnlessOneIsNamed() throws IOException {
        Files.writeString(folder.resolve("key.lab"), "# One\n#zh 一\nopen udp\n");
        assertThat(run("report", "@", "-o", "@site")).isEqualTo(ExitCode.WELL);
        assertThat(folder.resolve("site/index.html"))
                .content()
                .contains("<span lang=\"en\">One</span> <span lang=\"zh\">一</span>", "逐步看套接字调用");
        assertThat(run("--lang", "en", "report", "@", "-o", "@site")).isEqualTo(ExitCode.WELL);
        assertThat(folder.resolve("site/index.html")).content().contains("One").doesNotContain("一");
    }

    /** A key whose lab starts no program would give any program full marks. */
    @Test
    void aLabThatStartsNoProgramJudgesNone() {
        assertThat(run("judge", "@key.lab", "--", "true")).isEqualTo(ExitCode.USAGE);
        assertThat(run("judge", "@nosuch.lab", "--", "true")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anEmptyFolderIsSaidToBeEmpty() throws IOException, InterruptedException {
        Path empty = Files.createDirectory(folder.resolve("空 的"));
        for (List<String> command :
                List.of(List.of("grade", key.toString(), empty.toString()), List.of("check", empty.toString()))) {
            try (LabProcess program =
                    LabProcess.socklab(command.toArray(String[]::new)).end()) {
                assertThat(program.exit()).isEqualTo(ExitCode.USAGE);
                assertThat(program.err()).contains("空 的: no lab in it");
            }
        }
    }

    @Test
    void aLimitThatIsTooShortForTheKeyIsSaid() throws IOException, InterruptedException {
        Files.writeString(key, "# Endless\ns = open udp\n/repeat forever\ns.getsockname\n/end\ns.close\n=> 0\n");
        Path anna = Files.writeString(folder.resolve("anna.lab"), "s.close\n=> 0\n");
        try (LabProcess program = LabProcess.socklab("grade", key.toString(), anna.toString(), "--limit", "200ms")
                .end()) {
            assertThat(program.exit()).isEqualTo(ExitCode.WELL);
            assertThat(program.out() + program.err())
                    .contains("the key came to no result there within 0.2 s")
                    .doesNotContain("returned nothing");
        }
    }
}
