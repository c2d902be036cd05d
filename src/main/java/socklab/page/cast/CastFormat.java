package socklab.page.cast;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import socklab.shell.ScreenSize;

/**
 * The two versions of the format: a header in one line of JSON, then a line for each event.
 *
 * <p>Source: https://docs.asciinema.org/manual/asciicast/v2/, https://docs.asciinema.org/manual/asciicast/v3/
 */
public enum CastFormat {
    /** Times since the beginning; read by every player. */
    V2,
    /** Times since the event before; read by asciinema 3 and players of 2025 or newer. */
    V3;

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final int MICROSECONDS = 6;

    /** What a line of a recording is. */
    enum Code {
        /** Text that the terminal was given. */
        OUTPUT("o"),
        /** A place to jump to, with a label. */
        MARKER("m"),
        /** A new size, {@code 80x24}. */
        RESIZE("r");

        private final String letter;

        Code(String letter) {
            this.letter = letter;
        }
    }

    /**
     * What the header tells.
     *
     * @param type the kind of terminal, as TERM has it
     */
    record Header(ScreenSize size, Instant start, String title, Optional<String> type) {}

    /** The first line of a file, without its end. */
    String header(Header header) {
        JsonObject json = new JsonObject();
        switch (this) {
            case V2 -> {
                json.addProperty("version", 2);
                json.addProperty("width", header.size().columns());
                json.addProperty("height", header.size().rows());
            }
            case V3 -> {
                json.addProperty("version", 3);
                JsonObject term = new JsonObject();
                term.addProperty("cols", header.size().columns());
                term.addProperty("rows", header.size().rows());
                header.type().ifPresent(t -> term.addProperty("type", t));
                json.add("term", term);
            }
        }
        json.addProperty("timestamp", header.start().getEpochSecond());
        json.addProperty("title", header.title());
        if (this == V2) {
            header.type().ifPresent(t -> {
                JsonObject environment = new JsonObject();
                environment.addProperty("TERM", t);
                json.add("env", environment);
            });
        }
        return GSON.toJson(json);
    }

    /**
     * An event's line, without its end.
     *
     * @param before the time of the event before
     * @param at its own time; both since the beginning
     */
    String event(Duration before, Duration at, Code code, String data) {
        Duration time = switch (this) {
            case V2 -> at;
            case V3 -> at.minus(before);
        };
        JsonArray json = new JsonArray();
        json.add(BigDecimal.valueOf(time.toNanos(), 9).setScale(MICROSECONDS, RoundingMode.DOWN));
        json.add(code.letter);
        json.add(data);
        return GSON.toJson(json);
    }
}
