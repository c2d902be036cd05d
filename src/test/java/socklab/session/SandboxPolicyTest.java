package socklab.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.SocketAddress;
import socklab.lang.HostText;

/** A stranger's lab stays in its folder and on this machine. */
class SandboxPolicyTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.0.1", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1"})
    void here(String host) {
        assertThat(SandboxPolicy.staysHere(HostText.literal(host, 80).orElseThrow()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "8.8.8.8",
                "255.255.255.255",
                "224.0.0.1",
                "239.1.2.3",
                "2001:db8::1",
                "ff02::1",
                "::ffff:8.8.8.8",
                "::8.8.8.8",
                "64:ff9b::808:808",
                "1.0.0.127",
                "128.0.0.1"
            })
    void notHere(String host) {
        SocketAddress address = HostText.literal(host, 80).orElseThrow();
        assertThat(SandboxPolicy.staysHere(address)).isFalse();
        assertThat(SandboxPolicy.lab(Path.of("."), false).allows(address)).isFalse();
        assertThat(SandboxPolicy.lab(Path.of("."), true).allows(address)).isTrue();
        assertThat(SandboxPolicy.TRUSTED.allows(address)).isTrue();
    }

    @Test
    void filesOfItsOwnFolderOnly(@TempDir Path folder) throws IOException {
        Path lab = Files.createDirectories(folder.resolve("lab/data"));
        Files.writeString(lab.resolve("mine"), "x");
        Files.writeString(folder.resolve("secret"), "x");
        Files.createSymbolicLink(lab.resolve("link"), folder.resolve("secret"));
        SandboxPolicy policy = SandboxPolicy.lab(lab, true);
        assertThat(policy.file("mine")).isPresent();
        assertThat(policy.file("../data/mine")).isPresent();
        for (String outside : new String[] {
            "../../secret", "link", "/etc/passwd", folder.resolve("secret").toString(), "..", ".", "nosuch", "a\0b"
        }) {
            assertThat(policy.file(outside)).as(outside).isEmpty();
        }
        assertThat(SandboxPolicy.TRUSTED.file("a\0b")).isEmpty();
        assertThat(SandboxPolicy.TRUSTED.file("/etc/passwd")).contains(Path.of("/etc/passwd"));
    }
}
