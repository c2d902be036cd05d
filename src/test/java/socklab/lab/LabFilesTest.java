package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a folder stands for, and what becomes of paths that are no labs. */
final class LabFilesTest {
    private static final String LAB = "open udp\n=> s1\n";

    @TempDir
    private Path folder;

    private List<String> names(Path... paths) {
        return LabFiles.below(List.of(paths)).stream()
                .map(f -> f.getFileName().toString())
                .toList();
    }

    private static Verdict verdict(Path file) {
        return LabTestShell.checker(10_000).check(file).verdict();
    }

    @Test
    void aFolderStandsForItsLabsAndItsNotesWithSocklabBlocks() throws IOException {
        Files.writeString(folder.resolve("b.lab"), LAB);
        Files.writeString(folder.resolve("a.md"), "# Note\n\n```socklab\n" + LAB + "```\n");
        Files.writeString(folder.resolve("plain.md"), "# Note\n\n```\nopen udp\n```\n");
        Files.writeString(folder.resolve("text.txt"), LAB);
        Files.createDirectory(folder.resolve("c"));
        Files.writeString(folder.resolve("c").resolve("d.lab"), LAB);
        assertThat(names(folder)).containsExactly("a.md", "b.lab", "d.lab");
    }

    @Test
    void theEmptyPathIsNoFolder() {
        assertThat(LabFiles.below(List.of(Path.of("")))).containsExactly(Path.of(""));
        assertThat(verdict(Path.of(""))).isInstanceOf(Verdict.Unreadable.class);
    }

    @Test
    void aFifoIsReportedAndDoesNotBlock() throws Exception {
        Path fifo = folder.resolve("f.lab");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Files.writeString(folder.resolve("g.lab"), LAB);
        assertThat(names(folder)).containsExactly("f.lab", "g.lab");
        assertThat(verdict(fifo)).isInstanceOf(Verdict.Unreadable.class);
    }

    /** Root reads every folder, so an unreadable one needs another user; the walk's failure is the same. */
    @Test
    void aFolderThatCannotBeReadIsInTheListAndTheRestIsChecked() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.writeString(folder.resolve("open.lab"), LAB);
        Files.setPosixFilePermissions(closed, java.util.Set.of());
        boolean readable = Files.isReadable(closed);
        assertThat(names(folder)).isEqualTo(readable ? List.of("open.lab") : List.of("closed", "open.lab"));
        assertThat(verdict(closed)).isInstanceOf(Verdict.Unreadable.class);
        Files.setPosixFilePermissions(closed, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void fileNamesOfAnyBytesAreReadAndShownEscaped() throws Exception {
        assertThat(new ProcessBuilder(
                                "/bin/bash",
                                "-c",
                                "cd \"$1\" && printf 'open udp\\n"
                                        + "=> s1\\n"
                                        + "' >$'bad\\xff.lab' && cp $'bad\\xff.lab' $'two\\n"
                                        + "lines.lab'",
                                "-",
                                folder.toString())
                        .start()
                        .waitFor())
                .isZero();
        List<Path> found = LabFiles.below(List.of(folder));
        assertThat(found).hasSize(2);
        for (Path lab : found) {
            LabChecker.Checked checked = LabTestShell.checker(10_000).check(lab);
            assertThat(checked.verdict()).isInstanceOf(Verdict.Passed.class);
            String line = socklab.lab.report.CheckReport.lines(
                            checked, socklab.text.Messages.in(socklab.text.Language.EN))
                    .getFirst()
                    .text();
            assertThat(line.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Path bad =
                    files.filter(f -> f.toString().contains("bad")).findFirst().orElseThrow();
            assertThat(LabFiles.below(List.of(Path.of(bad.toString())))).containsExactly(bad);
        }
    }
}
