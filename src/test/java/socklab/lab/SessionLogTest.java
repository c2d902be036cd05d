package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of session logs: which are kept, which are offered, and what they hold. */
final class SessionLogTest {
    @TempDir
    private Path state;

    private final List<IOException> failures = new ArrayList<>();

    private SessionLog log(SavedSession.Source source) {
        return new SessionLog(state, source, failures::add);
    }

    private Path saved(String name, String... lines) throws IOException {
        Path folder = Files.createDirectories(state.resolve("sessions"));
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private List<String> offered() {
        try (SessionLog log = log(SavedSession.Source.CONSOLE)) {
            return log.ended().stream()
                    .map(s -> s.file().getFileName().toString())
                    .toList();
        }
    }

    @Test
    void aLiveLogIsNeitherPrunedNorOffered() throws IOException {
        try (SessionLog live = log(SavedSession.Source.CONSOLE)) {
            live.append("open udp");
            for (int i = 0; i < SessionLog.MOST_FILES + 5; i++) {
                try (SessionLog later = log(SavedSession.Source.CONSOLE)) {
                    later.append("open tcp");
                }
            }
            live.append("close");
            try (Stream<Path> files = Files.list(state.resolve("sessions"))) {
                List<Path> all = files.toList();
                assertThat(all).hasSizeBetween(SessionLog.MOST_FILES, SessionLog.MOST_FILES + 1);
                assertThat(all).anySatisfy(f -> assertThat(f).hasContent("open udp\nclose"));
            }
            assertThat(offered()).hasSizeGreaterThanOrEqualTo(SessionLog.MOST_FILES - 1);
            assertThat(offered())
                    .noneSatisfy(f -> assertThat(
                                    Files.readAllLines(state.resolve("sessions").resolve(f)))
                            .contains("open udp"));
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void consolesComeBeforePipedRunsAndTheNewestFirst() throws IOException {
        saved("1000-7.lab", "old");
        saved("2000-7.lab", "new");
        saved("3000-7.piped.lab", "piped");
        assertThat(offered()).containsExactly("2000-7.lab", "1000-7.lab", "3000-7.piped.lab");
    }

    @Test
    void aLogDatedInTheFutureComesLastOfItsKind() throws IOException {
        saved("1000-7.lab", "old");
        saved("99999999999999-7.lab", "future");
        assertThat(offered()).containsExactly("1000-7.lab", "99999999999999-7.lab");
    }

    @Test
    void aProcessNumberUsedAgainHidesNoSession() throws IOException {
        saved("1000-1.lab", "of a number that lives");
        saved("2000-" + ProcessHandle.current().pid() + ".lab", "of this number");
        assertThat(offered()).hasSize(2);
    }

    @Test
    void pipedRunsDoNotPruneSessionsOfConsoles() throws IOException {
        saved("1000-7.lab", "console");
        for (int i = 0; i < SessionLog.MOST_FILES + 5; i++) {
            try (SessionLog piped = log(SavedSession.Source.PIPED)) {
                piped.append("open udp");
            }
        }
        assertThat(offered()).first().isEqualTo("1000-7.lab");
        assertThat(offered()).hasSize(SessionLog.MOST_FILES + 1);
    }

    @Test
    void aFolderThatCannotBeWrittenIsReportedOnce() throws IOException {
        Files.writeString(state.resolve("sessions"), "a file, not a folder");
        try (SessionLog log = log(SavedSession.Source.CONSOLE)) {
            log.append("open udp");
            log.append("close");
        }
        assertThat(failures).hasSize(1);
    }

    @Test
    void whenThereIsRoomAgainTheLogGoesOnAndMarksTheGap() throws IOException {
        Path folder = state.resolve("sessions");
        Files.writeString(folder, "a file, not a folder");
        try (SessionLog log = log(SavedSession.Source.CONSOLE)) {
            log.append("lost");
            Files.delete(folder);
            log.append("kept");
            log.append("too");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.findFirst().orElseThrow()).hasContent(SessionLog.GAP + "\nkept\ntoo");
            }
        }
        assertThat(failures).hasSize(1);
    }

    @Test
    void theOnlySessionThatEndedIsRestoredAtOnce() throws IOException {
        saved("1000-1.lab", "a = open udp", "=> a", "a.recv 5");
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.words().rememberConsole(state);
            session.type("/reload -restore");
            assertThat(session.shown()).contains("running 2 lines again", "=> a", "=> blocks");
            assertThat(session.shell().jobs().background()).hasSize(1);
        }
    }

    @Test
    void severalSessionsAreListedToChooseFrom() throws IOException {
        saved("1000-1.lab", "a = open udp");
        saved("2000-1.lab", "b = open tcp", "b.close");
        saved("3000-1.piped.lab", "c = open udp\u001b[31m");
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.words().rememberConsole(state);
            assertThat(session.type("/reload -restore").shown())
                    .contains("1  ", "console", "2 lines", "b = open tcp", "standard input", "/reload -restore N")
                    .doesNotContain("running", "\u001b");
            assertThat(session.type("/reload -restore 9").shown()).contains("1 to 3");
            assertThat(session.type("/reload -restore 2").shown()).contains("running 1 lines again", "=> a");
        }
    }

    /** The real program, killed: what was typed is on the disk. */
    @Test
    void everyLineIsOnTheDiskBeforeTheNextRuns() throws Exception {
        try (LabProcess program = LabProcess.socklab(state, "--feedback", "concise")
                .type("a = open udp\na.bind 127.0.0.1 0\na.recv 10\n")) {
            program.await("=> 0\n");
            program.signal("KILL");
            program.exit();
        }
        try (LabProcess program = LabProcess.socklab(state, "--feedback", "concise")
                .type("/reload -restore\n/jobs\n")
                .end()) {
            assertThat(program.exit()).isZero();
            assertThat(program.out()).contains("=> a\n=> 0\n");
        }
    }

    @Test
    void aFullDiskLeavesTheSavedFileAsItWas() throws Exception {
        Path file = Files.writeString(state.resolve("old.lab"), "# old\n");
        Path closed = Files.createDirectory(state.resolve("closed"));
        assertThat(closed).exists();
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type("open udp", "/save " + file);
            assertThat(Files.readString(file)).contains("open udp");
            try (Stream<Path> files = Files.list(state)) {
                assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("old.lab", "closed");
            }
            assertThat(session.type("/save " + closed.resolve("no").resolve("such.lab"))
                            .shown())
                    .contains("cannot write");
        }
    }
}
