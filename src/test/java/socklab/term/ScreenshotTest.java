package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures of the manual show what the console shows. {@code mvn test -Dtest=ScreenshotTest -Dscreenshot=write}
 * draws them again.
 */
@EnabledOnOs(OS.LINUX)
class ScreenshotTest {
    private static final int COLUMNS = 116;
    private static final int ROWS = 25;
    private static final int LOOKS = 100;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en,console.svg,1 of 128 waiting", "zh,console-zh.svg,1/128 个等待"})
    void theManualsPictureShowsTheConsole(String language, String file, String queue) throws Exception {
        Path picture = Path.of("src/site/resources/images", file);
        try (TmuxPane pane = new TmuxPane(folder, COLUMNS, ROWS, "LC_ALL=C.UTF-8", "NO_COLOR=")) {
            pane.socklab("--lang " + language).key("C-l").until(s -> s.startsWith("socklab>"), "an empty screen");
            pane.line("server = open tcp").sees("tcp server> ");
            pane.line("bind 127.0.0.1 0")
                    .until(s -> s.matches("(?s).*tcp server 127.0.0.1:\\d+> .*"), "a bound socket");
            pane.line("listen").sees(" LISTEN> ");
            pane.line("client = open tcp").sees("tcp client> ");
            pane.line("connect $server.local").until(s -> s.contains("→"), "connected");
            pane.line("recv 100 MSG_DONTWAIT").sees("=> EAGAIN").sees(queue);
            pane.type("setsockopt TCP_KEEP")
                    .sees("TCP_KEEP")
                    .key("Tab")
                    .sees("TCP_KEEPINTVL")
                    .sees(queue);
            List<String> kept = text(Files.exists(picture) ? Files.readString(picture) : "<svg/>");
            String drawn = draw(pane);
            for (int looks = 0; looks < LOOKS && !text(drawn).equals(kept); looks++) {
                TmuxPane.pause(); // the list may be half drawn
                drawn = draw(pane);
            }
            if (System.getProperty("screenshot", "").equals("write")) {
                Files.createDirectories(picture.getParent());
                Files.writeString(picture, drawn);
            }
            assertThat(text(Files.readString(picture))).isEqualTo(text(drawn));
        }
    }

    private static String draw(TmuxPane pane) throws IOException, XMLStreamException {
        ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
        // no cell has a background of its own, and after "default background" JLine's screen paints black
        screen.write(pane.tmux("capture-pane", "-p", "-e", "-t", "t")
                .stripTrailing()
                .replace("\033[49m", "")
                .replace("\n", "\r\n"));
        return ScreenSvg.of(screen);
    }

    /** The rows of a picture, without what differs from run to run. */
    private static List<String> text(String svg) throws XMLStreamException {
        List<String> rows = new ArrayList<>();
        XMLStreamReader reader = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(svg));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    if (reader.getLocalName().equals("text")) {
                        rows.add("");
                    }
                }
                case XMLStreamReader.CHARACTERS -> {
                    if (!rows.isEmpty()) {
                        rows.add(rows.removeLast() + reader.getText());
                    }
                }
                default -> {}
            }
        }
        return rows.stream().map(ScreenshotTest::steady).toList();
    }

    private static String steady(String row) {
        return row.strip()
                .replaceAll("\\d\\.\\d{6}", "T")
                .replaceAll("\\b0x[0-9a-f]{9,}", "0xP")
                .replaceAll("\\b(3[2-9]|[45]\\d|60)\\d{3}\\b", "PORT")
                .replaceAll("^(\\w+)\\(\\d+(?=[,)])", "$1(FD")
                .replaceAll("^(socket\\(.*\\) =) \\d+ ", "$1 FD ")
                .replaceAll("(?<=\\)) +(?== )", " ");
    }
}
