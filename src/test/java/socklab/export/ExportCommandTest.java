package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.StreamUi;
import socklab.text.Language;
import socklab.view.Theme;

/** {@code /export} as it is typed: what it writes, and what it says of a mistake. */
class ExportCommandTest {
    @TempDir
    private Path folder;

    private static String shown(String... lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        StreamUi ui = new StreamUi(new BufferedReader(new StringReader("")), out, out, Theme.PLAIN);
        Settings settings = new Settings(Settings.Feedback.CONCISE, Language.EN, Settings.Names.LIBC);
        try (Shell shell = new Shell(new LibcKernel(), settings, SandboxPolicy.TRUSTED, ui)) {
            ShellAssembly.wire(shell, ui);
            ui.follow(shell.session());
            ScriptBuilder steps = new ScriptBuilder();
            List.of(lines).forEach(l -> steps.add(l, 0));
            shell.start(steps.take(), Interpreter.Observer.NONE).await();
        }
        ui.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSessionBecomesAProgram() {
        Path file = folder.resolve("Receiver.java");
        assertThat(shown("s = open udp", "s.bind 127.0.0.1 0", "/export java " + file + " --socket s"))
                .contains("Receiver.java written: ");
        assertThat(file)
                .content()
                .contains(
                        "int port = args.length > 0 ? Integer.parseInt(args[0]) : 12000;",
                        "s.bind(new InetSocketAddress(\"127.0.0.1\", port));");
    }

    @Test
    void aMistakeIsNamed() {
        assertThat(shown("/export python")).contains("missing argument", "/export python|c|java FILE");
        assertThat(shown("/export cobol x")).contains("cobol", "one of python, c, java");
        assertThat(shown("/export python x.py --sock s")).contains("--sock", "one of --socket, --check, --errors");
        assertThat(shown("/export c --chek x.c")).contains("--chek", "one of --socket, --check, --errors");
        assertThat(shown("/export c " + folder.resolve("none").resolve("x.c"))).contains("cannot write");
        assertThat(shown("s = open udp", "/export c " + folder.resolve("x.c") + " --socket t"))
                .contains("no socket named t makes a call");
    }
}
