package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Foreground and background as a Unix shell does it, in a real terminal: what each state of the program does at each
 * signal.
 */
class JobControlTest {
    @TempDir
    Path folder;

    /** An editor in raw mode that stops its whole job at Ctrl-Z, as vi does, and ends at q. */
    private static final String EDITOR = """
        #!/usr/bin/env python3
        import os, signal, sys, termios, tty
        def raw():
            tty.setraw(0)
            os.write(1, b"EDITING\\r\\n")
        found = termios.tcgetattr(0)
        raw()
        while True:
            key = os.read(0, 1)
            if key == b"\\x1a":
                termios.tcsetattr(0, termios.TCSADRAIN, found)
                os.kill(0, signal.SIGTSTP)
                raw()
            elif key == b"q":
                break
        termios.tcsetattr(0, termios.TCSADRAIN, found)
        with open(sys.argv[1], "a") as f:
            f.write("# edited\\n")
        """;

    private TmuxPane pane(int columns, int rows, String... environment) throws IOException {
        return new TmuxPane(folder, columns, rows, environment);
    }

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Path lab() throws IOException {
        return Files.writeString(folder.resolve("a.lab"), "# A socket\nopen udp\n=> s1\nbind 127.0.0.1 0\n=> 0\n");
    }

    /** Where the program stands when a signal comes. */
    enum State {
        PROMPT,
        BLOCKED_CALL,
        EDITOR,
        TYPED_LINE_IN_EDITOR,
        PAGER,
        STEP,
        PLAY
    }

    private void enter(State state, TmuxPane pane) throws IOException {
        switch (state) {
            case PROMPT -> pane.socklab("--lang en").type("# half").sees("> # half");
            case BLOCKED_CALL ->
                pane.socklab("--lang en")
                        .line("open udp")
                        .line("bind 127.0.0.1 0")
                        .line("recv 9")
                        .sees("blocks ");
            case EDITOR ->
                pane.socklab("--lang en")
                        .line("open udp")
                        .sees("=> s1")
                        .line("/edit")
                        .sees("EDITING");
            case TYPED_LINE_IN_EDITOR ->
                pane.socklab("--lang en")
                        .line("open udp")
                        .sees("=> s1")
                        .type("# half")
                        .key("C-x", "C-e")
                        .sees("EDITING");
            case PAGER ->
                pane.socklab("--lang en --feedback concise")
                        .line("/repeat 9")
                        .line("open udp")
                        .line("/end")
                        .sees("s9 udp")
                        .line("/timeline")
                        .sees("q back");
            case STEP -> pane.start("--lang en step " + lab()).sees("open udp");
            case PLAY -> pane.start("--lang en play " + slowLab()).sees("A wait");
        }
    }

    private Path slowLab() throws IOException {
        return Files.writeString(folder.resolve("slow.lab"), "# A wait\n/sleep 30s\n");
    }

    @ParameterizedTest
    @CsvSource({
        "PROMPT,TERM,143",
        "PROMPT,HUP,129",
        "BLOCKED_CALL,TERM,143",
        "BLOCKED_CALL,HUP,129",
        "PAGER,TERM,143",
        "PAGER,HUP,129",
        "STEP,INT,130",
        "STEP,TERM,143",
        "STEP,HUP,129",
        "PLAY,TERM,143",
        "PLAY,HUP,129"
    })
    void signalsEndTheProgramAtOnce(State state, String signal, int code) throws IOException {
        try (TmuxPane pane = pane(80, 14)) {
            enter(state, pane);
            pane.signal(signal).sees("ended " + code).isSane();
        }
    }

    @ParameterizedTest
    @CsvSource({"STEP,130", "PLAY,130"})
    void ctrlCEndsLabs(State state, int code) throws IOException {
        try (TmuxPane pane = pane(80, 14)) {
            enter(state, pane);
            pane.key("C-c").sees("ended " + code).isSane();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PROMPT,C-z", "PROMPT,C-\\", "PROMPT,C-c",
        "BLOCKED_CALL,C-z", "BLOCKED_CALL,C-\\", "BLOCKED_CALL,C-c",
        "PAGER,C-z", "PAGER,C-\\", "PAGER,C-c",
        "EDITOR,C-\\", "EDITOR,C-c"
    })
    void keysOfSignalsKeepTheSession(State state, String key) throws IOException {
        script("editor", EDITOR);
        try (TmuxPane pane = pane(80, 14, "EDITOR=" + folder.resolve("editor"))) {
            enter(state, pane);
            pane.key(key);
            leave(state, key, pane);
            pane.key("C-u")
                    .line("x = open udp")
                    .sees("=> x")
                    .line("/exit")
                    .sees("ended 0")
                    .isSane();
            assertThat(pane.scrollback()).doesNotContain("Full thread dump", "Exception");
        }
    }

    /** Goes on to a prompt after a key that did not end the state. */
    private void leave(State state, String key, TmuxPane pane) throws IOException {
        switch (state) {
            case PROMPT -> pane.sees("socklab> ");
            case BLOCKED_CALL -> {
                if (key.equals("C-\\")) {
                    pane.key("C-c");
                }
                pane.sees(key.equals("C-z") ? "=> blocks" : "=> EINTR");
            }
            case PAGER -> {
                if (!key.equals("C-c")) {
                    pane.sees("q back").key("q");
                }
                pane.until(s -> !s.contains("q back"), "the screen as it was");
            }
            case EDITOR, TYPED_LINE_IN_EDITOR -> pane.type("q").until(s -> s.contains("# edited"), "the edited line");
            case STEP, PLAY -> throw new IllegalStateException(state + " has no prompt");
        }
    }

    @ParameterizedTest
    @CsvSource({"EDITOR", "TYPED_LINE_IN_EDITOR"})
    void ctrlZInAnEditorStopsBothAndFgContinuesBoth(State state) throws IOException {
        script("editor", EDITOR);
        try (TmuxPane pane = pane(100, 20, "EDITOR=" + folder.resolve("editor"))) {
            enter(state, pane);
            pane.key("C-z").sees("ended 147").line("echo shell $((40 + 2))").sees("shell 42");
            pane.line("fg").until(s -> s.lastIndexOf("EDITING") > s.indexOf("shell 42"), "the editor again");
            pane.type("q").sees("# edited");
            if (state == State.TYPED_LINE_IN_EDITOR) {
                pane.key("Enter");
            }
            pane.line("y = open udp").sees("=> y").line("/exit").programIsGone().isSane();
        }
    }

    @Test
    void ctrlXCtrlEEditsTheLineInTheEditor() throws IOException {
        Path editor = script("editor", "#!/bin/sh\nprintf 'x = open udp\\n' >\"$1\"\n");
        try (TmuxPane pane = pane(80, 14, "EDITOR=" + editor)) {
            pane.socklab("--lang en").type("y = opne").key("C-x", "C-e").sees("> x = open udp");
            pane.key("Enter").sees("=> x").line("/exit").sees("ended 0").isSane();
        }
    }

    @Test
    void anEditorThatFailsIsSaidAndTheLineStays() throws IOException {
        try (TmuxPane pane = pane(80, 14, "EDITOR=false")) {
            pane.socklab("--lang en").type("open udp").key("C-x", "C-e").sees("the editor failed: false");
            pane.key("Enter").sees("=> s1").line("/exit").sees("ended 0").isSane();
        }
    }

    /** The signal may come before the line has begun to run: it must still end the call. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void ctrlCJustAfterEnterEndsTheCall(int millis) throws Exception {
        try (TmuxPane pane = pane(80, 24)) {
            pane.socklab("--lang en --feedback concise")
                    .line("open udp")
                    .line("bind 127.0.0.1 0")
                    .sees("s1 udp");
            for (int i = 1; i <= 5; i++) {
                pane.type("recv " + i).sees("> recv " + i).enterThenCtrlC(millis);
                pane.until(JobControlTest::emptyPrompt, "an empty prompt");
                pane.line("/print ok" + i).sees("\nok" + i);
            }
            pane.line("/exit").sees("ended 0");
        }
    }

    /** Whether the lowest row but the bottom line's is a prompt with nothing after it. */
    private static boolean emptyPrompt(String screen) {
        List<String> rows = screen.lines()
                .map(String::stripTrailing)
                .filter(l -> !l.isEmpty())
                .toList();
        return rows.size() > 1 && rows.get(rows.size() - 2).matches("udp s1 [\\d.:]+>");
    }

    /** Without options the prompt comes before the line editor. */
    @Test
    void ctrlCAtTheFirstPromptClearsTheLine() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (TmuxPane pane = pane(100, 14)) {
                pane.start("").until(s -> s.contains("socklab>"), "the early prompt");
                pane.key("C-c")
                        .line("open udp")
                        .sees("=> s1")
                        .line("/exit")
                        .sees("ended 0")
                        .isSane();
            }
        }
    }

    /** The early prompt must leave the signal to the console: Java refuses a handler for one that it found ignored. */
    @Test
    void ctrlCEndsACallAfterTheEarlyPrompt() throws IOException {
        try (TmuxPane pane = pane(100, 14)) {
            pane.start("").until(s -> s.contains("socklab>"), "the early prompt");
            pane.line("open udp").line("bind 127.0.0.1 0").line("recv 9").sees("blocks ");
            pane.key("C-c").sees("EINTR").line("/exit").sees("ended 0").isSane();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--lang en", ""})
    void itRunsInTheBackgroundWithoutAPromptUntilFg(String options) throws IOException {
        try (TmuxPane pane = pane(100, 14)) {
            pane.background(options).sees("shell$");
            pane.line("sleep 2; echo still shell $((40 + 2))").sees("still shell 42");
            assertThat(pane.screen()).doesNotContain("socklab>");
            pane.line("fg").sees("socklab>").line("open udp").sees("=> s1").line("/exit");
            pane.until(s -> s.stripTrailing().endsWith("shell$"), "the shell");
            pane.isSane();
        }
    }
}
