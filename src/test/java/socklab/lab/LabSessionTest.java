package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.session.Settings;
import socklab.session.Socket;

/** A lab that the user opens has a session of its own; {@code here} plays it in the user's. */
final class LabSessionTest {
    @TempDir
    private Path folder;

    private String lab(String text) throws IOException {
        return Files.writeString(folder.resolve("x.lab"), text).toString();
    }

    @Test
    void aLabLeavesNoSocketNoValueAndNoSetting() throws IOException {
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type("mine = open udp", "/open " + lab("""
                a = open udp
                a.bind 127.0.0.1 0
                m = getsockname
                a.recv 1 &
                /set feedback silent
                """));
            assertThat(session.shell().session().names()).containsExactly("mine");
            assertThat(session.shell().session().current().map(Socket::name)).contains("mine");
            assertThat(session.shell().session().settings().feedback()).isEqualTo(Settings.Feedback.CONCISE);
            assertThat(session.shell().jobs().background()).isEmpty();
            assertThat(session.shown()).contains("=> a", "=> blocks");
        }
    }

    @Test
    void aLabReachesNoSocketAndNoValueOfTheUser() throws IOException {
        try (LabTestShell session = LabTestShell.trusted("secret\n")) {
            session.type("mine = open udp", "/ask word \"?\"", "/open " + lab("/print word is $word\nmine.close\n"));
            assertThat(session.shown()).contains("word is $word", "unknown socket: mine");
            assertThat(session.shell().session().socket("mine")).isPresent();
        }
    }

    @Test
    void aLabHasNoEditorAndDoesNotLeaveTheShell() throws IOException {
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type("/open " + lab("/edit\n"));
            assertThat(session.shown()).contains("error: ");
            session.type("/open " + lab("/exit\n"), "open udp");
            assertThat(session.shown()).contains("=> s1");
        }
    }

    @Test
    void aLabPlayedHereIsPlayedInTheUsersSession() throws IOException {
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type("/lab seed/udp-uppercase here");
            assertThat(session.shell().session().names()).isNotEmpty();
            assertThat(session.shell().session().policy().trusted())
                    .as("the user's own lines are not sandboxed afterwards")
                    .isTrue();
            session.type("/reset", "/lab seed/udp-uppercase");
            assertThat(session.shell().session().names()).isEmpty();
        }
    }
}
