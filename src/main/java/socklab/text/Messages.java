package socklab.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The words of one language: {@code messages_en.properties} or {@code messages_zh.properties}.
 *
 * <p>Places are {@code %1$s}, {@code %2$s}, …; a test holds that both files have the same keys and places.
 */
public final class Messages {
    private final Language language;
    private final Properties words = new Properties();

    private Messages(Language language) {
        this.language = language;
    }

    /** The words of a language; read once, when first wanted. */
    public static Messages in(Language language) {
        return switch (language) {
            case EN -> English.WORDS;
            case ZH -> Chinese.WORDS;
        };
    }

    private static final class English {
        static final Messages WORDS = read(Language.EN);
    }

    private static final class Chinese {
        static final Messages WORDS = read(Language.ZH);
    }

    private static Messages read(Language language) {
        Messages messages = new Messages(language);
        String resource = "/socklab/messages_" + language.code() + ".properties";
        try (InputStream in = Messages.class.getResourceAsStream(resource)) {
            messages.words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    public Language language() {
        return language;
    }

    /** A message in this language; messages among its arguments are rendered too. */
    public String say(Msg msg) {
        String pattern = find(msg.key()).orElseThrow(() -> new IllegalArgumentException("no message " + msg.key()));
        Object[] args = msg.args().stream().map(a -> a instanceof Msg m ? say(m) : a).toArray();
        return args.length == 0 ? pattern : String.format(Locale.ROOT, pattern, args);
    }

    /** A message by key and arguments. */
    public String say(String key, Object... args) {
        return say(Msg.of(key, args));
    }

    /** The words of a key, if there are any. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(words.getProperty(key));
    }

    /** Every key. */
    public Set<String> keys() {
        return words.stringPropertyNames();
    }
}
