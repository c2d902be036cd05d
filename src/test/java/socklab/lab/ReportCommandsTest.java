package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} and {@code grade} as processes, and their reports as other programs read them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReportCommandsTest {
    private static final Path GRADE = Path.of("src", "test", "resources", "socklab", "grade");

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String report(String format, Path file) {
        return format + "=" + file;
    }

    private static int exit(String... args) throws Exception {
        try (LabProcess program = LabProcess.socklab(args).end()) {
            return program.exit();
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return out;
    }

    private static void assumeInstalled(String program) {
        assumeTrue(
                List.of("/usr/bin/" + program, "/bin/" + program).stream()
                        .anyMatch(f -> Files.isExecutable(Path.of(f))),
                program + " is not installed");
    }

    @Test
    void proveReadsTheTapReport() throws Exception {
        assumeInstalled("prove");
        Path tap = folder.resolve("x.tap");
        exit(
                "check",
                "--report",
                report("tap", tap),
                file("a.lab", "open udp\n=> s1\n").toString(),
                file("b #1 \\.lab", "open udp\n=> s7\n").toString(),
                file("c.lab", "# needs: a-time-machine\nopen udp\n").toString());
        String said = run("prove", "-v", "-e", "cat", tap.toString());
        assertThat(said)
                .contains("Failed 1/3 subtests", "Failed test:  2", "skipped")
                .doesNotContain("Parse errors");
    }

    @Test
    void strictMakesSkippedAndEmptyLabsFail() throws Exception {
        String skipped =
                file("s.lab", "# needs: a-time-machine\nopen udp\n=> s1\n").toString();
        String empty = file("e.lab", "open udp\n").toString();
        assertThat(exit("check", skipped)).isZero();
        assertThat(exit("check", empty)).isZero();
        assertThat(exit("check", "--strict", skipped)).isEqualTo(1);
        assertThat(exit("check", "--strict", empty)).isEqualTo(1);
    }

    @Test
    void aReportThatCannotBeWrittenGivesExitCode3() throws Exception {
        String lab = file("a.lab", "open udp\n=> s1\n").toString();
        Path none = folder.resolve("no").resolve("such").resolve("folder.tap");
        Path tap = folder.resolve("x.tap");
        assertThat(exit("check", "--report", report("junit", none), "--report", report("tap", tap), lab))
                .isEqualTo(3);
        assertThat(tap).as("the other report is written").exists();
    }

    @Test
    void anInterruptedCheckWritesItsReportsWithWhatThereIs() throws Exception {
        Path tap = folder.resolve("x.tap");
        Path json = folder.resolve("x.json");
        try (LabProcess program = LabProcess.socklab(
                "check",
                "--report",
                report("tap", tap),
                "--report",
                report("json", json),
                file("a.lab", "open udp\n=> s1\n").toString(),
                file("b.lab", "open udp\n=> s1\n/sleep 1h\n").toString(),
                file("c.lab", "open udp\n=> s1\n").toString())) {
            program.await("a.lab");
            program.signal("TERM");
            assertThat(program.exit()).isEqualTo(143);
        }
        assertThat(Files.readString(tap)).contains("1..3\nok 1 - ", "not ok 2 - ", "not ok 3 - ");
        assertThat(Files.readString(json)).contains("\"verdict\": \"passed\"", "\"verdict\": \"stopped\"");
    }

    @Test
    void aLabOverItsLimitDoesNotKeepTheOthersFromTheReport() throws Exception {
        Path tap = folder.resolve("x.tap");
        assertThat(exit(
                        "check",
                        "--limit",
                        "500ms",
                        "--report",
                        report("tap14", tap),
                        file("a.lab", "/repeat 9999999999\n/repeat 9999999999\n/end\n/end\n")
                                .toString(),
                        file("b.lab", "open udp\n=> s1\n").toString()))
                .isEqualTo(1);
        assertThat(Files.readString(tap))
                .startsWith("TAP version 14\n1..2\nnot ok 1 - ")
                .contains("\nok 2 - ");
    }

    @Test
    void pythonReadsTheGradesAsCsvAndJson() throws Exception {
        assumeInstalled("python3");
        Path csv = folder.resolve("grades.csv");
        Path json = folder.resolve("grades.json");
        Path results = folder.resolve("results.json");
        Path names = GRADE.resolve("class");
        assumeFalse(OS.WINDOWS.isCurrentOs(), "Windows has no quotes in names");
        Path quotes = Files.copy(names.resolve("plain.lab"), folder.resolve("a,\"b\".lab"));
        assertThat(exit(
                        "grade",
                        GRADE.resolve("key.lab").toString(),
                        names.resolve("=1+1.lab").toString(),
                        quotes.toString(),
                        names.resolve("control.lab").toString(),
                        "--report",
                        report("csv", csv),
                        "--report",
                        report("json", json)))
                .isZero();
        assertThat(exit(
                        "grade",
                        GRADE.resolve("key.lab").toString(),
                        names.resolve("wrong-2.lab").toString(),
                        "--report",
                        report("json", results)))
                .isZero();
        String program = """
            import csv, json, sys
            for row in csv.DictReader(open(sys.argv[1], newline='')):
                print(row['student'], row['score'], row['max'], len(row))
            for student in json.load(open(sys.argv[2]))['students']:
                print(student['extra_data']['student'], student['score'], len(student['tests']))
            one = json.load(open(sys.argv[3]))
            print(one['score'], one['tests'][1]['output'], one['tests'][8]['visibility'])
            """;
        assertThat(run("python3", "-c", program, csv.toString(), json.toString(), results.toString()))
                .isEqualTo("""
                    '=1+1 13 12 13
                    a,"b" 13 12 13
                    control 11 12 13
                    =1+1 13 9
                    a,"b" 13 9
                    control 11 9
                    11 2. What arrives, and from where? \u2013 not right: "hullo" (5 bytes) from 127.0.0.1:[..] \u2013 0 of 2 points Hint: The kernel chose the port of the client: write [..] for it. hidden
                    """);
    }

    @Test
    void gradeSaysWhatIsWrongWithTheKey() throws Exception {
        String student = file("s.lab", "open udp\n=> s1\n").toString();
        assertThat(exit("grade", folder.resolve("none.lab").toString(), student))
                .isEqualTo(2);
        assertThat(exit("grade", file("k.lab", "#! pionts 3\nopen udp\n=> s1\n").toString(), student))
                .isEqualTo(2);
        assertThat(exit("grade", file("e.lab", "open udp\n").toString(), student))
                .isEqualTo(2);
    }
}
