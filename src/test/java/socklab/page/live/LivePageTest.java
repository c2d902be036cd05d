package socklab.page.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.kernel.libc.LibcKernel;
import socklab.lab.Lab;
import socklab.lab.LabReader;
import socklab.lab.StepThrough;
import socklab.page.Axe;
import socklab.page.Chromium;
import socklab.service.Reach;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.shell.Shell;
import socklab.shell.UserInterface;
import socklab.text.Language;
import socklab.view.OutputLine;

/** A real browser shows the page, and predicts. */
class LivePageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    /** With -Dscreenshots=FOLDER the pages are kept as pictures. */
    private static final String SCREENSHOTS = System.getProperty("screenshots", "");

    private static final long CAP_SECONDS = 40;

    @TempDir
    private Path folder;

    /** The teacher: at each question something is done first; every line then runs. */
    private record Teacher(Supplier<Optional<String>> atQuestion) implements UserInterface {
        @Override
        public void say(List<OutputLine> lines) {}

        @Override
        public void follow(Session session) {}

        @Override
        public Optional<String> ask(String prompt) {
            return Optional.of("");
        }

        @Override
        public Optional<String> ask(String prompt, Supplier<String> meanwhile) {
            return atQuestion.get();
        }

        @Override
        public int columns() {
            return 80;
        }
    }

    private Chromium browser;

    private String text(String expression) {
        return browser.evaluate("String(" + expression + ")").getAsString();
    }

    private String element(String id) {
        return text("document.getElementById('" + id + "').textContent");
    }

    private int count(String selector) {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length")
                .getAsInt();
    }

    private void until(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        while (!text(expression).equals("true")) {
            assertThat(System.nanoTime())
                    .as("waiting for " + expression + "\n" + text("document.body.innerText"))
                    .isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void keep(String name) {
        if (!SCREENSHOTS.isEmpty()) {
            JsonObject png = new JsonObject();
            png.addProperty("format", "png");
            String data =
                    browser.call("Page.captureScreenshot", png).get("data").getAsString();
            try {
                Files.write(
                        Path.of(SCREENSHOTS, name + ".png"), Base64.getDecoder().decode(data));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void dark() {
        JsonObject feature = new JsonObject();
        feature.addProperty("name", "prefers-color-scheme");
        feature.addProperty("value", "dark");
        JsonArray features = new JsonArray();
        features.add(feature);
        JsonObject media = new JsonObject();
        media.add("features", features);
        browser.call("Emulation.setEmulatedMedia", media);
    }

    @Test
    void aPredictionInARealBrowser() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "chromium is not installed");
        Path file =
                Files.writeString(folder.resolve("x.lab"), """
                    # The %s handshake
                    #zh %s 握手

                    server = open tcp
                    server.bind 127.0.0.1 0
                    server.listen
                    client = open tcp

                    # A client comes before accept is called.
                    #? The server has not called accept. %s Will connect block?
                    client.connect $server.local
                    => 0
                    client.send "%s"
                    connection = server.accept
                    wait = connection.recv 4096 MSG_PEEK &
                    /print %s
                    more = connection.recv 8192 MSG_WAITALL &
                    """.formatted(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE));
        Lab lab = LabReader.read(file);
        assertThat(lab.mistakes()).isEmpty();
        Settings settings = new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC);
        Teacher teacher = new Teacher(this::predict);
        try (Chromium started = Chromium.start();
                Shell shell = new Shell(new LibcKernel(), settings, SandboxPolicy.lab(folder, false), teacher);
                ClassRoom room = new ClassRoom(shell)) {
            browser = started;
            room.open(Reach.LOOPBACK, 0);
            String url = room.address().orElseThrow().url();
            browser.resize(390, 844);
            browser.open(url);
            until("document.getElementById('status').textContent.startsWith('viewers')");
            shell.jobs()
                    .start("", j -> new StepThrough(shell, teacher, room).step(lab, j))
                    .await();
            until("!document.getElementById('reveal').hidden");
            assertThat(element("had")).isEqualTo("1 of 1 predicted this.");
            assertThat(element("actual")).isEqualTo("0");
            assertThat(element("bars")).contains("✓ 0 (you)");
            until("document.querySelectorAll('#blocked li').length === 1");
            keep("phone-revealed");
            axe("phone, revealed");
            isSafe(url);
            browser.resize(1280, 800);
            browser.open(url + "?projector");
            until("!document.getElementById('reveal').hidden");
            until("document.querySelectorAll('#ladder .box').length >= 8");
            assertThat(element("title")).contains("<img src=x");
            isSafe(url);
            keep("projector-revealed");
            axe("projector, revealed");
            dark();
            keep("projector-dark");
            room.close();
            until("document.getElementById('status').textContent === 'The class is over.'");
        }
    }

    private void axe(String what) {
        if (Axe.present()) {
            Axe.findsNothing(browser, what);
        }
    }

    /** Text stayed text, nothing is wider than the screen, nothing went elsewhere, nothing failed. */
    private void isSafe(String url) {
        assertThat(count("main img, #lines script, #ladder script, [onerror]")).isZero();
        assertThat(text("document.documentElement.scrollWidth <= innerWidth")).isEqualTo("true");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(r -> r.startsWith(url) || r.startsWith("data:"));
    }

    /** What a student does: a tap, and then another answer in words. */
    private Optional<String> predict() {
        until("!document.getElementById('ask').hidden");
        assertThat(element("question")).contains("Will connect block?", "<script>");
        assertThat(count("#choices button")).isBetween(3, 5);
        keep("phone-question");
        text("[...document.querySelectorAll('#choices button')].find(b => b.textContent === 'blocks').click()");
        until("document.getElementById('sent').textContent.includes('blocks')");
        text("(document.getElementById('own').value = '0', document.getElementById('answer').requestSubmit())");
        until("document.getElementById('sent').textContent.includes(': 0')");
        keep("phone-answered");
        axe("phone, asked");
        return Optional.of("");
    }
}
