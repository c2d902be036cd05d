package socklab.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import socklab.lab.LabFiles;
import socklab.oracle.DefaultSignals;
import socklab.oracle.SocklabProgram;

/** All labs that come with the program become pages, in one run of the program. */
class ShelfSiteTest {
    private static final Path LABS = Path.of("labs");
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_MINUTES = 4;
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern WITHIN = Pattern.compile(" href=\"#([^\"]*)\"");
    private static final Pattern LOADED =
            Pattern.compile(" (?:src|action|poster)=\"|url\\((?!#)|@import|<script|<base");

    @TempDir
    private Path site;

    @Test
    @Timeout(value = MOST_MINUTES + 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyLabHasAPageThatIsWholeAndAsksForNothing() throws Exception {
        make();
        String index = Files.readString(site.resolve("index.html"));
        for (Path lab : LabFiles.below(List.of(LABS))) {
            String place = LABS.relativize(lab).toString().replaceFirst("\\.(lab|md)$", ".html");
            if (Files.exists(site.resolve(place))) {
                assertThat(index).contains("href=\"" + place + "\"");
                assertPage(site.resolve(place));
            } else {
                assertThat(index).as("the reason why it has no page").contains(lab + ": ");
            }
        }
        try (Stream<Path> pages = Files.walk(site)) {
            assertThat(pages.filter(p -> p.toString().endsWith(".html")).count())
                    .as("pages; labs that talk to a partner have none")
                    .isGreaterThan(90);
        }
    }

    private void make() throws IOException, InterruptedException {
        Path said = site.resolve("said");
        Process process = new ProcessBuilder(DefaultSignals.command(SocklabProgram.command(
                        "--lang", "both", "report", LABS.toString(), "-j", "4", "-o", site.toString())))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(said)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }

    private static void assertPage(Path page) throws IOException {
        String html = Files.readString(page);
        List<String> ids = found(ID, html);
        assertThat(Files.size(page)).as("%s", page).isLessThan(MOST_BYTES);
        assertThat(html).as("%s", page).contains("Content-Security-Policy").endsWith("</html>\n");
        assertThat(found(LOADED, html)).as("what %s loads", page).isEmpty();
        assertThat(ids).as("%s", page).doesNotHaveDuplicates().containsAll(found(WITHIN, html));
    }

    private static List<String> found(Pattern pattern, String html) {
        return pattern.matcher(html)
                .results()
                .map(r -> r.groupCount() == 0 ? r.group() : r.group(1))
                .toList();
    }
}
