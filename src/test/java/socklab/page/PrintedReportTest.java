package socklab.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports on paper: as many pages as they need, and nothing on them is cut. */
class PrintedReportTest {
    private static final Path LABS = Path.of("labs");
    /** A4 without the margins of the style sheet, in CSS pixels: 184 mm by 269 mm. */
    private static final int WIDTH = 695;

    private static final int HEIGHT = 1016;
    private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page\\b(?!s)");

    @TempDir
    private static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "there is no Chromium");
        browser = Chromium.start();
    }

    @AfterAll
    static void end() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static int pages() {
        JsonObject options = new JsonObject();
        options.addProperty("preferCSSPageSize", true);
        options.addProperty("printBackground", true);
        byte[] pdf = Base64.getDecoder()
                .decode(browser.call("Page.printToPDF", options).get("data").getAsString());
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("%PDF-");
        assertThat(Pattern.compile("/MediaBox \\[0 0 59[4-6][.0-9]* 84[1-3]")
                        .matcher(text)
                        .find())
                .as("A4")
                .isTrue();
        Matcher page = PAGE.matcher(text);
        return (int) page.results().count();
    }

    /** What is wider than the paper, or higher where it must not be parted, as the print style sheet lays it out. */
    private static String cut() {
        String script = """
            (() => {
              const cut = [];
              for (const e of document.querySelectorAll('main *, header *')) {
                const r = e.getBoundingClientRect();
                if (r.width === 0 || e.closest('.heads') || e.closest('.defs')) continue;
                if (r.right > %d + 1) cut.push(e.tagName + '.' + e.className + ' to ' + r.right);
                if (getComputedStyle(e).breakInside === 'avoid' && r.height > %d) cut.push(e.tagName + ' ' + r.height);
                const style = getComputedStyle(e);
                if (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1 && !(e instanceof SVGElement))
                  cut.push(e.tagName + '.' + e.className + ' hides ' + (e.scrollWidth - e.clientWidth));
              }
              return JSON.stringify(cut.slice(0, 5));
            })()\
            """.formatted(WIDTH, HEIGHT);
        return browser.evaluate(script).getAsString();
    }

    private static void medium(String name) {
        JsonObject media = new JsonObject();
        media.addProperty("media", name);
        browser.call("Emulation.setEmulatedMedia", media);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp/04-half-close.lab, FULL, 2, 6",
        "tcp/04-half-close.lab, BLANK, 2, 6",
        "blocking/11-poll-two-clients.lab, FULL, 2, 9",
        "wire/49-sawtooth.lab, FULL, 2, 12",
        "loss/04-pinger.lab, ANSWERS, 2, 12"
    })
    void nothingIsCut(String lab, Report.Mode mode, int least, int most) throws IOException {
        PageFixture.Run run = PageFixture.run(LABS.resolve(lab));
        Path page = PageFixture.write(folder, "page.html", Html.of(run.report(PageFixture.BOTH, mode)));
        browser.resize(WIDTH, HEIGHT);
        browser.open(page.toUri().toString());
        medium("print");
        assertThat(cut()).as(lab).isEqualTo("[]");
        medium("");
        assertThat(pages()).as("pages of " + lab).isBetween(least, most);
    }
}
