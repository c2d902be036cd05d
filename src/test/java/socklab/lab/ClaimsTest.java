package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.text.Language;
import socklab.text.Messages;

/**
 * Sentences of the pages of {@code /explain} are true of this kernel: each claim of claims.txt stands in its page, word
 * for word, and the lab lines below it come out as expected.
 */
@Timeout(value = 50, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClaimsTest {
    private static final Path CLAIMS = Path.of("src/test/resources/socklab/claims/claims.txt");
    private static final Path PAGES = Path.of("src/main/resources/socklab/explain");

    /** A sentence of a page, in one or both languages, and the lines that try it. */
    record Claim(String page, Optional<String> english, Optional<String> chinese, List<String> lines) {
        @Override
        public String toString() {
            return page + ": " + english.or(() -> chinese).orElse("");
        }
    }

    @TempDir
    Path folder;

    static Stream<Claim> claims() throws IOException {
        List<List<String>> parts = new ArrayList<>();
        for (String line : Files.readAllLines(CLAIMS)) {
            if (line.startsWith("page: ")) {
                parts.add(new ArrayList<>());
            }
            if (!parts.isEmpty() && !line.isBlank()) {
                parts.getLast().add(line);
            }
        }
        return parts.stream().map(ClaimsTest::claim);
    }

    private static Claim claim(List<String> part) {
        return new Claim(
                field(part, "page: ").orElseThrow(),
                field(part, "en: "),
                field(part, "zh: "),
                part.stream().filter(l -> !l.matches("(page|en|zh): .*")).toList());
    }

    private static Optional<String> field(List<String> part, String name) {
        return part.stream()
                .filter(l -> l.startsWith(name))
                .map(l -> l.substring(name.length()))
                .findFirst();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void sentenceStandsInItsPageAndIsTrue(Claim claim) throws IOException {
        for (String sentence : claim.english().stream().toList()) {
            assertThat(PAGES.resolve(claim.page() + ".en.md")).content().contains(sentence);
        }
        for (String sentence : claim.chinese().stream().toList()) {
            assertThat(PAGES.resolve(claim.page() + ".zh.md")).content().contains(sentence);
        }
        Path lab = folder.resolve("claim.lab");
        String name = "@" + UUID.randomUUID();
        Files.writeString(
                lab,
                "# A claim\n# needs: linux, libc\n"
                        + String.join("\n", claim.lines()).replace("@NAME", name) + "\n");
        LabChecker.Checked checked = LabTestShell.checker(40_000).check(lab);
        switch (checked.verdict()) {
            case Verdict.Passed p -> assertThat(p.score().expectations()).isPositive();
            case Verdict.Skipped s -> abort(Messages.in(Language.EN).say(s.why()));
            case Verdict.Failed _, Verdict.Stopped _, Verdict.Unparsed _, Verdict.Unreadable _ ->
                throw new AssertionError(checked.toString());
        }
    }
}
