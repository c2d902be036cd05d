package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a new user meets in a terminal of 80 columns and 24 rows. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FirstHourTest {
    @TempDir
    private Path folder;

    private TmuxPane newcomer(String options) throws IOException {
        return new TmuxPane(folder, 80, 24, "XDG_STATE_HOME=" + folder.resolve("nobody")).socklab(options);
    }

    @Test
    void greetedOnceInThreeLinesAndShownRoundByTyping() throws IOException {
        try (TmuxPane pane = newcomer("")) {
            pane.sees("/lab first is a tour").sees("/exit or Ctrl-D leaves.");
            assertThat(pane.rows().stream().takeWhile(r -> !r.startsWith("socklab>")))
                    .as("the command, and three lines")
                    .hasSizeLessThanOrEqualTo(6);
            pane.line("/lab first")
                    .sees("type:  server = open udp")
                    .line("opne udp")
                    .sees("did you mean open?");
            pane.line("server =  open udp").sees("type:  server.bind 127.0.0.1 0");
            for (String next : List.of(
                    "client = open udp",
                    "client.sendto",
                    "m = server",
                    "server.sendto",
                    "client.recv",
                    "client.listen")) {
                pane.key("Enter").sees("type:  " + next);
            }
            pane.key("Enter").sees("=> EOPNOTSUPP").key("Enter").key("Enter").sees("/lab lists the labs");
            pane.line("/sockets").sees("no socket").line("/exit").programIsGone();
            pane.line("clear").start("").sees("socklab>").line("/jobs").sees("/jobs");
            assertThat(pane.screen()).doesNotContain("is a tour");
        }
    }

    @Test
    void longAnswersStartAtTheirTopAndTabListsWhatFits() throws IOException {
        try (TmuxPane pane = newcomer("--lang zh")) {
            pane.sees("/lab first").line("/help").sees("1-23/");
            pane.key("q").sees("socklab> /help").line("t = open tcp").sees("=> t");
            pane.key("Tab").sees("connect ");
            List<String> rows = pane.rows();
            int prompt = rows.stream()
                    .filter(r -> r.startsWith("tcp t"))
                    .mapToInt(rows::indexOf)
                    .max()
                    .orElseThrow();
            assertThat(rows.get(prompt + 1)).startsWith("open ");
            assertThat(rows.get(prompt + 2))
                    .as("open was typed; the rest in teaching order")
                    .startsWith("connect ");
        }
    }
}
