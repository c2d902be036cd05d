package socklab.page.live;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An answer as a browser sends it: an object with a question's number, the voter's word and a text, and nothing else.
 */
record Answer(int question, String voter, String text) {
    /** How many bytes a body has at most. */
    static final int MOST_BYTES = 1_024;

    /** Reads a body; nothing if it is no answer. */
    static Optional<Answer> read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        return body.length > MOST_BYTES ? Optional.empty() : of(body);
    }

    /** The answer that a text in JSON is. */
    static Optional<Answer> of(byte[] body) {
        try (JsonReader reader =
                new JsonReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8))) {
            reader.setStrictness(Strictness.STRICT);
            Optional<Integer> question = Optional.empty();
            Optional<String> voter = Optional.empty();
            Optional<String> text = Optional.empty();
            reader.beginObject();
            while (reader.hasNext()) {
                switch (reader.nextName()) {
                    case "question" -> question = Optional.of(reader.nextInt());
                    case "you" -> voter = Optional.of(reader.nextString());
                    case "answer" -> text = Optional.of(reader.nextString());
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            reader.endObject();
            return question.isPresent() && voter.isPresent() && text.isPresent()
                    ? Optional.of(new Answer(question.get(), voter.get(), text.get()))
                    : Optional.empty();
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // bytes in memory: what they say is no JSON
        }
    }
}
