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
    void theReviewWrapsChineseWithoutBlanksWhereTheLabWasWrapped() throws IOException {
        String sentence = "数据报装不下的部分被丢弃，".repeat(5);
        Path lab = Files.writeString(
                folder.resolve("a.lab"),
                "# Title\n\n#? What?\n#zh? 什么？\nopen udp\n=> s1\n# Why.\n#zh " + sentence + "\n");
        try (LabTestShell session = LabTestShell.lab(folder, LabTestShell.SETTINGS.with(Language.ZH), "s1\n")) {
            session.step(lab);
            String review = session.shown().substring(session.shown().indexOf("回顾"));
            assertThat(review.replaceAll("\n *", "")).contains(sentence);
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
                "/print hi",
                "b",
                "client.getsockopt SO_TYPE",
                "",
                "",
                "maybe",
                "no",
                "p",
                "12 bytes",
                "s",
                "n");
        try (LabTestShell session = LabTestShell.lab(LAB.getParent(), LabTestShell.SETTINGS, keys)) {
            session.step(LAB);
            GoldenText.check(SHOWN.resolve("step.txt"), session.shown());
        }
    }

    @Test
    void aQuestionWaitsForTheLineThatAnswersItAndMayBeAnsweredInAnyLanguage() throws IOException {
        Path lab = Files.writeString(
                folder.resolve("a.lab"),
                "# T\n#zh 题\n\n#? Refused? | yes* | no\n#zh? 拒绝？ | 会* | 不会\na = open tcp\na.connect 127.0.0.1 9\n"
                        + "=> ECONNREFUSED (Connection refused)\n# Nobody.\n#zh 没有人。\n#? And then?\n#zh? 然后？\n"
                        + "a.connect 127.0.0.1 9\n=> ECONNREFUSED (Connection refused)\n");
        for (String answers : java.util.List.of("n\n1\nrefused\n", "n\n会\n被拒绝\n", "\nYES\neconnrefused\n")) {
            try (LabTestShell session = LabTestShell.lab(folder, LabTestShell.SETTINGS.with(Language.ZH), answers)) {
                session.step(lab);
                assertThat(session.shown())
                        .as(answers)
                        .contains("答对 2 题，共 2 题", "没有人。")
                        .containsSubsequence("open tcp", "拒绝？", "1 会   2 不会", "a.connect");
            }
        }
    }

    @Test
    void oneKeyLeavesALoopAndOneGoesToTheNextQuestion() throws IOException {
        Path lab = Files.writeString(
                folder.resolve("a.lab"),
                "/repeat 50 as i\na = open udp\n/print turn $i\na.close\n/end\nb = open udp\nc = open udp\n"
                        + "#? Which kind?\nc.getsockopt SO_TYPE\n=> SO_TYPE = SOCK_DGRAM\n");
        try (LabTestShell session = LabTestShell.lab(folder, LabTestShell.SETTINGS, "\no\nn\n\n")) {
            session.step(lab);
            assertThat(session.shown())
                    .contains("turn 50", "=> SO_TYPE = SOCK_DGRAM")
                    .doesNotContain("Review");
            assertThat(session.shown().split("Enter \\(\\? keys\\)", -1)).hasSize(4);
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
