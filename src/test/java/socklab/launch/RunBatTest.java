package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be told of run.bat without Windows: the rules whose breach has broken batch files before. */
class RunBatTest {
    private final String text;

    RunBatTest() throws IOException {
        text = Files.readString(Path.of("run.bat"), StandardCharsets.ISO_8859_1);
    }

    private List<String> found(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE | Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .toList();
    }

    @Test
    void everyLineEndsInCrLf() {
        // With LF alone cmd.exe loses labels.
        assertThat(text).endsWith("\r\n");
        assertThat(found("(?<!\r)\n")).isEmpty();
    }

    @Test
    void isPlainAscii() {
        assertThat(text.chars().allMatch(c -> c < 128)).isTrue();
    }

    @Test
    void exclamationMarksInArgumentsStay() {
        assertThat(text).contains("setlocal DisableDelayedExpansion");
        assertThat(text).doesNotContainIgnoringCase("EnableDelayedExpansion");
    }

    @Test
    void hasNoBlocksThatAFolderWithAParenthesisWouldEnd() {
        assertThat(found("\\([ \t]*\r$")).isEmpty();
    }

    @Test
    void asksNoJavaForItsVersion() {
        // for /f over a program in "Program Files (x86)" breaks.
        assertThat(found("for /f .*\\('.*java.*")).isEmpty();
    }

    @Test
    void everyLabelThatIsUsedIsThere() {
        assertThat(found("^:(\\w+)")).containsAll(found("(?:goto|call) :?(\\w+)"));
    }

    @Test
    void foldersAndArgumentsPassWhole() {
        assertThat(found("[^\"=](%~dp0|%HERE%|%JDK%|%JAR%|%TRY%)(?![\"\\\\.:])"))
                .isEmpty();
        assertThat(text).contains("-jar \"%JAR%\" %*", "exit /b %RESULT%");
    }
}
