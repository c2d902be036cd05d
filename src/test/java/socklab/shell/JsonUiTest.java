package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.call.Bytes;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.lab.LabChecker;
import socklab.lab.report.CheckJson;
import socklab.lab.report.VerdictCounts;
import socklab.oracle.PythonModule;
import socklab.session.Event;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/** {@code --json}: each event is one JSON object a line, and all agree with the published schema. */
final class JsonUiTest {
    private static final Settings SETTINGS = new Settings(Settings.Feedback.VERBOSE, Language.EN, Settings.Names.LIBC);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonUi ui = new JsonUi(
            new BufferedReader(new StringReader("answer\n")), new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private List<JsonObject> objects() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(l -> JsonParser.parseString(l).getAsJsonObject())
                .toList();
    }

    private void run(String... lines) {
        try (Shell shell = new Shell(new LibcKernel(), SETTINGS, SandboxPolicy.TRUSTED, ui)) {
            ShellAssembly.wire(shell, ui);
            ui.follow(shell.session());
            ScriptBuilder steps = new ScriptBuilder();
            for (String line : lines) {
                steps.add(line, 0);
            }
            assertThat(shell.start(steps.take(), Interpreter.Observer.NONE).await())
                    .isNotNull();
            shell.session()
                    .journal()
                    .append(new Event.Frame(
                            System.nanoTime(),
                            3,
                            "a",
                            "b",
                            Bytes.of(new byte[] {1, (byte) 0xff}),
                            "IP a > b",
                            false,
                            true,
                            List.of(Message.of("note.saved", "x", 3)),
                            Optional.of(System.nanoTime()),
                            "[S]"));
        }
    }

    private static String member(JsonObject json, String name) {
        return json.get(name).getAsString();
    }

    @Test
    void aCallTellsItsLineItsResultAndItsData() {
        run(
                "a b = socketpair unix-dgram",
                "a.send \"\\xff\\0\"",
                "b.recv 10",
                "a.send h\u00e9\u2028<&\"",
                "m = b.recv 10",
                "b.recv 10 MSG_DONTWAIT");
        List<JsonObject> ended = objects().stream()
                .filter(o -> member(o, "event").equals("finished"))
                .filter(o -> o.get("number").getAsInt() > 0)
                .toList();
        assertThat(ended.get(0).get("made")).hasToString("[\"a\",\"b\"]");
        assertThat(ended.get(2).getAsJsonObject("data")).hasToString("{\"bytes\":2,\"hex\":\"ff00\"}");
        assertThat(member(ended.get(4).getAsJsonObject("data"), "text")).isEqualTo("h\u00e9\u2028<&\"");
        assertThat(member(ended.get(4), "name")).isEqualTo("m");
        assertThat(member(ended.get(5), "errno")).isEqualTo("EAGAIN");
        assertThat(member(ended.get(5), "result")).startsWith("EAGAIN (");
    }

    @Test
    void everyEventAgreesWithTheSchema() throws Exception {
        run(
                "server = open udp",
                "server.bind 127.0.0.1 0",
                "c = open udp",
                "c.sendto $server.local \"h\\xff\"",
                "m = server.recvfrom 100",
                "w = server.recvfrom 100 &",
                "c.connect localhost $server.port",
                "c.connect no.such.host.invalid 9",
                "opne",
                "/server udp 0",
                "/print $m",
                "/ask x \"your answer: \"",
                "/sockets",
                "/server stop",
                "/kill",
                "u = open tcp",
                "u.connect 127.0.0.1 1",
                "ep = epoll_create1",
                "ep.epoll_ctl ADD server in",
                "poll server:in 0ms",
                "u.getsockopt TCP_INFO",
                "t = u.dup",
                "/use t",
                "# a comment",
                "/export nothing");
        check("# needs: moon\n");
        check("# t\n\nopen tcp\n=> wrong\n");
        check("# t\n\nopen tcp\n=> s1\n");
        assertThat(objects().stream().map(o -> member(o, "event")).collect(Collectors.toSet()))
                .containsAll(Set.of("typed", "resolved", "started", "unfinished", "finished", "frame"))
                .containsAll(Set.of("printed", "problem", "output", "checked", "summary"));
        assertThat(validated()).as(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("");
    }

    private void check(String lab) throws IOException {
        Path file = Files.writeString(folder.resolve("x.lab"), lab);
        Messages messages = Messages.in(Language.EN);
        LabChecker.Checked checked = new LabChecker(
                        new LibcKernel(), LabChecker.Rules.usual(SETTINGS).withLineLimit(Duration.ofSeconds(5)))
                .watchedBy((path, session) -> ui.follow(session, e -> e.addProperty("lab", CheckJson.name(path))))
                .check(file);
        ui.write(CheckJson.of(checked, messages));
        ui.write(CheckJson.of(VerdictCounts.of(List.of(checked)), messages));
    }

    /** What Python's jsonschema, which none of us wrote, has to say; nothing if all is well. */
    private String validated() throws Exception {
        Path events = Files.write(folder.resolve("events"), bytes.toByteArray());
        return new PythonModule("jsonschema")
                .run("""
                    import json, jsonschema, sys
                    schema = json.load(open(sys.argv[1], encoding="utf-8"))
                    jsonschema.Draft202012Validator.check_schema(schema)
                    kinds = {k["properties"]["event"]["const"]: jsonschema.Draft202012Validator(k) for k in schema["oneOf"]}
                    whole = jsonschema.Draft202012Validator(schema)
                    for line in open(sys.argv[2], encoding="utf-8", newline="\\n"):
                        event = json.loads(line)
                        for e in kinds[event["event"]].iter_errors(event): print(e.message, line)
                        if not whole.is_valid(event): print("not one of the kinds:", line)
                    """, Path.of("src/main/resources/socklab/events.schema.json"), events);
    }
}
