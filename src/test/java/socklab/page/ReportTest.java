package socklab.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.page.live.ClassCommand;
import socklab.page.live.ClassRoom;
import socklab.shell.TestShell;
import socklab.view.SampleJournals;

/** What a report holds, and how it is cut and folded. */
class ReportTest {
    private static final Path VNU = Path.of("target", "npm", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
    private static final String NOT_KNOWN_TO_IT = ".*(paint-order|::details-content).*";
    private static final Path LAB = Path.of("src", "test", "resources", "socklab", "page", "asks.lab");

    @Test
    void aWorksheetHasTheQuestionsAndNotTheirResults() {
        PageFixture.Run run = PageFixture.run(LAB);
        String blank = Html.of(run.report(PageFixture.ENGLISH, Report.Mode.BLANK));
        String full = Html.of(run.report(PageFixture.ENGLISH, Report.Mode.FULL));
        String answers = Html.of(run.report(PageFixture.ENGLISH, Report.Mode.ANSWERS));
        assertThat(full).contains("What comes back?").contains("EOPNOTSUPP").doesNotContain("☑");
        assertThat(blank)
                .contains("What comes back?")
                .doesNotContain("EOPNOTSUPP")
                .contains("your prediction");
        assertThat(answers)
                .contains("EOPNOTSUPP")
                .contains("☑ an error")
                .contains("☐ 0")
                .doesNotContain("☐ <");
        assertThat(answers.lines().filter(l -> l.contains("<li class=") || l.contains("<li>☐")))
                .hasSize(2);
    }

    @Test
    void eachCallLinksToItsPlaceInTheLadderAndBack() {
        String html = Html.of(PageFixture.run(LAB).report(PageFixture.ENGLISH, Report.Mode.FULL));
        for (int number = 1; number <= 3; number++) {
            assertThat(html)
                    .contains("id=\"call-" + number + "\"")
                    .contains("href=\"#call-" + number + "\"")
                    .contains("id=\"box-" + number + "\"")
                    .contains("href=\"#box-" + number + "\"");
        }
    }

    @Test
    void inBothLanguagesEachIsMarked() {
        String html = Html.of(PageFixture.run(LAB).report(PageFixture.BOTH, Report.Mode.FULL));
        assertThat(html).contains("<html lang=\"en\">").contains("<p class=\"question\" lang=\"zh\">会返回什么？");
    }

    @Test
    void noTextIsCutWhereAStripEnds(@TempDir Path folder) throws IOException {
        LadderPicture picture = longSession(folder, 30).ladder();
        assertThat(picture.strips().size()).isGreaterThan(1);
        for (LadderPicture.Strip strip : picture.strips()) {
            int bottom = strip.top() + strip.height();
            assertThat(strip.height()).isLessThanOrEqualTo(StripCutter.MOST);
            for (LadderPicture.Box box : strip.marks().boxes()) {
                boolean end = bottom
                        == picture.strips().getLast().top()
                                + picture.strips().getLast().height();
                assertThat(end || box.bottom() <= bottom || box.y() + 40 < bottom)
                        .as(box.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void aLongSessionIsFoldedAndNothingIsDropped(@TempDir Path folder) throws IOException {
        String html = Html.of(longSession(folder, 300));
        assertThat(count(html, "id=\"box-")).isEqualTo(601);
        assertThat(count(html, "id=\"call-")).isEqualTo(601);
        assertThat(count(html, "<details class=\"part\">")).isGreaterThan(5);
    }

    private static Report longSession(Path folder, int turns) throws IOException {
        Path lab = folder.resolve("long.lab");
        Files.writeString(
                lab, "# Long\na b = socketpair unix-dgram\n/repeat " + turns + "\na.send x\nb.recv 10\n/end\n");
        return PageFixture.run(lab).report(PageFixture.ENGLISH, Report.Mode.FULL);
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }

    /** The live page, before its script fills it. */
    private static String live() throws IOException, InterruptedException {
        try (TestShell shell = new TestShell()) {
            new ClassCommand(shell.shell(), shell.ui(), new ClassRoom(shell.shell())).register();
            Matcher url = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/").matcher(shell.tells("/class 0"));
            assertThat(url.find()).isTrue();
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest page =
                        HttpRequest.newBuilder(URI.create(url.group())).build();
                return client.send(page, HttpResponse.BodyHandlers.ofString()).body();
            } finally {
                shell.run("/class off");
            }
        }
    }

    /** Source: the Nu Html Checker; its checker of style sheets knows neither CSS Fill 3 nor CSS Pseudo-Elements 4. */
    @Test
    void theHtmlIsValid(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.exists(VNU), "there is no checker of HTML: npm install --prefix target/npm vnu-jar");
        PageFixture.Run run = PageFixture.run(LAB);
        PageFixture.write(folder, "full.html", Html.of(run.report(PageFixture.BOTH, Report.Mode.FULL)));
        PageFixture.write(folder, "blank.html", Html.of(run.report(PageFixture.BOTH, Report.Mode.BLANK)));
        PageFixture.write(
                folder, "tcp.html", Html.of(PageFixture.report(Moment.of(SampleJournals.tcp()), PageFixture.ENGLISH)));
        PageFixture.write(folder, "chart.html", Html.of(PageFixture.withChartAndTable()));
        PageFixture.write(folder, "live.html", live());
        PageFixture.write(folder, "index.html", Html.of(new SiteIndex(PageFixture.BOTH, List.of())));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xss1m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        VNU.toString(),
                        "--errors-only",
                        "--filterpattern",
                        NOT_KNOWN_TO_IT,
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
    }
}
