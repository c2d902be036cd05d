package socklab.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import socklab.shell.ScriptBuilder;
import socklab.text.DisplayWidth;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.ProblemView;

/**
 * Every mistake that a line can have, as a reader is told of it, in English and in Chinese.
 *
 * <p>The lines are in {@code problems.txt}, each with what is said of it. {@code mvn test -Dbless=true} writes what
 * is said now into the file; look at the difference before committing it.
 */
class SyntaxErrorTest {
    private static final Path GOLDEN = Path.of("src/test/resources/socklab/lang/problems.txt");
    private static final String HEAD = "$ ";

    private static List<String> typed() throws IOException {
        return Files.readAllLines(GOLDEN).stream()
                .filter(l -> l.startsWith(HEAD))
                .map(l -> l.substring(HEAD.length()))
                .toList();
    }

    private static SyntaxError error(String line) {
        assertThat(Parser.parse(line).command()).as(line).isInstanceOf(SyntaxError.class);
        return (SyntaxError) Parser.parse(line).command();
    }

    @Test
    void eachIsToldWithItsPlaceItsFaultAndItsCure() throws IOException {
        List<String> now = new ArrayList<>();
        for (String line : typed()) {
            now.add(HEAD + line);
            now.addAll(ProblemView.lines(error(line), "", Messages.in(Language.EN)));
            now.addAll(ProblemView.lines(error(line), "", Messages.in(Language.ZH)));
            now.add("");
        }
        if (Boolean.getBoolean("bless")) {
            Files.write(GOLDEN, now);
        }
        assertThat(Files.readAllLines(GOLDEN)).isEqualTo(now);
    }

    @Test
    void theMarkStandsBelowTheFault() throws IOException {
        for (String line : typed()) {
            SyntaxError error = error(line);
            for (Language language : Language.values()) {
                List<String> said = ProblemView.lines(error, "", Messages.in(language));
                assertThat(said).hasSize(3);
                int caret = said.get(2).indexOf('^');
                int start = Math.min(error.span().start(), line.length());
                if (line.length() < 60) {
                    int gap = error.span().start() > line.length() ? 1 : 0;
                    assertThat(caret).as(line).isEqualTo(2 + DisplayWidth.of(line.substring(0, start)) + gap);
                }
            }
        }
    }

    @Test
    void everyFaultOfAParserIsAmongThem() throws IOException {
        Set<String> told = new TreeSet<>();
        typed().forEach(l -> told.add(error(l).fault().key()));
        Set<String> possible = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/socklab/lang"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Pattern.compile("\"(fault\\.\\w+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(m -> possible.add(m.group(1)));
            }
        }
        assertThat(told).containsAll(possible);
    }

    @Test
    void everyCureIsAMessage() throws IOException {
        for (String line : typed()) {
            assertThat(Messages.in(Language.EN).say(error(line).cure())).isNotBlank();
        }
    }

    @Test
    void repeatsAreCheckedAsTheyArePutTogether() {
        assertThat(faults("/repeat")).contains("fault.repeat");
        assertThat(faults("/repeat x", "/end")).containsExactly("fault.repeat");
        assertThat(faults("/repeat -1", "/end")).containsExactly("fault.repeat");
        assertThat(faults("/end")).containsExactly("fault.end");
        assertThat(faults("/repeat 2", "/repeat 3", "/end")).containsExactly("fault.noEnd");
        assertThat(faults("/repeat forever", "open udp", "/end")).isEmpty();
    }

    private static List<String> faults(String... lines) {
        ScriptBuilder steps = new ScriptBuilder();
        Stream.of(lines).forEach(l -> steps.add(l, 0));
        return steps.build().stream().flatMap(SyntaxErrorTest::faults).toList();
    }

    private static Stream<String> faults(socklab.shell.ScriptStep step) {
        return switch (step) {
            case socklab.shell.ScriptStep.Line l ->
                l.command() instanceof SyntaxError e ? Stream.of(e.fault().key()) : Stream.empty();
            case socklab.shell.ScriptStep.Repeat r -> r.body().stream().flatMap(SyntaxErrorTest::faults);
        };
    }
}
