package socklab.help;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An idea of network programming that is no single call, errno or option: backlog, handshake, half-close.
 *
 * @param name its name in English, the heading of its section
 * @param words other words for it, in English and Chinese
 * @param labs the labs that show it, by folder and name
 */
public record Idea(String name, List<String> words, List<String> labs) {
    private static final String FILE = "/socklab/explain/ideas.properties";
    private static final String WORDS = ".words";
    private static final String LABS = ".labs";

    /** All of them, by name. */
    static List<Idea> all() {
        Properties entries = read();
        return entries.stringPropertyNames().stream()
                .filter(key -> key.endsWith(WORDS))
                .map(key -> key.substring(0, key.length() - WORDS.length()))
                .sorted()
                .map(name -> new Idea(
                        name, list(entries.getProperty(name + WORDS)), list(entries.getProperty(name + LABS, ""))))
                .toList();
    }

    /** Whether a word stands for it, in upper or lower case. */
    boolean isCalled(String word) {
        return Stream.concat(Stream.of(name), words.stream()).anyMatch(word::equalsIgnoreCase);
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Properties read() {
        Properties entries = new Properties();
        try (Reader in = new InputStreamReader(Idea.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            entries.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
