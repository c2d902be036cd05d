package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a console shows and what its recording shows when it is played are the same, by a terminal that is not ours. */
class RecordedTerminalTest {
    @TempDir
    private Path folder;

    @Test
    void aPlayedRecordingLooksLikeTheSession() throws IOException {
        Path cast = folder.resolve("a.cast");
        List<String> real;
        try (TmuxPane pane = new TmuxPane(folder, 90, 20).socklab("--lang en")) {
            pane.line("/record " + cast).sees("recording the screen");
            pane.line("s = open udp").sees("=> s");
            pane.type("bnd").key("BSpace", "BSpace").type("ind 127.0.0.1 0").key("Enter");
            pane.sees("=> 0");
            pane.line("recv 10 &").sees("=> blocks");
            pane.line("/record off").sees("markers");
            real = shown(pane);
            pane.line("/kill 1").line("/exit").sees("ended 0");
        }
        List<String> lines = Files.readAllLines(cast);
        JsonObject header = JsonParser.parseString(lines.getFirst()).getAsJsonObject();
        assertThat(header.get("width").getAsInt()).isEqualTo(90);
        assertThat(header.get("height").getAsInt()).isEqualTo(20);
        List<JsonArray> events = lines.stream()
                .skip(1)
                .map(l -> JsonParser.parseString(l).getAsJsonArray())
                .toList();
        assertThat(events.stream()
                        .filter(e -> e.get(1).getAsString().equals("m"))
                        .map(e -> e.get(2).getAsString()))
                .containsExactly("s = open udp", "bind 127.0.0.1 0", "recv 10 &");
        String output = events.stream()
                .filter(e -> e.get(1).getAsString().equals("o"))
                .map(e -> e.get(2).getAsString())
                .collect(Collectors.joining());
        Path played = Files.writeString(folder.resolve("played"), output);
        try (TmuxPane player = new TmuxPane(folder, 90, 20)) {
            assertThat(real).hasSizeGreaterThan(8);
            player.line("stty -opost -echo; cat " + played + "; sleep 1000")
                    .until(_ -> shown(player).equals(real), "what the console showed:\n" + String.join("\n", real));
        }
    }

    /** The rows from the first prompt to the line that ends the recording, without what stands still below. */
    private static List<String> shown(TmuxPane pane) {
        try {
            return pane.rows().stream()
                    .takeWhile(r -> !r.contains("> /record off"))
                    .map(String::stripTrailing)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
