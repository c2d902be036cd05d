package socklab.lab.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.session.Settings;
import socklab.text.Language;

/** The textbook's four programs and eight classic faults, each with the points that it must get. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JudgeTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "socklab", "judge");
    private static final Settings SETTINGS = new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC);

    /** Not a version manager's, which takes a second to start. */
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    private Path folder;

    @BeforeEach
    void pythonIsInstalled() {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), "python3 is not installed");
    }

    private static Judge.Judged judged(Path lab, Duration limit, String... command) throws IOException {
        return new Judge(AnswerKey.read(lab), new LibcKernel(), SETTINGS, limit, ShellAssembly::wire)
                .judge(List.of(command));
    }

    static Stream<Arguments> programs() throws IOException {
        return Files.readAllLines(FOLDER.resolve("marks.tsv")).stream()
                .map(line -> line.split("\t"))
                .map(cells -> Arguments.of(cells[0], cells[1], cells[2]));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("programs")
    void aProgramGetsItsPoints(String program, String lab, String points) throws IOException {
        Judge.Judged judged = judged(
                FOLDER.resolve(lab),
                Duration.ofSeconds(60),
                PYTHON,
                FOLDER.resolve(program).toString(),
                "{host}",
                "{port}");
        assertThat(judged.grade().problem()).isEmpty();
        assertThat(judged.grade().student()).isEqualTo(program);
        assertThat(judged.grade().score()).as("%s", judged).isEqualByComparingTo(points);
    }

    private Path lab(String text) throws IOException {
        return Files.writeString(folder.resolve("x.lab"), text);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aProgramThatNeverEndsIsEndedWithAllThatItStarted() throws IOException {
        Path lab = lab("s = open udp\nbind 127.0.0.1 0\n#! start s\n#! exits 0\n");
        String time = time();
        Judge.Judged judged =
                judged(lab, Duration.ofSeconds(3), "sh", "-c", "sleep " + time + " & while :; do sleep 1; done");
        assertThat(judged.grade().score()).isEqualByComparingTo("0");
        assertThat(judged.grade().marks().getFirst().answer()).contains("still running");
        awaitEnd(time);
    }

    /** A time to sleep that no other process has: by it a process is found. */
    private static String time() {
        return "3600." + (System.nanoTime() & Long.MAX_VALUE);
    }

    private static void awaitEnd(String time) {
        ProcessHandle.allProcesses()
                .filter(p ->
                        p.info().commandLine().filter(c -> c.endsWith(time)).isPresent())
                .forEach(p -> p.onExit().join());
    }

    /** A daemon has left its process group, its session and its parent; the PID namespace still holds it. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatAProgramLeftBehindEndsWithIt() throws IOException {
        assumeTrue(!ProgramBounds.around(List.of()).isEmpty(), "no PID namespace here");
        assumeTrue(ProgramBounds.around(List.of()).getFirst().endsWith("unshare"), "no PID namespace here");
        Path lab = lab("s = open udp\nbind 127.0.0.1 0\n#! start s\n#! exits 3\n");
        String time = time();
        Judge.Judged judged = judged(
                lab,
                Duration.ofSeconds(30),
                "sh",
                "-c",
                "(setsid sh -c 'sleep " + time + " >/dev/null 2>&1 </dev/null &' &) ; sleep 0.2; exit 3");
        assertThat(judged.grade().score()).as("%s", judged).isEqualByComparingTo("1");
        awaitEnd(time);
    }

    /** As the first process of a namespace it would not. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aProgramDiesOfASignalAsUsual() throws IOException {
        Path lab = lab("s = open udp\nbind 127.0.0.1 0\n#! start s\n#! exits 141\n");
        Judge.Judged judged = judged(
                lab,
                Duration.ofSeconds(30),
                PYTHON,
                "-c",
                "import os, signal; signal.signal(signal.SIGPIPE, signal.SIG_DFL); os.kill(os.getpid(),"
                        + " signal.SIGPIPE)");
        assertThat(judged.grade().score()).as("%s", judged).isEqualByComparingTo("1");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aProgramThatStartsTooManyProcessesIsEnded() throws IOException {
        Path lab = lab("s = open udp\nbind 127.0.0.1 0\n#! start s\n#! exits 0\n");
        String time = time();
        Judge.Judged judged = judged(
                lab,
                Duration.ofSeconds(60),
                "sh",
                "-c",
                "i=0; while [ $i -lt 300 ]; do sleep " + time + " & i=$((i+1)); done; wait");
        assertThat(judged.output()).contains("more than 256 processes");
        assertThat(judged.grade().score()).isEqualByComparingTo("0");
        awaitEnd(time);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void endlessOutputIsCut() throws IOException {
        Path lab = lab("s = open udp\nbind 127.0.0.1 0\n#! start s\n#! prints [..]yes[..]\n");
        Judge.Judged judged = judged(lab, Duration.ofSeconds(3), "yes", "yes");
        assertThat(judged.output().length()).isLessThanOrEqualTo(64 << 10);
        assertThat(judged.grade().score()).isEqualByComparingTo("1");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aProgramGetsHostAndPortInItsEnvironment() throws IOException {
        Path lab = lab("s = open udp\nbind 127.0.0.1 0\n#! start s\n#! prints 127.0.0.1 [..]\n#! exits 7\n");
        Judge.Judged judged =
                judged(lab, Duration.ofSeconds(30), "sh", "-c", "echo $SOCKLAB_HOST $SOCKLAB_PORT; exit 7");
        assertThat(judged.grade().score()).as("%s", judged).isEqualByComparingTo("2");
        assertThat(judged.output()).matches("127\\.0\\.0\\.1 \\d+\n");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aProgramThatCannotBeStartedIsAProblemNotAMark() throws IOException {
        Path lab = lab("s = open udp\nbind 127.0.0.1 0\n#! start s\n#! exits 0\n");
        Path text = Files.writeString(folder.resolve("no-program"), "text\n");
        for (String program : List.of(folder.resolve("none").toString(), text.toString(), "no-such-program-anywhere")) {
            Judge.Judged judged = judged(lab, Duration.ofSeconds(10), program);
            assertThat(judged.grade().problem())
                    .as("%s", judged)
                    .hasValueSatisfying(why -> assertThat(why.key()).isEqualTo("judge.notStarted"));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLabThatNamesNoSocketToTalkToIsAProblem() throws IOException {
        Judge.Judged judged = judged(lab("#! start nobody\n#! exits 0\n"), Duration.ofSeconds(10), "true");
        assertThat(judged.grade().problem()).isPresent();
    }
}
