package socklab.lab.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.lab.LabFiles;
import socklab.lab.LabReader;
import socklab.lab.OrderedRuns;
import socklab.session.Settings;
import socklab.text.Language;

/** A class of students' files, honest and dishonest, with the marks that each must get. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GradeClassTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "socklab", "grade");
    private static final Path KEY = FOLDER.resolve("key.lab");
    private static final Settings SETTINGS = new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC);

    @TempDir
    private Path folder;

    /** The points of each file, as the table says. */
    private static Map<String, String> marks() throws IOException {
        return Files.readAllLines(FOLDER.resolve("marks.tsv")).stream()
                .map(line -> line.split("\t"))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1], (a, b) -> a, TreeMap::new));
    }

    private static Grader grader(AnswerKey key) {
        return new Grader(key, new LibcKernel(), SETTINGS, Duration.ofSeconds(6), ShellAssembly::wire);
    }

    private static Map<String, String> graded(List<Path> files, int parallel) throws IOException {
        Grader grader = grader(AnswerKey.read(KEY));
        assertThat(grader.runKey()).as("this kernel answers as the key expects").isEmpty();
        Map<String, String> graded = new TreeMap<>();
        OrderedRuns.all(
                files,
                file -> grader.grade(file, "x"),
                parallel,
                grade -> graded.put(
                        grade.file().getFileName().toString(),
                        grade.score().stripTrailingZeros().toPlainString()));
        return graded;
    }

    /** One after the other; four at a time, in another order, while both processors are busy. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "4, 7, 3"})
    void everyFileGetsItsMarks(int parallel, int seed, int busy) throws IOException {
        List<Path> files = new ArrayList<>(LabFiles.below(List.of(FOLDER.resolve("class"))));
        if (seed != 0) {
            Collections.shuffle(files, new Random(seed));
        }
        Map<String, String> marks = marks();
        assertThat(marks).hasSizeGreaterThan(60);
        AtomicBoolean enough = new AtomicBoolean();
        try {
            for (int i = 0; i < busy; i++) {
                Thread.ofPlatform().daemon().start(() -> {
                    while (!enough.get()) {
                        Thread.onSpinWait();
                    }
                });
            }
            assertThat(graded(files, parallel)).isEqualTo(marks);
        } finally {
            enough.set(true);
        }
    }

    @Test
    void theHandoutHasNoAnswerNoDirectiveAndNoSolution() throws IOException {
        String handout = Handout.of(AnswerKey.read(KEY), Files.readString(KEY));
        assertThat(handout).isEqualTo(Files.readString(FOLDER.resolve("class").resolve("handout.lab")));
        assertThat(handout).doesNotContain("#!", "no*", "$m.from one", "\"two\" (3");
    }

    @Test
    void theHandoutOfANoteIsANote() throws IOException {
        Path note = Files.writeString(
                folder.resolve("key.md"),
                "# Note\r\n\r\n=> prose is no result\r\n\r\n```socklab\r\nopen udp\r\n=> s1\r\n```\r\nEnd.\r\n");
        AnswerKey key = AnswerKey.read(note);
        assertThat(key.questions())
                .as("nothing is marked: every expectation is a question")
                .hasSize(1);
        assertThat(Handout.of(key, Files.readString(note)))
                .isEqualTo("# Note\r\n\r\n"
                        + "=> prose is no result\r\n\r\n"
                        + "```socklab\r\n"
                        + "open udp\r\n"
                        + "=> ____\r\n"
                        + "```\r\n"
                        + "End.\r\n");
        Path student = Files.writeString(folder.resolve("s.md"), "```socklab\nopen udp\n=> s1\n```\n");
        Grader grader = grader(key);
        grader.runKey();
        assertThat(grader.grade(student, "s").score()).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#! points many\n",
                "#! pionts 3\n",
                "#! yours\nopen udp\n",
                "#! end\n",
                "#! yours\n#! yours\n#! end\n",
                "#! hint\n",
                "#! bonus 3\n"
            })
    void aDirectiveThatDoesNotParseIsAMistakeOfTheKey(String text) throws IOException {
        Path key = Files.writeString(folder.resolve("k.lab"), text + "open udp\n=> s1\n");
        assertThat(AnswerKey.read(key).mistakes()).hasSize(1);
    }

    @Test
    void anAnswerIsRightIfItIsWhatThisKernelReturned() throws IOException {
        Path key = Files.writeString(folder.resolve("k.lab"), "open udp\n=> other\n");
        Grader grader = grader(AnswerKey.read(key));
        assertThat(grader.runKey()).hasSize(1);
        Path kernels = Files.writeString(folder.resolve("kernels.lab"), "open udp\n=> s1\n");
        Path keys = Files.writeString(folder.resolve("keys.lab"), "open udp\n=> other\n");
        Path neither = Files.writeString(folder.resolve("neither.lab"), "open udp\n=> s2\n");
        assertThat(grader.grade(kernels, "").score()).isEqualByComparingTo("1");
        assertThat(grader.grade(keys, "").score()).isEqualByComparingTo("1");
        assertThat(grader.grade(neither, "").score()).isEqualByComparingTo("0");
    }

    @Test
    void anUnreadableFileGetsNoPointsAndIsReported() throws IOException {
        Grade grade = grader(AnswerKey.read(KEY)).grade(folder.resolve("none.lab"), "none");
        assertThat(grade.problem()).isPresent();
        assertThat(grade.score()).isEqualByComparingTo("0");
        assertThat(grade.maximum()).isEqualByComparingTo("12");
    }

    @Test
    void studentsAreNamedByFileOrByFolder() {
        List<Path> byFile = List.of(Path.of("x/anna.lab"), Path.of("x/ben.lab"));
        assertThat(StudentName.of(byFile)).containsValues("anna", "ben");
        List<Path> byFolder = List.of(Path.of("anna/lab1.lab"), Path.of("ben/lab1.lab"));
        assertThat(StudentName.of(byFolder)).containsValues("anna", "ben");
        List<Path> ownFolders = List.of(Path.of("x/张 三/作业 1.lab"), Path.of("x/ben/lab1.lab"));
        assertThat(StudentName.of(ownFolders)).containsValues("张 三", "ben");
        List<Path> mixed = List.of(Path.of("x/anna.lab"), Path.of("x/late/ben.lab"));
        assertThat(StudentName.of(mixed)).containsValues("anna", "ben");
        List<Path> same = List.of(Path.of("a/anna.lab"), Path.of("b/anna.lab"), Path.of("c/ben.lab"));
        assertThat(StudentName.of(same).values()).doesNotHaveDuplicates();
    }

    @Test
    void aStudentsFileIsReadAsTextAndNeedNotParse() throws IOException {
        AnswerKey key = AnswerKey.read(KEY);
        for (int i = 0; i < 200; i++) {
            Path file = Files.write(folder.resolve("f.lab"), mutated(new Random(i)));
            Submission submission = Submission.of(LabReader.lines(file), key);
            assertThat(submission.answers().size())
                    .isLessThanOrEqualTo(key.lines().size());
        }
    }

    private static byte[] mutated(Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve("class").resolve("all-right.lab"));
        for (int i = 0; i < 30; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
