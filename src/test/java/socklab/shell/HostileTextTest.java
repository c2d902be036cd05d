package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.Theme;

/** Nothing that comes from a file, a user or the network acts on a terminal: it is escaped before every stream. */
final class HostileTextTest {
    /** Title and clear-screen sequences, C1, DEL, a bell, and characters that turn text around. */
    private static final String HOSTILE = "\u001b]0;x\u0007\u001b[2J\u009b31m\u007f\u202e\u2066\r\b";

    private static final String UNSAFE = "[\\x00-\\x08\\x0b-\\x1f\\x7f\\x80-\\x9f\u202a-\u202e\u2066-\u2069]";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StreamUi ui = new StreamUi(
            new BufferedReader(new StringReader("answer\n")),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Theme.PLAIN);

    private void assertSafe() {
        ui.flush();
        String all = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        assertThat(all).isNotEmpty().doesNotContainPattern(UNSAFE);
    }

    @ParameterizedTest
    @EnumSource(OutputLine.Kind.class)
    void everyKindOfLineIsEscaped(OutputLine.Kind kind) {
        ui.say(List.of(new OutputLine(kind, "before " + HOSTILE + " after")));
        assertSafe();
    }

    @Test
    void thePromptOfAQuestionIsEscaped() {
        ui.ask(HOSTILE);
        assertSafe();
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void aTypedLineIsEscaped(Duration pause) {
        try (TestShell shell = new TestShell()) {
            shell.shell()
                    .jobs()
                    .start("", job -> ui.type(new UserInterface.Typing(HOSTILE, HOSTILE, HOSTILE), pause, job))
                    .await();
        }
        assertSafe();
    }

    static Stream<Duration> pauses() {
        return Stream.of(Duration.ZERO, Duration.ofNanos(1));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyMessageIsSafeWithHostileArguments(Language language) {
        Messages messages = Messages.in(language);
        for (String key : messages.keys()) {
            String line = new OutputLine(
                            OutputLine.Kind.ERROR,
                            messages.say(key, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))
                    .text();
            assertThat(line).as(key).doesNotContainPattern(UNSAFE);
        }
    }

    @Test
    void wordsThatShowWhatWasTypedEscapeIt() {
        try (TestShell shell = new TestShell()) {
            String line = "u = open udp # " + HOSTILE;
            for (String word : List.of(
                    line,
                    "u.bind 127.0.0.1 0",
                    "u.sendto $u.local " + HOSTILE,
                    "u.recvfrom 100",
                    "m = u.recv 10 &",
                    "/jobs",
                    "/list",
                    "/history",
                    "/sockets",
                    "/print " + HOSTILE,
                    "/ask x \"" + HOSTILE + "\"",
                    "/help " + HOSTILE,
                    "/use " + HOSTILE,
                    "/set " + HOSTILE,
                    "/" + HOSTILE,
                    HOSTILE + " = open udp")) {
                assertThat(shell.tells(word)).as(word).doesNotContainPattern(UNSAFE);
            }
        }
    }
}
