package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import socklab.text.Language;

/**
 * The programs on the manual's page are what is written today, and the labs beside them are the labs.
 * {@code -Dtest=ProgramsPageTest -Dbless=true} writes them into the page.
 */
class ProgramsPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/programs.md");
    private static final Pattern OPENS = Pattern.compile("```(text lab|python|c|java) (\\S+)");

    @Test
    void thePageShowsWhatIsWritten() throws IOException, Refusal {
        List<String> page = Files.readAllLines(PAGE);
        List<String> now = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            now.add(page.get(i));
            Matcher opens = OPENS.matcher(page.get(i));
            if (opens.matches()) {
                now.addAll(shown(opens.group(1), Path.of("labs", opens.group(2) + ".lab")));
                while (!page.get(i + 1).equals("```")) {
                    i++;
                }
            }
        }
        if (Boolean.getBoolean("bless")) {
            Files.write(PAGE, now);
        }
        assertThat(page).isEqualTo(now);
    }

    private static List<String> shown(String what, Path lab) throws IOException, Refusal {
        return what.equals("text lab")
                ? Files.readAllLines(lab).stream()
                        .filter(l -> !l.isBlank() && !l.startsWith("#"))
                        .toList()
                : Exports.write(lab, TargetLanguage.of(what).orElseThrow(), ExportSettings.plain(Language.EN))
                        .lines()
                        .toList();
    }
}
