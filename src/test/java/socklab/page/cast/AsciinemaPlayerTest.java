package socklab.page.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.kernel.libc.LibcKernel;
import socklab.page.Chromium;
import socklab.session.Jobs;
import socklab.shell.StreamUi;
import socklab.shell.UserInterface;
import socklab.view.OutputLine;
import socklab.view.Theme;

/** asciinema's own player, in a real browser, plays what is recorded, and jumps to each step. */
class AsciinemaPlayerTest {
    private static final Path PLAYER = Path.of("target", "npm", "node_modules", "asciinema-player", "dist", "bundle");
    private static final long CAP_SECONDS = 40;

    @TempDir
    private Path folder;

    /** Two steps and their results, in a version of the format. */
    private String recorded(CastFormat format) throws IOException {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        StreamUi ui = new StreamUi(new BufferedReader(new StringReader("")), nowhere, nowhere, Theme.PLAIN);
        Path file = folder.resolve(format + ".cast");
        Recording recording = Recording.start(ui, file, format, "Two steps").orElseThrow();
        try (Jobs jobs = new Jobs(new LibcKernel())) {
            for (String line : List.of("open udp", "bind 12000")) {
                jobs.start("", job -> {
                            ui.type(new UserInterface.Typing("socklab> ", line, ""), Duration.ZERO, job);
                            ui.say(List.of(new OutputLine(OutputLine.Kind.RESULT, "=> of " + line + " 中文")));
                        })
                        .await();
            }
        }
        recording.end();
        return Files.readString(file);
    }

    @Test
    void playsBothVersionsAndKnowsTheMarkers() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "chromium is not installed");
        assumeTrue(
                Files.exists(PLAYER),
                "there is no player of recordings: npm install --prefix target/npm asciinema-player");
        Files.copy(PLAYER.resolve("asciinema-player.min.js"), folder.resolve("player.js"));
        Files.copy(PLAYER.resolve("asciinema-player.css"), folder.resolve("player.css"));
        Path page = Files.writeString(folder.resolve("page.html"), """
            <!doctype html><meta charset="utf-8"><link rel="stylesheet" href="player.css">
            <div id="screen"></div><script src="player.js"></script>
            """);
        try (Chromium browser = Chromium.start()) {
            for (CastFormat format : CastFormat.values()) {
                browser.open(page.toUri().toString());
                browser.evaluate(
                        "window.marks = []; window.over = false; window.player = AsciinemaPlayer.create({data: "
                                + new JsonPrimitive(recorded(format))
                                + "}, document.getElementById('screen'), {preload: true});"
                                + "player.addEventListener('marker', e => marks.push(e.label));"
                                + "player.addEventListener('ended', () => { window.over = true; }); player.play(); 0");
                until(browser, "over");
                assertThat(said(browser, "marks.join()")).as("%s", format).isEqualTo("open udp,bind 12000");
                // characters of double width stand in elements of their own
                for (String shown : List.of("socklab>openudp", "=>ofbind12000中文")) {
                    until(
                            browser,
                            "document.querySelector('.ap-term').textContent.replace(/\\s/g, '').includes('" + shown
                                    + "')");
                }
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    private static String said(Chromium browser, String expression) {
        return browser.evaluate("String(" + expression + ")").getAsString();
    }

    private static void until(Chromium browser, String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        while (!said(browser, expression).equals("true")) {
            assertThat(System.nanoTime())
                    .as("waiting for " + expression + "\n" + said(browser, "document.body.innerHTML")
                            + browser.complaints())
                    .isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
