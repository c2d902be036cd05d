package socklab.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The messages of one language. Each topic has a file of its own: {@code messages/en/fault.properties} has the keys
 * that begin with {@code fault.}. A file is read when the first of its keys is asked for: most runs need a few topics.
 *
 * <p>Places are {@code %1$s}, {@code %2$s}, …; a test holds that both languages have the same keys and places.
 */
public final class Messages {
    /** Where the words stand whose topic has no file. */
    private static final String COMMON = "common";

    private static final Set<String> TOPICS = Set.of(
            "back",
            "bench",
            "call",
            "cannot",
            "why",
            "check",
            "class",
            "cli",
            "const",
            "cure",
            "explain",
            "export",
            "fault",
            "grade",
            "help",
            "lab",
            "note",
            "option",
            "packet",
            "page",
            "pager",
            "reason",
            "record",
            "relay",
            "server",
            "service",
            "setting",
            "sockets",
            "state",
            "step",
            "timeline",
            "wait",
            "import",
            "wire",
            "word");

    private static final Messages ENGLISH = new Messages(Language.EN);
    private static final Messages CHINESE = new Messages(Language.ZH);

    private final Language language;
    private final Map<String, Properties> topics = new ConcurrentHashMap<>();

    private Messages(Language language) {
        this.language = language;
    }

    /** The words of a language. */
    public static Messages in(Language language) {
        return switch (language) {
            case EN -> ENGLISH;
            case ZH -> CHINESE;
        };
    }

    private static String topic(String key) {
        int dot = key.indexOf('.');
        String topic = dot < 0 ? COMMON : key.substring(0, dot);
        return TOPICS.contains(topic) ? topic : COMMON;
    }

    private Properties words(String topic) {
        return topics.computeIfAbsent(topic, this::read);
    }

    /** The words of a topic; none where English has them in the declarations of what they describe. */
    private Properties read(String topic) {
        Properties words = new Properties();
        String file = "/socklab/messages/" + language.code() + "/" + topic + ".properties";
        try (InputStream in = Messages.class.getResourceAsStream(file)) {
            if (in != null) {
                words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    public Language language() {
        return language;
    }

    /** A message in this language; messages among its arguments are rendered too. */
    public String say(Message msg) {
        String pattern = find(msg.key()).orElseThrow(() -> new IllegalArgumentException("no message " + msg.key()));
        Object[] args = msg.args().stream().map(this::argument).toArray();
        return args.length == 0 ? pattern : String.format(Locale.ROOT, pattern, args);
    }

    private Object argument(Object arg) {
        return switch (arg) {
            case Message nested -> say(nested);
            case List<?> several -> joined(several);
            default -> arg;
        };
    }

    /** Several things in a row, with what this language has between them. */
    public String joined(List<?> several) {
        return several.stream()
                .map(one -> String.valueOf(argument(one)))
                .collect(Collectors.joining(find("list.between").orElseThrow()));
    }

    /** A message by key and arguments. */
    public String say(String key, Object... args) {
        return say(Message.of(key, args));
    }

    /** The words of a key, if there are any. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(words(topic(key)).getProperty(key));
    }

    /** Every key. */
    public Set<String> keys() {
        return Stream.concat(TOPICS.stream(), Stream.of(COMMON))
                .flatMap(t -> words(t).stringPropertyNames().stream())
                .collect(Collectors.toSet());
    }
}
