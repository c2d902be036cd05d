package socklab.lab.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.lab.LabProcess;
import socklab.lab.report.GradeCsv;
import socklab.lab.report.GradeJunit;
import socklab.oracle.PythonModule;
import socklab.page.GradePage;
import socklab.page.Html;
import socklab.page.Wording;
import socklab.session.Settings;
import socklab.text.Language;
import socklab.text.Messages;

/** Reports of marks are read by other people's programs, and are written however the run ends. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GradeReportsTest {
    private static final Path XSD = Path.of("src/test/resources/socklab/lab/surefire-test-report.xsd");
    private static final Settings SETTINGS = new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC);
    private static final Messages ENGLISH = Messages.in(Language.EN);

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path key() throws Exception {
        return file("key.lab", """
            # A key
            #? What <b>name</b> & "number"?
            open udp
            => s1
            #! yours
            bind 127.0.0.1 0
            #! end
            listen
            => EOPNOTSUPP (Operation not supported)
            """);
    }

    private static String student(String answer, String lines) {
        return "# A key\nopen udp\n=> " + answer + "\n# ---- your lines for task 1 ----\n" + lines
                + "\n# ---- end of task 1 ----\nlisten\n=> EOPNOTSUPP\n";
    }

    private List<Grade> grades(AnswerKey key) throws Exception {
        Grader grader = new Grader(key, new LibcKernel(), SETTINGS, Duration.ofSeconds(6), ShellAssembly::wire);
        grader.runKey();
        return Stream.of(
                        file("class/anna.lab", student("s1", "bind 127.0.0.1 0")),
                        file("class/=cmd.lab", student("<script>alert(1)</script>", "")),
                        file("class/\u202ebidi.lab", student("]]>\"", "bind 127.0.0.1 0")))
                .map(f -> grader.grade(f, f.getFileName().toString().replace(".lab", "")))
                .toList();
    }

    @Test
    void theJunitReportAgreesWithItsSchemaAndIsReadByJunitparser() throws Exception {
        String xml = GradeJunit.of(grades(AnswerKey.read(key())), Instant.EPOCH, ENGLISH);
        SchemaFactory.newDefaultInstance()
                .newSchema(XSD.toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        String said = new PythonModule("junitparser").run("""
            import sys
            from junitparser import JUnitXml
            suite = JUnitXml.fromfile(sys.argv[1])
            cases = [c for c in suite]
            names = {(c.classname, c.name) for c in cases}
            print(suite.tests, suite.failures, len(names), sorted({c.classname for c in cases}))
            """, file("marks.xml", xml));
        assertThat(said.strip()).isEqualTo("6 3 6 ['=cmd', '\\\\u202ebidi', 'anna']");
    }

    @Test
    void theTableIsReadByPythonsReaderAndHoldsNoFormula() throws Exception {
        AnswerKey key = AnswerKey.read(key());
        Path csv = file("marks.csv", GradeCsv.of(key.questions(), grades(key)));
        assertThat(new PythonModule("csv").run("""
            import csv, sys
            rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8")))
            print([r[:5] for r in rows[1:]], {len(r) for r in rows}, rows[0][3])
            """, csv).strip())
                .contains("['anna', '2', '2', '1', '1']", "[\"'=cmd\", '0', '2', '0', '0']", "{6}")
                .endsWith("1. What <b>name</b> & \"number\"?");
    }

    @Test
    void thePageShowsEveryMarkAndNothingInItActs() throws Exception {
        AnswerKey key = AnswerKey.read(key());
        String page = Html.of(
                GradePage.of(new Wording(List.of(Language.EN)), key.lab().file(), key.questions(), grades(key)));
        assertThat(page)
                .contains("anna", "What &lt;b&gt;name&lt;/b&gt; &amp; ", "&lt;script&gt;alert(1)", "\\u202ebidi")
                .contains("✓ 1", "✗ 0", "– 0", "Content-Security-Policy")
                .doesNotContain("<script", "\u202e", "<b>");
    }

    /** The second student's lines never end. */
    @Test
    void sigtermWritesAllReportsWithWhatThereIs() throws Exception {
        Path key = key();
        file("class/a.lab", student("s1", "bind 127.0.0.1 0"));
        file("class/b.lab", student("s1", "/repeat forever\n/sleep 10ms\n/end"));
        Path reports = Files.createDirectories(folder.resolve("reports"));
        List<String> names = List.of("csv", "json", "junit", "html");
        List<String> args = new ArrayList<>(List.of("--lang", "en", "grade", "--limit", "100s"));
        names.forEach(n -> args.addAll(List.of("--report", n + "=" + reports.resolve(n))));
        args.addAll(List.of(key.toString(), folder.resolve("class").toString()));
        try (LabProcess program = LabProcess.socklab(args.toArray(String[]::new))) {
            String line = program.await("a: 2");
            program.signal("TERM");
            assertThat(program.exit()).as(line).isEqualTo(143);
        }
        for (String name : names) {
            assertThat(reports.resolve(name)).content().as(name).contains("a.lab".equals(name) ? "" : "a");
        }
        assertThat(reports.resolve("csv")).content().hasLineCount(2).contains("a,2,2,1,1");
    }
}
