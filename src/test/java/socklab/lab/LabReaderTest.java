package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.text.Language;
import socklab.text.Messages;

final class LabReaderTest {
    private static final String LAB = "# Title\n#zh 标题\n\n服务器 = open udp\n服务器.bind 127.0.0.1 0\n=> 0\n";

    @TempDir
    private Path folder;

    private Path file(String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }

    private static void works(Path file) {
        assertThat(LabTestShell.checker(5000).check(file).verdict())
                .isEqualTo(new Verdict.Passed(new Verdict.Score(1, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anySystemsLineEnds(String end) throws IOException {
        works(file("a.lab", LAB.replace("\n", end), StandardCharsets.UTF_8));
    }

    @Test
    void marksThatEditorsLeave() throws IOException {
        works(file("bom.lab", "\ufeff" + LAB, StandardCharsets.UTF_8));
        works(file("wide.lab", LAB, StandardCharsets.UTF_16));
        works(file("tabs.lab", LAB.replace(" = ", "\t=\t").replace("\n服", "\n\t服"), StandardCharsets.UTF_8));
        works(file("last.lab", LAB.stripTrailing(), StandardCharsets.UTF_8));
    }

    @Test
    void whatChineseInputMethodsType() throws IOException {
        works(file(
                "a.lab",
                LAB.replace("=>", "＝＞")
                        .replace(" = ", "　＝　")
                        .replace("# ", "＃ ")
                        .replace(" 0", "\u00a00")
                        .replace("器.", "器．"),
                StandardCharsets.UTF_8));
    }

    @Test
    void titlesInBothLanguages() throws IOException {
        Lab lab = LabReader.read(file("a.lab", LAB, StandardCharsets.UTF_8));
        assertThat(lab.title(Language.EN)).isEqualTo("Title");
        assertThat(lab.title(Language.ZH)).isEqualTo("标题");
        assertThat(LabReader.read(file("b.lab", "open udp\n", StandardCharsets.UTF_8))
                        .title(Language.ZH))
                .isEqualTo("b.lab");
    }

    @Test
    void aNoteIsALab() throws IOException {
        Path note = GoldenText.FOLDER.resolve("note").resolve("note.md");
        try (LabTestShell session = LabTestShell.lab(folder, LabTestShell.SETTINGS, "")) {
            session.play(note);
            GoldenText.check(note.resolveSibling("note.txt"), session.shown());
        }
        assertThat(LabTestShell.checker(5000).check(note).verdict())
                .isEqualTo(new Verdict.Passed(new Verdict.Score(3, 3)));
    }

    @Test
    void mistakesInANoteHaveTheNotesPlaces() throws IOException {
        Path note = file(
                "a.md",
                "# Note\n\n"
                        + "- item\n"
                        + "  ```socklab\n"
                        + "  open udp\n"
                        + "  bind 99999\n"
                        + "  ```\n\n"
                        + "> ```socklab\n"
                        + "> bnd\n"
                        + "> ```\n\n"
                        + "```python\n"
                        + "bind 99999\n"
                        + "```\n",
                StandardCharsets.UTF_8);
        assertThat(LabReader.read(note).mistakes())
                .extracting(Lab.Mistake::number, Lab.Mistake::column)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(6, 8), org.assertj.core.groups.Tuple.tuple(10, 3));
    }

    @Test
    void aFileThatIsTooLongIsAMistakeNotAProblemOfMemory() throws IOException {
        Path file = file("a.lab", "\n".repeat(LabReader.MOST_LINES + 5), StandardCharsets.UTF_8);
        assertThat(LabReader.read(file).mistakes()).hasSize(1);
    }

    /** A hundred thousand lines are parsed, and many results under one call do not make it slow. */
    @Test
    void longLabs() throws IOException {
        Path file = file(
                "a.lab",
                "open udp\n=> s1\n" + "# word\n".repeat(50_000) + "getsockopt SO_ERROR\n".repeat(50_000)
                        + "=> SO_ERROR = 0\n".repeat(20),
                StandardCharsets.UTF_8);
        Lab lab = LabReader.read(file);
        assertThat(lab.mistakes()).isEmpty();
        assertThat(lab.steps().size()).isEqualTo(100_001);
    }

    @Test
    void updateWritesWhatCameBackAndNothingElse() throws IOException {
        String before = "\ufeff# Title\r\n"
                + "s = open udp\r\n"
                + "=> x\r\n"
                + "  s.bind 127.0.0.1 0\r\n"
                + "  => 7\r\n"
                + "s.getsockname\r\n"
                + "=> [::1]:[..]\r\n"
                + "=> never\r\n"
                + "open udp\r\n";
        Path file = file("a.lab", before, StandardCharsets.UTF_8);
        assertThat(LabTestShell.checker(5000).update(file).verdict())
                .isEqualTo(new Verdict.Passed(new Verdict.Score(3, 3)));
        assertThat(Files.readString(file))
                .isEqualTo("\ufeff# Title\r\n"
                        + "s = open udp\r\n"
                        + "=> s\r\n"
                        + "  s.bind 127.0.0.1 0\r\n"
                        + "  => 0\r\n"
                        + "s.getsockname\r\n"
                        + "=> 127.0.0.1:[..]\r\n"
                        + "=> never\r\n"
                        + "open udp\r\n");
        assertThat(LabTestShell.checker(5000).check(file).verdict()).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void updateLeavesALabAloneThatCannotRun() throws IOException {
        String lab = "s = open udp\n=> x\nnobody.close\n";
        Path file = file("a.lab", lab, StandardCharsets.UTF_8);
        assertThat(LabTestShell.checker(5000).update(file).verdict()).isInstanceOf(Verdict.Failed.class);
        assertThat(Files.readString(file)).isEqualTo(lab);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsTooLongIsNotReadAndTheMostIsTold(Language language) throws IOException {
        Path file = folder.resolve("long.lab");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LabReader.MOST_BYTES + 1L);
        }
        Verdict verdict = LabTestShell.checker(5000).check(file).verdict();
        assertThat(verdict).isInstanceOf(Verdict.Unreadable.class);
        assertThat(Messages.in(language).say(((Verdict.Unreadable) verdict).why()))
                .contains((LabReader.MOST_BYTES >> 20) + " MiB");
    }
}
