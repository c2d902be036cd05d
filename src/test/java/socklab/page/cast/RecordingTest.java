package socklab.page.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.kernel.libc.LibcKernel;
import socklab.lab.SilentUi;
import socklab.session.Job;
import socklab.session.Jobs;
import socklab.shell.StreamUi;
import socklab.shell.UserInterface;
import socklab.view.OutputLine;
import socklab.view.Theme;

/** A recording holds what the screen was given, follows the rules of its format, and leaves no half of a file. */
class RecordingTest {
    @TempDir
    private Path folder;

    private final PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    private final StreamUi ui =
            new StreamUi(new BufferedReader(new StringReader("yes\n")), nowhere, nowhere, Theme.PLAIN);

    private Path file() {
        return folder.resolve("a.cast");
    }

    private void say(String text) {
        ui.say(List.of(new OutputLine(OutputLine.Kind.RESULT, text)));
    }

    private void type(String line) {
        try (Jobs jobs = new Jobs(new LibcKernel())) {
            jobs.start("", job -> type(line, job)).await();
        }
    }

    private void type(String line, Job job) {
        ui.type(new UserInterface.Typing("socklab> ", line, "   step 1 of 2"), Duration.ZERO, job);
    }

    @ParameterizedTest
    @EnumSource(CastFormat.class)
    void everyFieldIsAsTheFormatSays(CastFormat format) throws IOException {
        Recording recording =
                Recording.start(ui, file(), format, "A \"title\" \u2028 中文").orElseThrow();
        say("first");
        type("bind 12000");
        say("=> \"\u0007\u001b[2J\ud83d\ude00\u0085 中文\"");
        ui.ask("What? ");
        recording.resized(new socklab.shell.ScreenSize(132, 43));
        Recording.Summary summary = recording.end();

        List<String> lines = Files.readAllLines(file());
        JsonObject header = strict(lines.getFirst()).getAsJsonObject();
        assertThat(header.get("title").getAsString()).isEqualTo("A \"title\" \u2028 中文");
        assertThat(header.get("timestamp").getAsLong()).isBetween(1_600_000_000L, 10_000_000_000L);
        switch (format) {
            case V2 -> {
                assertThat(header.keySet()).isSubsetOf("version", "width", "height", "timestamp", "title", "env");
                assertThat(header.get("version").getAsInt()).isEqualTo(2);
                assertThat(header.get("width").getAsInt()).isEqualTo(80);
                assertThat(header.get("height").getAsInt()).isEqualTo(24);
            }
            case V3 -> {
                assertThat(header.keySet()).isSubsetOf("version", "term", "timestamp", "title");
                assertThat(header.get("version").getAsInt()).isEqualTo(3);
                assertThat(header.getAsJsonObject("term").get("cols").getAsInt())
                        .isEqualTo(80);
                assertThat(header.getAsJsonObject("term").get("rows").getAsInt())
                        .isEqualTo(24);
            }
        }
        BigDecimal before = BigDecimal.ZERO;
        for (String line : lines.subList(1, lines.size())) {
            JsonArray event = strict(line).getAsJsonArray();
            assertThat(event.size()).isEqualTo(3);
            assertThat(event.get(0).getAsJsonPrimitive().isNumber()).isTrue();
            assertThat(event.get(1).getAsString()).isIn(Set.of("o", "m", "r"));
            assertThat(event.get(2).getAsJsonPrimitive().isString()).isTrue();
            BigDecimal time = event.get(0).getAsBigDecimal();
            assertThat(time).isGreaterThanOrEqualTo(format == CastFormat.V2 ? before : BigDecimal.ZERO);
            before = time;
        }
        assertThat(data(lines, "m")).isEqualTo("bind 12000");
        assertThat(data(lines, "r")).isEqualTo("132x43");
        assertThat(data(lines, "o"))
                .isEqualTo("first\r\nsocklab> bind 12000   step 1 of 2\r\n"
                        + "=> \"\\x07\\x1b[2J\ud83d\ude00\\u0085 中文\"\r\nWhat? yes\r\n");
        assertThat(summary.markers()).isEqualTo(1);
        assertThat(summary.full()).isFalse();
    }

    private static JsonElement strict(String line) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(line))) {
            reader.setStrictness(Strictness.STRICT);
            return JsonParser.parseReader(reader);
        }
    }

    private static String data(List<String> lines, String code) {
        return lines.stream()
                .skip(1)
                .map(l -> JsonParser.parseString(l).getAsJsonArray())
                .filter(e -> e.get(1).getAsString().equals(code))
                .map(e -> e.get(2).getAsString())
                .collect(Collectors.joining());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString()).toList();
        }
    }

    @Test
    void aFileThatWasThereStaysUntilTheRecordingIsComplete() throws IOException {
        Files.writeString(file(), "old");
        Recording recording = Recording.start(ui, file(), CastFormat.V2, "").orElseThrow();
        say("new");
        assertThat(Files.readString(file())).isEqualTo("old");
        recording.end();
        assertThat(Files.readString(file())).contains("new");
        say("later");
        assertThat(Files.readString(file())).doesNotContain("later");
        assertThat(names()).containsExactly("a.cast");
    }

    @Test
    void onlyARegularFileIsWritten() throws IOException {
        for (Path wrong : List.of(folder, folder.resolve("none/a.cast"), Path.of("/dev/null"))) {
            assertThatThrownBy(() -> Recording.start(ui, wrong, CastFormat.V2, ""))
                    .isInstanceOf(IOException.class);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aRecordingIsBounded() throws IOException {
        Recording recording =
                Recording.start(ui, file(), 2_000, CastFormat.V2, "").orElseThrow();
        for (int i = 0; i < 100; i++) {
            say("line " + i);
        }
        assertThat(recording.end().full()).isTrue();
        assertThat(Files.size(file())).isLessThanOrEqualTo(2_000);
        List<String> lines = Files.readAllLines(file());
        assertThat(strict(lines.getLast()).isJsonArray())
                .as("the last line is whole")
                .isTrue();
    }

    @Test
    void aCharacterInTwoPiecesStaysOne() throws IOException {
        Recording recording = Recording.start(ui, file(), CastFormat.V2, "").orElseThrow();
        recording.shown("a\ud83d");
        recording.shown("\ude00b");
        recording.end();
        assertThat(data(Files.readAllLines(file()), "o")).isEqualTo("a\ud83d\ude00b");
        assertThat(Files.readString(file(), StandardCharsets.UTF_8)).doesNotContain("?");
    }

    @Test
    void aStepThatWasShownAsTypedHasOneMarker() throws IOException {
        Recording recording = Recording.start(ui, file(), CastFormat.V2, "").orElseThrow();
        recording.step("open udp");
        recording.runs("open udp");
        recording.runs("open udp");
        assertThat(recording.end().markers()).isEqualTo(2);
    }

    @Test
    void aScreenThatCannotBeListenedToLeavesNoFile() throws IOException {
        Optional<Recording> none = Recording.start(new SilentUi(), file(), CastFormat.V2, "");
        assertThat(none).isEmpty();
        assertThat(names()).isEmpty();
    }
}
