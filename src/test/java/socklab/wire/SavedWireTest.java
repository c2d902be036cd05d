package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.lab.LabProcess;

/** {@code /save} of a session on a wire gives a lab that passes. */
class SavedWireTest {
    @TempDir
    Path folder;

    private static final String SESSION = String.join(
            "\n",
            "/wire",
            "server = b.open tcp",
            "server.bind 80",
            "server.listen",
            "/host a",
            "client = open tcp",
            "/wire drop next syn",
            "/wire frog",
            "client.connect b 80",
            "-> a b [S] lost",
            "-> a b [S] again",
            "-> b a [S.]",
            "-> b a [R] lost extra",
            "peer = server.accept",
            "client.send hello",
            "-> a b [P.] 1:6",
            "peer.recv 100",
            "/wire off",
            "");

    @Test
    void savedSessionPassesAsALab() throws Exception {
        try (WireTestShell wire = new WireTestShell()) {
            assertThat(wire.tells("/wire")).as("it can be laid here").contains("10.0.0.1");
        }
        Path lab = folder.resolve("saved.lab");
        try (LabProcess shell = LabProcess.socklab()) {
            shell.type(SESSION + "/save " + lab + "\n/exit\n");
            shell.exit();
        }
        assertThat(lines(lab))
                .contains("# needs: wire", "/wire", "/host a", "/wire drop next syn", "-> a b [S] lost")
                .contains("-> a b [S] again\n-> b a [S.]\npeer = server.accept", "/wire off")
                .doesNotContain("frog", "extra", "needs: net", "needs: partner");
        try (LabProcess check = LabProcess.socklab("check", lab.toString())) {
            check.await("1 passed, 0 failed, 0 skipped");
        }
    }

    private static String lines(Path lab) throws IOException {
        return Files.readString(lab);
    }
}
