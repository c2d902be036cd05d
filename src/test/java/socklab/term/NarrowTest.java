package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.UserInterface;
import socklab.text.DisplayWidth;
import socklab.text.Language;
import socklab.view.OutputLine;

/** What words answer fits the screen: nothing is left for the terminal to break in the middle of a word. */
@EnabledOnOs(OS.LINUX)
class NarrowTest {

    /** A screen of so many columns that keeps what it is told. */
    private record Screen(int columns, List<OutputLine> said) implements UserInterface {
        @Override
        public void say(List<OutputLine> lines) {
            said.addAll(lines);
        }

        @Override
        public void follow(Session session) {}

        @Override
        public Optional<String> ask(String prompt) {
            return Optional.empty();
        }

        @Override
        public int room() {
            return columns;
        }
    }

    @ParameterizedTest
    @CsvSource({"40,EN", "40,ZH", "80,EN", "80,ZH", "120,EN", "120,ZH"})
    void answersFit(int columns, Language language) {
        Screen screen = new Screen(columns, new ArrayList<>());
        Settings settings = new Settings(Settings.Feedback.NORMAL, language, Settings.Names.LIBC);
        try (Shell shell = new Shell(new LibcKernel(), settings, SandboxPolicy.TRUSTED, screen)) {
            ShellAssembly.wire(shell, screen);
            List<String> before = List.of(
                    "服务 = open tcp",
                    "bind 127.0.0.1 0",
                    "listen 5",
                    "a-client = open tcp6",
                    "b = open tcp",
                    "connect $服务.local",
                    "c = 服务.accept",
                    "b.send hello sources, 你好，世界",
                    "c.recv 100",
                    "c.setsockopt SO_RCVTIMEO 10ms",
                    "c.recv 5");
            before.forEach(l -> run(shell, l));
            for (String word : new String[] {
                "/help",
                "/set",
                "/lab",
                "/sockets",
                "/jobs",
                "/state c",
                "/timeline",
                "/timeline all plain",
                "/why",
                "/help recv",
                "/help EADDRINUSE",
                "/help /relay",
                "/explain recv",
                "/explain socket",
                "/explain EAGAIN",
                "/explain SO_REUSEADDR",
                "/explain TIME-WAIT"
            }) {
                screen.said().clear();
                run(shell, word);
                assertThat(screen.said()).as(word).isNotEmpty();
                assertThat(screen.said().stream().map(OutputLine::text).filter(l -> DisplayWidth.of(l) > columns))
                        .as(word)
                        .isEmpty();
            }
        }
    }

    /** A line of a lab is not broken where a short prompt leaves room for it. */
    @Test
    void aLabsLineHasAShortPromptWhereALongOneLeavesNoRoom() {
        Screen screen = new Screen(80, new ArrayList<>());
        Settings settings = new Settings(Settings.Feedback.CONCISE, Language.EN, Settings.Names.LIBC);
        try (Shell shell = new Shell(new LibcKernel(), settings, SandboxPolicy.TRUSTED, screen)) {
            ShellAssembly.wire(shell, screen);
            run(shell, "/lab exercises/03-smtp play");
        }
        List<String> typed = screen.said().stream()
                .map(OutputLine::text)
                .filter(l -> l.contains("> client.") || l.contains("> peer."))
                .toList();
        assertThat(typed)
                .hasSizeGreaterThan(10)
                .anyMatch(l -> l.startsWith("tcp client> client.send"))
                .anyMatch(l -> l.matches("tcp client 127\\.0\\.0\\.1:.*> client.recv 1000 +step.*"))
                .allMatch(l -> DisplayWidth.of(l) <= 80);
    }

    private static void run(Shell shell, String line) {
        ScriptBuilder steps = new ScriptBuilder();
        steps.add(line, 0);
        shell.start(steps.build(), Interpreter.Observer.NONE).await();
    }
}
