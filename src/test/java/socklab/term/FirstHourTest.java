package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a new user meets in a terminal of 80 columns and 24 rows. */
@Timeout(value = 150, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FirstHourTest {
    private static final Pattern PORT = Pattern.compile("=> 127\\.0\\.0\\.1:(\\d+)\\s");
    private static final Pattern ORDER = Pattern.compile("(?m)^tcp t> *\\nopen .*\\nconnect ");

    @TempDir
    private Path folder;

    private TmuxPane newcomer(String options) throws IOException {
        return new TmuxPane(folder, 80, 24, "XDG_STATE_HOME=" + folder.resolve("nobody")).socklab(options);
    }

    @Test
    void greetedOnceInThreeLinesAndShownRoundByTyping() throws IOException {
        try (TmuxPane pane = newcomer("")) {
            pane.sees("/lab first is a tour").sees("/exit or Ctrl-D leaves.").sees("socklab>");
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
            pane.key("Enter").sees("=> EOPNOTSUPP").key("Enter").key("Enter").sees("q back");
            pane.key("q").sees("/lab lists the labs");
            pane.line("/sockets").sees("no socket").line("/exit").programIsGone();
            pane.line("clear").start("").sees("socklab>").line("/jobs").sees("nothing blocks in the background");
            assertThat(pane.screen()).doesNotContain("is a tour");
        }
    }

    /** A console in which a TCP server was typed. */
    private TmuxPane server() throws IOException {
        TmuxPane pane = new TmuxPane(folder, 80, 24).socklab("--feedback concise --color never");
        pane.line("server = open tcp").line("bind 127.0.0.1 0").line("listen").line("getsockname");
        return pane.until(s -> PORT.matcher(s).find(), "its port");
    }

    private static String port(TmuxPane pane) throws IOException {
        Matcher port = PORT.matcher(pane.screen());
        assertThat(port.find()).isTrue();
        return port.group(1);
    }

    private static Process client(String... command) throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, command[0]))),
                command[0] + " is not installed");
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void curlAndPythonGetThePageOfAServerThatIsTyped() throws IOException {
        try (TmuxPane pane = server()) {
            Process curl = client("curl", "-s", "http://127.0.0.1:" + port(pane) + "/hello");
            pane.line("peer = server.accept")
                    .sees("=> peer from")
                    .line("recv 4096")
                    .sees("GET /hello HTTP/1.1");
            pane.line("send \"HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello\"")
                    .line("close");
            assertThat(output(curl)).isEqualTo("hello");
            Process python = client(
                    "python3",
                    "-c",
                    "import http.client; c = http.client.HTTPConnection('127.0.0.1', " + port(pane)
                            + "); c.request('GET', '/x'); r = c.getresponse(); print(r.status, r.reason, r.read())");
            pane.line("clear = server.accept")
                    .sees("=> clear from")
                    .line("recv 4096")
                    .sees("GET /x HTTP/1.1");
            pane.line("send \"HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\n\\r\\n\"")
                    .line("close");
            assertThat(output(python)).isEqualTo("404 Not Found b''\n");
        }
    }

    @Test
    void pythonsMailGoesToAServerThatIsTypedLineByLine() throws IOException {
        try (TmuxPane pane = server()) {
            Process python = client(
                    "python3",
                    "-c",
                    "import smtplib; s = smtplib.SMTP('127.0.0.1', " + port(pane) + ", 'alice.example');"
                            + "print(s.sendmail('a@example.org', ['b@example.org'], 'See you'), s.quit()[0])");
            pane.line("peer = server.accept").sees("=> peer from").line("send line:220 mail.example");
            String[][] talk = {
                {"ehlo alice.example", "250 mail.example"},
                {"mail FROM:<a@example.org>", "250 OK"},
                {"rcpt TO:<b@example.org>", "250 OK"},
                {"data", "354 go on"},
                {"See you\\r\\n.\\r\\n", "250 queued"},
                {"quit", "221 bye"}
            };
            for (String[] turn : talk) {
                pane.line("recv 1000").sees("=> \"" + turn[0]).line("send line:" + turn[1]);
            }
            assertThat(output(python)).isEqualTo("{} 221\n");
        }
    }

    @Test
    void twoStudentsChatOnOneMachine() throws IOException {
        try (TmuxPane alice = new TmuxPane(folder, 80, 24).socklab("--feedback concise --color never");
                TmuxPane bob = new TmuxPane(folder, 80, 24).socklab("--feedback concise --color never")) {
            alice.line("open udp").line("bind 127.0.0.1 0").line("getsockname");
            alice.until(s -> PORT.matcher(s).find(), "her port").line("m = recvfrom 100");
            bob.line("open udp")
                    .line("sendto 127.0.0.1 " + port(alice) + " hi alice")
                    .line("recv 100");
            alice.sees("=> \"hi alice\" (8 bytes) from").line("sendto $m.from hi bob");
            bob.sees("=> \"hi bob\" (6 bytes)");
        }
    }

    @Test
    void enterStopsALabThatPlaysAndLetsItGoOn() throws IOException {
        Path lab = Files.writeString(
                folder.resolve("a.lab"),
                "/repeat 200 as i\n/print turn $i\na b = socketpair unix\na.close\nb.close\n/end\n");
        try (TmuxPane pane = new TmuxPane(folder, 80, 24)) {
            pane.start("--color never --feedback concise play --pace 60ms " + lab)
                    .sees("turn 2")
                    .key("Enter");
            pane.until(
                    s -> {
                        TmuxPane.pause();
                        for (int i = 0; i < 20; i++) {
                            TmuxPane.pause();
                        }
                        return screen(pane).equals(s);
                    },
                    "a screen that stands");
            assertThat(pane.screen()).doesNotContain("turn 200");
            String stopped = pane.screen();
            pane.key("Space")
                    .until(s -> !s.equals(stopped), "that it goes on")
                    .key("C-c")
                    .sees("ended 130")
                    .isSane();
        }
    }

    private static String screen(TmuxPane pane) {
        try {
            return pane.screen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void longAnswersStartAtTheirTopAndTabListsWhatFits() throws IOException {
        try (TmuxPane pane = newcomer("--lang zh")) {
            pane.sees("/lab first").line("/help").sees("1-23/");
            pane.key("q").sees("socklab> /help").line("t = open tcp").sees("=> t");
            pane.key("Tab")
                    .until(
                            s -> ORDER.matcher(s).find(),
                            "below the prompt: open, which was typed; then the rest in teaching order");
        }
    }
}
