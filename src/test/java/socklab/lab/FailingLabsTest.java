package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;
import socklab.lab.report.CheckReport;
import socklab.lab.report.JsonReport;
import socklab.lab.report.JunitReport;
import socklab.lab.report.TapReport;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * What is said of labs that fail, and of labs that would do harm, to the letter: each beside its lab in {@code .txt}.
 */
final class FailingLabsTest {
    private static final Messages ENGLISH = Messages.in(Language.EN);

    /** Labs that never end by themselves. */
    private static final List<String> BLOCKING = List.of("timeout.lab", "waits.lab");

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final long SOON_MILLIS = 3_000;

    private static final Map<String, Future<LabChecker.Checked>> FAILING = new HashMap<>();

    @TempDir
    private Path folder;

    /** Those that block take their time, so all are under way at once. */
    @BeforeAll
    static void start() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        failing()
                .forEach(name -> FAILING.put(
                        name,
                        threads.submit(
                                () -> check(GoldenText.FOLDER.resolve("fail").resolve(name)))));
        threads.shutdown();
    }

    private static Stream<String> labs(String corpus) throws IOException {
        try (Stream<Path> all = Files.list(GoldenText.FOLDER.resolve(corpus))) {
            return all.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".lab")).sorted().toList().stream();
        }
    }

    static Stream<String> failing() throws IOException {
        return labs("fail");
    }

    static Stream<String> hostile() throws IOException {
        return labs("hostile");
    }

    /** Those that block are soon interrupted; the others may take their time on a busy machine. */
    private static LabChecker.Checked check(Path lab) {
        boolean blocks = BLOCKING.contains(lab.getFileName().toString());
        return LabTestShell.checker(blocks ? SOON_MILLIS : 20_000).check(lab);
    }

    /** The outcome that is there already, or a new one. */
    private static LabChecker.Checked checked(Path lab) {
        Future<LabChecker.Checked> known = FAILING.get(lab.getFileName().toString());
        try {
            return known == null ? check(lab) : known.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private String report(LabChecker.Checked checked, Messages messages) {
        String text = CheckReport.lines(checked, messages).stream()
                .map(OutputLine::text)
                .collect(Collectors.joining("\n", "", "\n"));
        return LabTestShell.open(text.replace(checked.file().getParent() + "/", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failing")
    void failuresAreTold(String name) throws Exception {
        LabChecker.Checked checked = FAILING.get(name).get();
        assertThat(checked.verdict())
                .isNotInstanceOfAny(Verdict.Passed.class, Verdict.Skipped.class, Verdict.Unreadable.class);
        String zh = report(checked, Messages.in(Language.ZH));
        GoldenText.check(
                GoldenText.FOLDER.resolve("fail").resolve(name.replace(".lab", ".txt")),
                report(checked, ENGLISH) + "\n" + zh);
    }

    /** Each lab is in a folder next to a secret file, with a symbolic link to that file. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void harmIsRefused(String name) throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "not for labs");
        Path labs = Files.createDirectory(folder.resolve("labs"));
        Files.createSymbolicLink(labs.resolve("link.txt"), Path.of("..", "secret.txt"));
        Path lab = Files.copy(GoldenText.FOLDER.resolve("hostile").resolve(name), labs.resolve(name));
        LabChecker checker = LabTestShell.checker(LabChecker.Rules.usual(LabTestShell.SETTINGS));
        LabChecker.Checked checked = checker.check(lab);
        assertThat(checked.verdict()).isInstanceOfAny(Verdict.Failed.class, Verdict.Unparsed.class);
        if (checked.verdict() instanceof Verdict.Failed(LabFailure f, Verdict.Score _)) {
            assertThat(f.kind()).isEqualTo(LabFailure.Kind.WRONG);
        }
        GoldenText.check(
                GoldenText.FOLDER.resolve("hostile").resolve(name.replace(".lab", ".txt")), report(checked, ENGLISH));
        try (Stream<Path> left = Files.list(labs)) {
            assertThat(left.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder(name, "link.txt");
        }
    }

    @Test
    void reportsForMachines() throws Exception {
        List<Path> files = Stream.of("differs", "timeout", "mistakes", "escaped", "fullwidth", "alternatives")
                .map(n -> GoldenText.FOLDER.resolve("fail").resolve(n + ".lab"))
                .toList();
        List<Path> all = Stream.concat(
                        Stream.of(Path.of("labs/seed/udp-uppercase.lab"), Path.of("labs/seed/udp-server.lab")),
                        Stream.concat(files.stream(), Stream.of(Path.of("labs/there is no #1.lab"))))
                .toList();
        List<LabChecker.Checked> checked = OrderedRuns.all(all, FailingLabsTest::checked, 3, _ -> {});
        validate(JunitReport.of(checked, START, ENGLISH));
        JsonObject results =
                JsonParser.parseString(JsonReport.of(checked, ENGLISH)).getAsJsonObject();
        conforms(
                results,
                JsonParser.parseString(Files.readString(Path.of("src/main/resources/socklab/results.schema.json")))
                        .getAsJsonObject(),
                "results");
        Path reports = GoldenText.FOLDER.resolve("report");
        GoldenText.check(reports.resolve("junit.xml"), LabTestShell.open(JunitReport.of(checked, START, ENGLISH)));
        GoldenText.check(reports.resolve("report.tap"), LabTestShell.open(TapReport.of(checked, 13, ENGLISH)));
        GoldenText.check(reports.resolve("results.json"), LabTestShell.open(JsonReport.of(checked, ENGLISH)));
    }

    private static void validate(String xml) throws IOException {
        try {
            SchemaFactory.newDefaultInstance()
                    .newSchema(GoldenText.FOLDER
                            .resolve("surefire-test-report.xsd")
                            .toFile())
                    .newValidator()
                    .validate(new StreamSource(new StringReader(xml)));
        } catch (SAXException e) {
            throw new AssertionError(xml, e);
        }
    }

    /** Whether a value has the shape that the published schema gives it: types, members required, none besides. */
    private static void conforms(JsonElement value, JsonObject schema, String where) {
        if (schema.has("enum")) {
            assertThat(schema.getAsJsonArray("enum")).as(where).contains(value);
            return;
        }
        switch (schema.get("type").getAsString()) {
            case "object" -> {
                JsonObject members = schema.getAsJsonObject("properties");
                schema.getAsJsonArray("required")
                        .forEach(r -> assertThat(value.getAsJsonObject().has(r.getAsString()))
                                .as(where + "." + r)
                                .isTrue());
                value.getAsJsonObject().entrySet().forEach(e -> {
                    assertThat(members.has(e.getKey()))
                            .as(where + "." + e.getKey())
                            .isTrue();
                    conforms(e.getValue(), members.getAsJsonObject(e.getKey()), where + "." + e.getKey());
                });
            }
            case "array" ->
                value.getAsJsonArray().forEach(v -> conforms(v, schema.getAsJsonObject("items"), where + "[]"));
            case "integer", "number" ->
                assertThat(value.getAsJsonPrimitive().isNumber()).as(where).isTrue();
            default ->
                assertThat(value.getAsJsonPrimitive().isString()).as(where).isTrue();
        }
    }
}
