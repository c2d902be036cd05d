package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A fuzzer that types at a real pseudo-terminal: keys of terminfo, mouse, focus, paste, late replies, resizes, signals.
 *
 * <p>After each round the program must still run a line, and know the socket that was opened at the start. Inputs are
 * drawn from a seed; {@code -Dsocklab.fuzz.seed=N} repeats a run, {@code -Dsocklab.fuzz.inputs=N} makes it longer (per
 * terminal type, 150 without it).
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalFuzzTest {
    private static final int INPUTS = Integer.getInteger("socklab.fuzz.inputs", 150);
    private static final long SEED = Long.getLong("socklab.fuzz.seed", 20);
    private static final int ROUND = 30;

    @TempDir
    Path folder;

    private static final List<String> REPORTS = List.of(
            "\033[<0;10;5M\033[<0;10;5m",
            "\033[M !!",
            "\033[32;10;5M",
            "\033[I",
            "\033[O",
            "\033[10;5R",
            "\033[?1;2c",
            "\033[>0;276;0c",
            "\033]11;rgb:0000/0000/0000\007",
            "\033]11;rgb:ffff/ffff/ffff\033\\",
            "\033P1+r436f=323536\033\\",
            "\033[?2004;1$y",
            "\033[0n",
            "\033[201~",
            "\033[200~open udp 你好 \u0301\t\033[201~",
            "\033[200~# one\n# two\033[201~");

    private static final List<String> TEXTS = List.of(
            "open udp",
            "# note",
            "recv 10",
            "bind 127.0.0.1 0",
            "/timeline",
            "/sockets",
            "/help recv",
            "你好 🇩🇪",
            "e\u0301",
            "$keep.local",
            "x".repeat(300),
            "/repeat 2",
            "/end",
            "\"",
            "=> 0",
            "/print hello",
            "/jobs");

    /** No program is left by these: Ctrl-D ends the session, Ctrl-Z and Ctrl-C are drawn as signals are. */
    private static final String CONTROLS = "\001\002\003\005\006\007\010\011\012\013\014\015\016\020\022\023\024\025"
            + "\026\027\031\032\033\034\035\036\037\177";

    private static List<String> terminfoKeys(String type) throws IOException {
        Process infocmp = new ProcessBuilder("infocmp", "-1", "-x", type).start();
        String text = new String(infocmp.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        List<String> keys = new ArrayList<>(Pattern.compile("(?m)^\\tk(?!mous)\\w+=(.*),$")
                .matcher(text)
                .results()
                .map(m -> m.group(1).replace("\\E", "\033").replaceAll("\\^[A-Z@?]", "\b"))
                .toList());
        keys.add("\033[A");
        return keys;
    }

    /** Without dumb: there Ctrl-\\ still prints a thread dump, and Ctrl-C may be lost inside /repeat. */
    @ParameterizedTest
    @ValueSource(strings = {"xterm-256color", "xterm", "screen", "tmux", "linux", "vt100"})
    void nothingTypedEndsTheConsoleOrLosesASocket(String type) throws Exception {
        Random random = new Random(SEED + type.hashCode());
        List<String> keys = terminfoKeys(type);
        List<String> typed = new ArrayList<>();
        try (Pty pty = new Pty(folder, type, Map.of("LANG", "C.UTF-8"), "--lang", "en", "--feedback", "concise")) {
            pty.sees("socklab> ", 0).type("keep = open udp\r").sees("=> keep", 0);
            for (int i = 0; i < INPUTS; i++) {
                typed.add(input(random, keys, pty));
                if (i % ROUND == ROUND - 1) {
                    answers(pty, i, typed);
                }
            }
            int before = pty.shown().length();
            pty.type("/exit\r");
            assertThat(pty.ends()).as(String.join(" | ", typed)).isZero();
            assertThat(pty.shown()).doesNotContain("an error inside socklab", "Exception", "Full thread dump");
            assertThat(pty.shown().length()).isGreaterThanOrEqualTo(before);
        }
        assertThat(folder.resolve("state/socklab/errors.log")).doesNotExist();
    }

    /** Types one input; returns it for the report of a failure. */
    private static String input(Random random, List<String> keys, Pty pty) throws IOException {
        String input = switch (random.nextInt(7)) {
            case 0, 1 -> keys.get(random.nextInt(keys.size()));
            case 2 -> REPORTS.get(random.nextInt(REPORTS.size()));
            case 3 -> CONTROLS.charAt(random.nextInt(CONTROLS.length())) + "";
            case 4 -> TEXTS.get(random.nextInt(TEXTS.size()));
            case 5 -> TEXTS.get(random.nextInt(TEXTS.size())) + "\r";
            default -> "";
        };
        if (!input.isEmpty()) {
            pty.type(input);
            return input.replace("\033", "ESC");
        }
        int signal = random.nextInt(6);
        if (signal < 3) {
            int columns = 1 + random.nextInt(160);
            int rows = 1 + random.nextInt(50);
            pty.resize(columns, rows);
            return columns + "x" + rows;
        }
        String name = List.of("INT", "TSTP", "CONT").get(signal - 3);
        pty.signal(name);
        return name;
    }

    /** Interrupts what runs, leaves a pager and a /repeat, and runs a line. */
    private static void answers(Pty pty, int round, List<String> typed) throws Exception {
        assertThat(pty.alive()).as(String.join(" | ", typed)).isTrue();
        pty.resize(80, 24);
        for (int attempt = 0; ; attempt++) {
            int from = pty.shown().length();
            pty.type("\003").type("q").type("\003").type("\025/print alive-" + round + "-$keep.fd\r");
            String shown = pty.shown();
            for (int i = 0; i < 100 && !answered(shown.substring(from), round); i++) {
                Thread.sleep(30);
                shown = pty.shown();
            }
            if (answered(shown.substring(from), round)) {
                return;
            }
            assertThat(attempt)
                    .as(String.join(" | ", typed) + "\n" + shown.substring(Math.max(0, shown.length() - 3000)))
                    .isLessThan(10);
        }
    }

    private static boolean answered(String shown, int round) {
        return Pattern.compile("alive-" + round + "-\\d+").matcher(shown).find();
    }
}
