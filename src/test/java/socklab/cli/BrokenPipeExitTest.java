package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.service.ServerProcess;

/** Output that nobody takes: the program ends, as others do by SIGPIPE. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full, and pipes as POSIX has them")
class BrokenPipeExitTest {

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void endsWhenItsReaderHasLeft() throws Exception {
        Process process = new ProcessBuilder(ServerProcess.socklabCommand()).start();
        try (Writer lines = process.outputWriter();
                BufferedReader reader = process.inputReader()) {
            lines.write("u = open udp\n/repeat forever\ngetsockname\n/end\n");
            lines.flush();
            assertThat(reader.readLine()).startsWith("socket(");
            reader.close();
            assertThat(errors(process)).isEmpty();
            assertThat(process.waitFor()).isEqualTo(ExitCode.UNREAD);
        } finally {
            process.destroyForcibly();
        }
    }

    /** It is lost while lines are run, or by the last of them: the exit code tells. */
    @Test
    void saysWhyItsOutputCannotBeWritten() throws Exception {
        for (String line : new String[] {"/help", "open udp", "/print once"}) {
            Process process = new ProcessBuilder(ServerProcess.socklabCommand("-e", line))
                    .redirectOutput(new File("/dev/full"))
                    .start();
            assertThat(errors(process)).startsWith("socklab: write: ").hasLineCount(1);
            assertThat(process.waitFor()).as(line).isEqualTo(ExitCode.CANNOT_RUN);
        }
    }

    @Test
    void helpThatCannotBeWrittenFailsLikeAllOutput() throws Exception {
        for (String[] arguments : new String[][] {{"--help"}, {"check", "--help"}, {"--version"}}) {
            Process process = new ProcessBuilder(ServerProcess.socklabCommand(arguments))
                    .redirectOutput(new File("/dev/full"))
                    .start();
            assertThat(errors(process)).startsWith("socklab: write: ").hasLineCount(1);
            assertThat(process.waitFor()).as(String.join(" ", arguments)).isEqualTo(ExitCode.CANNOT_RUN);
        }
    }

    /** As run.sh leaves a closed descriptor: open, but in the wrong direction. */
    @Test
    void aClosedInputHasNoLinesAndAClosedOutputCannotBeWritten() throws Exception {
        assertThat(closed("0>/dev/null"))
                .isEqualTo("socklab: no input: standard input cannot be read: Bad file descriptor\n0");
        assertThat(closed("1</dev/null", "-e", "open udp")).isEqualTo("socklab: write: Bad file descriptor\n3");
        assertThat(closed("0>/dev/null", "-e", "close s9")).contains("s9").endsWith("1");
    }

    private static String closed(String redirection, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" " + redirection, "sh"));
        command.addAll(ServerProcess.socklabCommand(arguments));
        Process process = new ProcessBuilder(command).start();
        return errors(process) + process.waitFor();
    }
}
