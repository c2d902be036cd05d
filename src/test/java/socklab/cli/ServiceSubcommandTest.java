package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.service.ServerProcess;

/** A wrong argument of a service is shown in the line, in the user's language, with exit code 2. */
@EnabledOnOs(OS.LINUX)
class ServiceSubcommandTest {
    @ParameterizedTest
    @CsvSource({
        "serve --lang zh udp 99999,不是端口号：99999",
        "--lang en serve udp 99999,not a port: 99999",
        "--lang zh serve sctp,不能是 sctp：应为 udp|tcp"
    })
    void aWrongArgumentIsNamed(String line, String message) throws Exception {
        try (ServerProcess service = ServerProcess.socklab(line.split(" "))) {
            assertThat(service.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(service.err()).anySatisfy(text -> assertThat(text).contains(message));
        }
    }
}
