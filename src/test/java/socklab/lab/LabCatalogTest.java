package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.lang.Command;
import socklab.shell.ScriptStep;
import socklab.text.Language;
import socklab.text.Messages;

/** The labs that come with the program: each passes check, is short, speaks both languages, and stands in the index. */
final class LabCatalogTest {
    private static final int MOST_COLUMNS = 130;
    private static final int MOST_LINES = 50;
    private static final int THREADS = 6;
    private static final LabCatalog SHELF = new LabCatalog(Path.of("labs"));
    private static final Map<Path, Future<LabChecker.Checked>> CHECKS = new HashMap<>();

    /** Labs mostly wait, so all are under way at once. */
    @BeforeAll
    static void check() {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        labs().forEach(lab -> CHECKS.put(
                lab, threads.submit(() -> LabTestShell.checker(30_000).check(lab))));
        threads.shutdown();
    }

    static Stream<Path> labs() {
        return SHELF.entries().stream().map(LabCatalog.Entry::file);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("labs")
    void passesCheck(Path lab) throws Exception {
        LabChecker.Checked checked = CHECKS.get(lab).get();
        switch (checked.verdict()) {
            case Verdict.Passed p -> assertThat(p.score().expectations()).isPositive();
            case Verdict.Skipped s -> abort(Messages.in(Language.EN).say(s.why()));
            case Verdict.Failed _, Verdict.Stopped _, Verdict.Unparsed _, Verdict.Unreadable _ ->
                throw new AssertionError(checked.toString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("labs")
    void isShortAndInBothLanguages(Path file) throws IOException {
        Lab lab = LabReader.read(file);
        assertThat(Files.readAllLines(file))
                .hasSizeLessThan(MOST_LINES)
                .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(MOST_COLUMNS));
        assertThat(lab.title(Language.ZH)).isNotEqualTo(lab.title(Language.EN)).matches("(?s).*\\p{IsHan}.*");
        assertThat(blocks(lab.steps()))
                .as("blocks of prose with one language only")
                .isEmpty();
        assertThat(questions(file, "#?")).as("questions in Chinese").isEqualTo(questions(file, "#zh?"));
    }

    /** On a wire the words that prepare the cable come between, and a frame can be the answer. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("labs")
    void questionsStandBeforeTheStepThatAnswersThem(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("\\s*#\\?.*")) {
                List<String> next = lines.subList(i + 1, lines.size()).stream()
                        .filter(l -> !l.matches("\\s*#.*"))
                        .dropWhile(l -> l.startsWith("/wire ") || l.equals("/wire"))
                        .limit(2)
                        .toList();
                assertThat(next).as(lines.get(i)).hasSize(2);
                assertThat(next.getFirst()).as(lines.get(i)).isNotBlank();
                boolean frame = next.getFirst().startsWith("-> ");
                assertThat(next.get(frame ? 0 : 1)).as(lines.get(i)).matches("(=>|->) .*");
            }
        }
    }

    /**
     * The starred choice, and no other, agrees with the expectation; a question without choices asks for the result.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("labs")
    void theExpectationAnswersTheQuestion(Path file) throws IOException {
        List<LabProse.Piece> block = new ArrayList<>();
        for (ScriptStep.Line line : flat(LabReader.read(file).steps())) {
            if (line.command() instanceof Command.Comment) {
                LabProse.piece(line.text().strip().substring(1)).ifPresent(block::add);
            } else if (LabQuestion.answeredBy(line)) {
                LabQuestion.of(block, Language.EN)
                        .ifPresent(question -> answered(
                                question, LabQuestion.of(block, Language.ZH).orElseThrow(), line));
                block.clear();
            }
        }
        assertThat(LabQuestion.of(block, Language.EN)).as("no line answers it").isEmpty();
    }

    private static void answered(LabQuestion question, LabQuestion chinese, ScriptStep.Line line) {
        List<String> expected = ExpectationChecker.alternatives(line);
        assertThat(chinese.choices().stream().map(LabQuestion.Choice::marked))
                .containsExactlyElementsOf(question.choices().stream()
                        .map(LabQuestion.Choice::marked)
                        .toList());
        if (question.choices().isEmpty()) {
            assertThat(question.text()).doesNotMatch("(?s)(.*[.:] )?(Is|Are|Does|Do|Will|Can|Has|Have|Must|And if) .*");
            assertThat(expected).as(question.text()).isNotEmpty().allMatch(e -> question.isRight(e, Optional.of(e)));
        } else {
            assertThat(question.choices().stream().filter(LabQuestion.Choice::marked))
                    .as(question.text())
                    .hasSize(1);
            assertThat(question.choices().stream().filter(c -> !c.marked()).flatMap(c -> c.words().stream()))
                    .as(question.text())
                    .noneMatch(word ->
                            expected.stream().anyMatch(e -> !e.equals("[..]") && AnswerMatcher.predicts(word, e)));
        }
    }

    private static List<ScriptStep.Line> flat(List<ScriptStep> steps) {
        return steps.stream()
                .flatMap(step -> switch (step) {
                    case ScriptStep.Line line -> Stream.of(line);
                    case ScriptStep.Repeat repeat -> flat(repeat.body()).stream();
                })
                .toList();
    }

    private static long questions(Path file, String mark) throws IOException {
        return Files.readAllLines(file).stream().filter(l -> l.startsWith(mark)).count();
    }

    /** Blocks of comments that lack a language. */
    private static List<String> blocks(List<ScriptStep> steps) {
        StringBuilder all = new StringBuilder();
        lines(steps, all);
        return Stream.of(all.toString().split("\n\n+"))
                .filter(b -> b.lines().anyMatch(l -> l.startsWith("#")))
                .filter(b -> b.lines().noneMatch(l -> l.matches("#\\??zh.*"))
                        || b.lines().noneMatch(l -> l.matches("#\\??(?!zh| needs:).*")))
                .toList();
    }

    private static void lines(List<ScriptStep> steps, StringBuilder all) {
        for (ScriptStep step : steps) {
            switch (step) {
                case ScriptStep.Line line ->
                    all.append(
                            line.command() instanceof Command.Comment
                                    ? line.text().strip() + "\n"
                                    : "\n");
                case ScriptStep.Repeat repeat -> lines(repeat.body(), all.append('\n'));
            }
        }
    }

    /** The index names every lab with its titles; {@code -Dbless=true} writes it. */
    @Test
    void theIndexNamesEveryLab() throws IOException {
        Messages english = Messages.in(Language.EN);
        StringBuilder index = new StringBuilder("""
            # Labs

            Each file is a lesson: lines to type, what comes back, and why. `./run.sh labs/udp/01-first-datagram.lab` plays
            one, `./run.sh step …` waits for you at every line, `./run.sh check labs` checks them all; in the console `/lab`
            lists them and `/lab first-data` plays one. The prose is in English and Chinese (`--lang zh`).
            """);
        String chapter = "";
        for (LabCatalog.Entry entry : SHELF.entries()) {
            if (!chapter.equals(entry.chapter())) {
                chapter = entry.chapter();
                index.append("\n## ")
                        .append(chapter)
                        .append(english.find("lab.chapter." + chapter)
                                .map(t -> ": " + t)
                                .orElse(""))
                        .append("\n\n| lab | | |\n|---|---|---|\n");
            }
            index.append("| [")
                    .append(entry.name())
                    .append("](")
                    .append(entry.path())
                    .append(".lab) | ")
                    .append(entry.title(Language.EN))
                    .append(" | ")
                    .append(entry.title(Language.ZH))
                    .append(" |\n");
        }
        GoldenText.check(Path.of("labs", "README.md"), index.toString());
    }

    @Test
    void labsAreFoundByAnyBeginning() {
        assertThat(SHELF.matching("udp-up")).extracting(LabCatalog.Entry::path).containsExactly("seed/udp-uppercase");
        assertThat(SHELF.matching("tcp/04")).extracting(LabCatalog.Entry::path).containsExactly("tcp/04-half-close");
        assertThat(SHELF.matching("half"))
                .extracting(LabCatalog.Entry::path)
                .contains("tcp/04-half-close", "blocking/15-half-close");
        assertThat(SHELF.matching("seed/udp-server.lab"))
                .extracting(LabCatalog.Entry::path)
                .containsExactly("seed/udp-server");
        assertThat(SHELF.matching("udp")).hasSizeGreaterThan(3);
        assertThat(SHELF.matching("nothing")).isEmpty();
    }
}
