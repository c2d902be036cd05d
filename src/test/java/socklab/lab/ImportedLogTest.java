package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.oracle.SocklabProgram;
import socklab.session.Event;
import socklab.session.SandboxPolicy;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.StreamUi;
import socklab.view.Theme;

/**
 * What strace printed of a program becomes a lab that says the same calls, and a session that is drawn and explained.
 */
final class ImportedLogTest {
    private static final Path LOGS = Path.of("src/test/resources/socklab/strace");

    @TempDir
    private Path folder;

    /** Logs of curl, of Python's http.server, of socat and ssh, and one as strace 4 and 5 printed it. */
    @ParameterizedTest
    @ValueSource(strings = {"curl-yy-ttt", "python-http-server", "socat-fork", "socat-without-y", "ssh", "older"})
    void keptLogsBecomeTheLabsThatAreKeptBesideThem(String name) throws Exception {
        String lab =
                String.join("\n", ImportedLog.read(LOGS.resolve(name + ".log")).lines()) + "\n";
        GoldenText.check(LOGS.resolve(name + ".lab"), lab);
        Path file = Files.writeString(folder.resolve(name + ".lab"), lab);
        assertThat(LabReader.read(file).mistakes()).isEmpty();
    }

    @Test
    void everyCallOnASocketIsThere() throws Exception {
        List<String> lab = ImportedLog.read(LOGS.resolve("ssh.log")).lines();
        long logged;
        try (var log = Files.lines(LOGS.resolve("ssh.log"))) {
            logged = log.filter(l -> l.matches("\\d+ \\S+ [a-z0-9_]+\\(\\d+<socket:.*|.* (socket|p?poll)\\(.*socket.*"))
                    .count();
        }
        long said = lab.stream()
                .filter(l -> Parser.parse(l).command() instanceof Command.Invoke)
                .count();
        assertThat(lab).contains("# 6 calls by which the C library asks the name service cache (nscd) are left out.");
        assertThat(said + 6).isEqualTo(logged);
    }

    /**
     * On some machines glibc asks nscd about the user before a program's first line, often and in vain, or with
     * success.
     */
    @Test
    void aLabPassesCheckThoughTheLibraryAskedTheNameServiceCache() throws Exception {
        Path log = Files.writeString(folder.resolve("nscd.log"), """
            socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0) = 3
            connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)
            close(3) = 0
            socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0) = 3
            connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = 0
            sendto(3, "\\2\\0\\0\\0\\v\\0\\0\\0\\7\\0\\0\\0passwd\\0", 19, MSG_NOSIGNAL, NULL, 0) = 19
            poll([{fd=3, events=POLLIN|POLLERR|POLLHUP}], 1, 5000) = 1 ([{fd=3, revents=POLLIN|POLLHUP}])
            close(3) = 0
            socket(AF_UNIX, SOCK_STREAM, 0) = 3
            bind(3, {sa_family=AF_UNIX, sun_path=@"own"}, 6) = 0
            close(3) = 0
            """);
        ImportedLog imported = ImportedLog.read(log);
        assertThat(imported.lines())
                .containsOnlyOnce("# 8 calls by which the C library asks the name service cache (nscd) are left out.")
                .noneMatch(l -> l.contains("poll") || l.contains("passwd"))
                .anyMatch(l -> l.endsWith("bind @own"));
        assertThat(imported.events().stream().filter(Event.Finished.class::isInstance))
                .as("the session has them all")
                .hasSize(11);
        Path lab = Files.writeString(folder.resolve("nscd.lab"), String.join("\n", imported.lines()) + "\n");
        assertThat(LabTestShell.checker(10_000).check(lab).verdict())
                .as(Files.readString(lab))
                .isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void anOpenedLogIsDrawnExplainedAndSaved() throws Exception {
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type("/open " + LOGS.resolve("python-http-server.log"))
                    .type("/save " + folder.resolve("saved.lab"));
            assertThat(session.shown()).contains("calls", "/timeline", "/why");
        }
        assertThat(folder.resolve("saved.lab"))
                .content()
                .contains("conn = server.accept SOCK_CLOEXEC", "# needs: partner");
    }

    @Test
    void aLogProvesWhoHeldAnAddressAndNothingOfThisMachine() throws Exception {
        Path log = Files.writeString(folder.resolve("x.log"), """
            socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3
            bind(3, {sa_family=AF_INET, sin_port=htons(12000), sin_addr=inet_addr("0.0.0.0")}, 16) = 0
            listen(3, 5) = 0
            socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 4
            bind(4, {sa_family=AF_INET, sin_port=htons(12000), sin_addr=inet_addr("0.0.0.0")}, 16) = -1 EADDRINUSE (Address already in use)
            socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 5
            bind(5, {sa_family=AF_INET, sin_port=htons(12001), sin_addr=inet_addr("0.0.0.0")}, 16) = -1 EADDRINUSE (Address already in use)
            """);
        assertThat(shown("/open " + log, "/why 5")).contains("is held by server, a socket of this session; it listens");
        assertThat(shown("/open " + log, "/why 7"))
                .contains("The", "cause is not known")
                .doesNotContain("is held by");
    }

    private static String shown(String... lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        StreamUi ui = new StreamUi(new BufferedReader(new StringReader("")), out, out, Theme.PLAIN);
        try (Shell shell = new Shell(new LibcKernel(), LabTestShell.SETTINGS, SandboxPolicy.TRUSTED, ui)) {
            ShellAssembly.wire(shell, ui);
            ScriptBuilder steps = new ScriptBuilder();
            List.of(lines).forEach(l -> steps.add(l, 0));
            assertThat(shell.start(steps.take(), Interpreter.Observer.NONE).await())
                    .isNotNull();
        }
        ui.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Python's own program with both sides in two threads: what its log says can be done again. */
    @Test
    void theLabOfAProgramWithBothSidesPassesCheck() throws Exception {
        Path program = Files.writeString(folder.resolve("both.py"), """
            import socket, threading
            server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(5)
            def serve():
                conn, peer = server.accept()
                conn.sendall(conn.recv(2048).upper())
                conn.close()
            thread = threading.Thread(target=serve); thread.start()
            client = socket.socket(); client.connect(server.getsockname())
            client.sendall("hello 你好".encode()); client.recv(2048); client.recv(2048); client.close()
            thread.join(); server.close()
            a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); a.bind(("127.0.0.1", 0))
            b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); b.sendto(b"abc" * 100, a.getsockname())
            data, peer = a.recvfrom(2048); a.sendto(data, peer); b.recv(2048)
            refused = socket.socket()
            try: refused.connect(("127.0.0.1", 1))
            except OSError: pass
            """);
        Path log = strace(folder.resolve("both.log"), "python3", program.toString());
        ImportedLog imported = ImportedLog.read(log);
        Path lab = Files.writeString(folder.resolve("both.lab"), String.join("\n", imported.lines()) + "\n");
        LabChecker.Checked checked = LabTestShell.checker(10_000).check(lab);
        assertThat(checked.verdict()).as(Files.readString(lab)).isInstanceOf(Verdict.Passed.class);
        assertThat(Files.readString(lab)).contains("server.accept", "\"hello 你好\"", "ECONNREFUSED");
    }

    /** A lab's calls, made by the program itself under strace, come back as the lab's lines. */
    @Test
    void theCallsOfALabComeBackFromItsTrace() throws Exception {
        List<String> lines = List.of(
                "server = open udp",
                "server.bind 127.0.0.1 0",
                "client = open udp",
                "client.setsockopt SO_BROADCAST 1",
                "client.sendto $server.local hello",
                "server.recvfrom 2048",
                "client.close",
                "server.close");
        List<String> command = new ArrayList<>(SocklabProgram.command("--feedback", "silent"));
        lines.forEach(l -> command.addAll(List.of("-e", l)));
        Path log = strace(folder.resolve("own.log"), command.toArray(String[]::new));
        List<String> back = ImportedLog.read(log).lines().stream()
                .filter(l -> l.startsWith("server") || l.startsWith("client"))
                .toList();
        assertThat(back)
                .containsSubsequence(
                        "server = open udp",
                        "server.bind 127.0.0.1 0",
                        "client = open udp",
                        "client.setsockopt SO_BROADCAST 1",
                        "server.getsockname",
                        "client.sendto 127.0.0.1 $server.port hello",
                        "server.recvfrom 2048",
                        "client.close",
                        "server.close");
    }

    private static Path strace(Path log, String... program) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-e",
                "trace=%network,clone,clone3,fork,vfork,execve,close,read,write,poll,select,pselect6,dup,fcntl,ioctl",
                "-T",
                "-y",
                "-s",
                "65536",
                "-o",
                log.toString()));
        command.addAll(List.of(program));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (java.io.IOException e) {
            assumeTrue(false, "no strace: " + e.getMessage());
            throw e;
        }
        try {
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assumeTrue(Files.exists(log) && Files.size(log) > 0, "strace may not trace here");
        return log;
    }
}
