package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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
}
