package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.session.Settings;
import socklab.text.Language;

/** What an audience sees, to the letter, and what a reader's keys do. */
final class PlayedLabsTest {
    private static final Path LAB = Path.of("labs", "udp", "04-too-small-a-buffer.lab");
    private static final Path SHOWN = GoldenText.FOLDER.resolve("played");

    @TempDir
    private Path folder;

    private String played(Settings settings) {
        try (LabTestShell session = LabTestShell.lab(LAB.getParent(), settings, "")) {
            session.play(LAB);
            return session.shown();
        }
    }

    @Test
    void playedInBothLanguages() throws IOException {
        GoldenText.check(SHOWN.resolve("play.txt"), played(LabTestShell.SETTINGS.with(Settings.Feedback.NORMAL)));
        GoldenText.check(SHOWN.resolve("play.zh.txt"), played(LabTestShell.SETTINGS.with(Language.ZH)));
    }

    @Test
    void silentFeedbackShowsNothingButWhatTheLabPrints() throws IOException {
        Path lab = Files.writeString(folder.resolve("a.lab"), "# Title\n\nopen udp\n/print only this\n");
        try (LabTestShell session =
                LabTestShell.lab(folder, LabTestShell.SETTINGS.with(Settings.Feedback.SILENT), "")) {
            session.play(lab);
            assertThat(session.shown()).isEqualTo("only this\n");
        }
    }

    @Test
    void aResultThatIsNotTheLabsIsPointedOut() throws IOException {
        Path lab = Files.writeString(folder.resolve("a.lab"), "open udp\n=> s9\nopen tcp\n");
        try (LabTestShell session = LabTestShell.lab(folder, LabTestShell.SETTINGS, "")) {
            assertThat(session.play(lab).unmet()).isEqualTo(1);
            assertThat(session.shown()).contains("line 2 of the lab says => s9", "=> s2");
        }
    }

    @Test
    void stepped() throws IOException {
        String keys = String.join(
                "\n",
                "",
                "x",
                "",
                "",
                "",
                "p",
                "8 bytes",
                "",
                "hello",
                "b",
                "/print hi",
                "client.getsockopt SO_TYPE",
                "",
                "",
                "",
                "p",
                "\"hello\" (5 of 12 bytes)",
                "s");
        try (LabTestShell session = LabTestShell.lab(LAB.getParent(), LabTestShell.SETTINGS, keys)) {
            session.step(LAB);
            GoldenText.check(SHOWN.resolve("step.txt"), session.shown());
        }
    }

    @Test
    void steppingEndsWithItsInput() throws IOException {
        Path lab = Files.writeString(folder.resolve("a.lab"), "/repeat forever\nopen udp\nclose\n/end\n");
        try (LabTestShell session = LabTestShell.lab(folder, LabTestShell.SETTINGS, "e\n\n\n\n")) {
            session.step(lab);
            assertThat(session.shown()).contains("int socket(int domain, int type, int protocol)");
            assertThat(session.shell().session().sockets()).hasSize(1);
        }
    }

    @Test
    void aLabThatIsOpenedAsksOnceBeforeItLeavesThisMachine() throws IOException {
        Path lab = Files.writeString(
                folder.resolve("out.lab"),
                "# out\n# needs: net\ns = open udp\ns.sendto 192.0.2.1 9 x\ns.sendto 192.0.2.2 9 x\n");
        try (LabTestShell no = LabTestShell.trusted("n\n");
                LabTestShell yes = LabTestShell.trusted("y\n")) {
            assertThat(no.type("/open " + lab).shown())
                    .contains(
                            "out.lab wants to use 192.0.2.1:9, outside this machine.",
                            "destination outside this machine");
            assertThat(yes.type("/open " + lab).shown().split("wants to use", -1))
                    .hasSize(2);
            assertThat(yes.shown()).doesNotContain("destination outside this machine");
            assertThat(yes.shell().session().policy().trusted())
                    .as("the user's own lines are the user's again")
                    .isTrue();
        }
    }

    @Test
    void theShelfInTheConsole() {
        try (LabTestShell session = LabTestShell.trusted("")) {
            assertThat(session.type("/lab").shown())
                    .contains("seed: the note's programs", "04-half-close", "Half a goodbye");
            assertThat(session.type("/lab udp-up").shown())
                    .contains("The uppercase exchange over UDP", "=> \"HELLO\" (5 bytes)");
            assertThat(session.type("/lab hafl-close").shown()).contains("unknown lab: hafl-close");
            assertThat(session.type("/lab udp/").shown()).contains("ambiguous", "between udp/01-first-datagram");
        }
    }

    @Test
    void reloadRunsTheSessionAgain() {
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type("a = open udp", "a.bind 127.0.0.1 0", "b = open udp", "b.close", "m = a.recv 10 &", "/reload");
            assertThat(session.shown()).contains("running 5 lines again");
            assertThat(session.shell().session().sockets())
                    .extracting(s -> s.name())
                    .containsExactly("a");
            assertThat(session.shell().jobs().background()).hasSize(1);
        }
    }
}
