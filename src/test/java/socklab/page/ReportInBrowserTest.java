package socklab.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.shell.TestShell;
import socklab.view.ladder.SequenceDiagram;

/** Reports opened in a real browser: what it draws is what the journal tells, and it does nothing else. */
class ReportInBrowserTest {
    private static final Path LABS = Path.of("labs");

    @TempDir
    private static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "there is no Chromium");
        browser = Chromium.start();
        browser.resize(1280, 800);
    }

    @AfterAll
    static void end() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(String html) throws IOException {
        browser.open(PageFixture.write(folder, "page.html", html).toUri().toString());
    }

    /** What is drawn: boxes by what their titles say, and arrows by where they begin and end. */
    private static JsonObject drawn() {
        String script = """
            (() => {
              const number = (e, name) => Number(e.getAttribute(name));
              const boxes = [...document.querySelectorAll('.box')].map(b => {
                const r = b.querySelector('rect');
                return {id: b.id, title: b.querySelector('title').textContent, x: number(r, 'x'), y: number(r, 'y'),
                    width: number(r, 'width'), height: number(r, 'height'), failed: b.classList.contains('failed'),
                    seen: r.getBoundingClientRect().height};
              });
              const arrows = [...document.querySelectorAll('.arrow')].map(a => {
                const d = a.querySelector('path').getAttribute('d').match(/-?[0-9]+/g).map(Number);
                return {x1: d[0], y1: d[1], x2: d[2], y2: d[3], frame: a.classList.contains('frame'),
                    lost: a.classList.contains('lost'), cross: a.querySelector('.lostmark') !== null};
              });
              // what crosses a cut is in both strips
                  const once = all => [...new Set(all.map(a => JSON.stringify(a)))].map(a => JSON.parse(a));
                  return JSON.stringify({boxes: once(boxes.map(b => ({...b, id: ''}))), arrows: once(arrows)});
            })()\
            """;
        return JsonParser.parseString(browser.evaluate(script).getAsString()).getAsJsonObject();
    }

    private record Box(String title, int x, int y, int width, int height, boolean failed) {
        static Box of(JsonElement e) {
            JsonObject o = e.getAsJsonObject();
            assertThat(o.get("seen").getAsDouble()).isEqualTo(o.get("height").getAsDouble());
            return new Box(
                    o.get("title").getAsString(),
                    o.get("x").getAsInt(),
                    o.get("y").getAsInt(),
                    o.get("width").getAsInt(),
                    o.get("height").getAsInt(),
                    o.get("failed").getAsBoolean());
        }

        boolean touches(int px, int py) {
            return (px == x || px == x + width) && py >= y && py <= y + height;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp/04-half-close.lab", "blocking/11-poll-two-clients.lab", "wire/05-lost-data.lab"})
    void boxesAndArrowsAreThoseOfTheJournal(String name) throws IOException {
        Path file = LABS.resolve(name);
        PageFixture.Run run = PageFixture.run(file);
        SequenceDiagram diagram = SequenceDiagram.of(Moment.events(run.ran().moments()));
        assumeTrue(!diagram.spans().isEmpty(), "this lab does not run here");
        open(Html.of(run.report(PageFixture.ENGLISH, Report.Mode.FULL)));
        JsonObject drawn = drawn();
        List<Box> boxes = new ArrayList<>();
        drawn.getAsJsonArray("boxes").forEach(b -> boxes.add(Box.of(b)));
        List<SequenceDiagram.Span> spans = diagram.spans();
        assertThat(boxes).hasSameSizeAs(spans);
        for (int i = 0; i < spans.size(); i++) {
            assertThat(boxes.get(i).title()).contains(spans.get(i).label());
            assertThat(i == 0 || boxes.get(i).y() >= boxes.get(i - 1).y()).isTrue();
        }
        long failed = spans.stream()
                .filter(s -> s.event()
                        .filter(f -> f.outcome() instanceof socklab.call.Outcome.Failed)
                        .isPresent())
                .count();
        assertThat(boxes.stream().filter(Box::failed)).hasSize((int) failed);
        arrows(diagram, boxes, drawn.getAsJsonArray("arrows"));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(r -> r.startsWith("file:") || r.equals("data:,"));
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .getAsBoolean())
                .as("nothing is wider than the window")
                .isTrue();
    }

    private static void arrows(SequenceDiagram diagram, List<Box> boxes, JsonArray arrows) {
        List<JsonObject> frames = new ArrayList<>();
        List<JsonObject> data = new ArrayList<>();
        arrows.forEach(a -> (a.getAsJsonObject().get("frame").getAsBoolean() ? frames : data).add(a.getAsJsonObject()));
        assertThat(frames).hasSameSizeAs(diagram.frames());
        assertThat(frames.stream().filter(f -> f.get("lost").getAsBoolean()))
                .hasSize((int)
                        diagram.frames().stream().filter(f -> f.event().lost()).count())
                .allMatch(f -> f.get("cross").getAsBoolean());
        if (!diagram.frames().isEmpty()) {
            return;
        }
        assertThat(data).hasSameSizeAs(diagram.deliveries());
        for (SequenceDiagram.Delivery delivery : diagram.deliveries()) {
            Box from = boxes.get(diagram.spans().indexOf(delivery.from()));
            Box to = boxes.get(diagram.spans().indexOf(delivery.to()));
            assertThat(data)
                    .as(delivery.from().label() + " to " + delivery.to().label())
                    .anyMatch(a -> from.touches(
                                    a.get("x1").getAsInt(), a.get("y1").getAsInt())
                            && to.touches(a.get("x2").getAsInt(), a.get("y2").getAsInt())
                            && a.get("y1").getAsInt() <= a.get("y2").getAsInt());
        }
    }

    @Test
    void whatComesFromOutsideStaysText() throws IOException {
        String script = "</pre></style></svg><script>document.title='taken'</script><img src=x onerror=alert(1)>";
        try (TestShell shell = new TestShell()) {
            shell.run("# " + script);
            shell.run("#? \u202eright to left " + script + " | \"><svg onload=alert(1)>*");
            shell.run("a b = socketpair unix-dgram");
            shell.run("a.send " + script);
            shell.run("b.recv 1000");
            shell.run("a.send \\x1b[31m\u202e\u0000");
            shell.run("b.recv 1000");
            shell.run("/print " + script);
            shell.run("bind " + script);
            shell.run("/print " + "<b>".repeat(300_000));
            String html = Html.of(PageFixture.report(
                    Moment.of(shell.shell().session().journal().events()), PageFixture.BOTH));
            assertThat(html.length()).isLessThan(1_000_000);
            assertThat(html).doesNotContain("\u202e").doesNotContain("\u001b");
            open(html);
        }
        assertThat(browser.evaluate("document.title").getAsString()).doesNotContain("taken");
        assertThat(browser.evaluate("document.querySelectorAll('script, img, b, iframe, [onload], [onerror]').length")
                        .getAsInt())
                .isZero();
        assertThat(browser.evaluate("document.body.textContent.includes('<script>')")
                        .getAsBoolean())
                .isTrue();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(r -> r.startsWith("file:") || r.equals("data:,"));
    }

    /** {@code mvn test -Dtest=ReportInBrowserTest -Dscreenshot=write} takes it again. */
    @Test
    void theManualHasAPictureOfAReport() throws IOException {
        Path picture = Path.of("src", "site", "resources", "images", "report.png");
        if (System.getProperty("screenshot", "").equals("write")) {
            PageFixture.Run run = PageFixture.run(LABS.resolve("wire/05-lost-data.lab"));
            browser.resize(1380, 1000);
            open(Html.of(run.report(PageFixture.ENGLISH, Report.Mode.FULL)));
            JsonObject shot = browser.call("Page.captureScreenshot", new JsonObject());
            Files.write(picture, Base64.getDecoder().decode(shot.get("data").getAsString()));
            browser.resize(1280, 800);
        }
        assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void axeFindsNoViolation() throws IOException {
        Axe.needed();
        PageFixture.Run run = PageFixture.run(LABS.resolve("tcp/04-half-close.lab"));
        SiteIndex index = new SiteIndex(
                PageFixture.BOTH,
                List.of(new SiteIndex.Page(
                        "tcp", "a.html", PageFixture.BOTH.say("page.session"), java.util.Optional.empty())));
        List<String> pages = List.of(
                Html.of(run.report(PageFixture.BOTH, Report.Mode.FULL)),
                Html.of(run.report(PageFixture.ENGLISH, Report.Mode.BLANK)),
                Html.of(PageFixture.withChartAndTable()),
                Html.of(index));
        for (String page : pages) {
            open(page);
            Axe.findsNothing(browser, browser.evaluate("document.title").getAsString());
        }
    }
}
