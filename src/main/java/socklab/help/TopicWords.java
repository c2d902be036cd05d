package socklab.help;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The words that learners have for a topic with a name of its own: {@code 端口复用} for SO_REUSEADDR. */
final class TopicWords {
    private static final String FILE = "/socklab/explain/words.properties";

    private TopicWords() {}

    /** All words, by the name of the topic that they stand for. */
    static Map<String, List<String>> all() {
        Properties entries = new Properties();
        try (Reader in = new InputStreamReader(TopicWords.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            entries.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, List<String>> all = new TreeMap<>();
        entries.stringPropertyNames()
                .forEach(name -> all.put(
                        name,
                        Arrays.stream(entries.getProperty(name).split(","))
                                .map(String::strip)
                                .toList()));
        return all;
    }

    /** The names of the topics that a word stands for, in upper or lower case. */
    static Set<String> topics(String word) {
        return all().entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(word::equalsIgnoreCase))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
