package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.lab.report.CheckReport;
import socklab.lab.report.JsonReport;
import socklab.lab.report.JunitReport;
import socklab.lab.report.TapReport;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** A lab with control characters anywhere is shown escaped, by every command and in every report. */
final class HostileLabTest {
    private static final String HOSTILE = "\u001b]0;x\u0007\u009b31m\u007f\u202e\u2066";
    private static final String UNSAFE = "[\\x00-\\x08\\x0b-\\x1f\\x7f\\x80-\\x9f\u202a-\u202e\u2066-\u2069]";

    @TempDir
    private Path folder;

    static Stream<String> labs() {
        return Stream.of(
                "# needs: " + HOSTILE + "\nopen udp\n",
                "# " + HOSTILE + "\n#? " + HOSTILE + "\nopen udp\n=> " + HOSTILE + "\n",
                "open " + HOSTILE + "\n",
                "a b = socketpair unix\na.send " + HOSTILE + "\n=> 1 byte\n",
                "/print " + HOSTILE + "\n/ask x \"" + HOSTILE + "\"\n",
                "/lab " + HOSTILE + "\n",
                "sendto " + HOSTILE + " 9 x\n");
    }

    @ParameterizedTest
    @MethodSource("labs")
    void aHostileLabIsShownEscaped(String text) throws IOException {
        Path lab = Files.writeString(folder.resolve("x" + HOSTILE + ".lab"), text);
        Messages messages = Messages.in(Language.EN);
        LabChecker.Checked checked = LabTestShell.checker(10_000).check(lab);
        List<LabChecker.Checked> all = List.of(checked);
        String lines = String.join(
                "\n",
                CheckReport.lines(checked, messages).stream()
                        .map(OutputLine::text)
                        .toList());
        assertThat(lines).doesNotContainPattern(UNSAFE);
        assertThat(TapReport.of(all, 13, messages)).doesNotContainPattern(UNSAFE);
        assertThat(JunitReport.of(all, Instant.EPOCH, messages)).doesNotContainPattern(UNSAFE);
        assertThat(JsonReport.of(all, messages)).doesNotContainPattern(UNSAFE);
        try (LabTestShell session = LabTestShell.lab(folder, LabTestShell.SETTINGS, "\n\n\n\n\n\n")) {
            session.play(lab);
            session.step(lab);
            assertThat(session.shown()).doesNotContainPattern(UNSAFE);
        }
        try (LabTestShell session = LabTestShell.trusted("n\nn\nn\n")) {
            assertThat(session.type("/open " + lab).shown()).doesNotContainPattern(UNSAFE);
        }
    }
}
