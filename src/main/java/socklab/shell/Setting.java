package socklab.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import socklab.session.Appearance;
import socklab.session.Settings;
import socklab.text.Language;

/** The settings of {@code /set}: one constant each. A new setting is added here and nowhere else. */
public enum Setting {
    FEEDBACK(
            "how much is told of each call",
            names(Settings.Feedback.values()),
            s -> s.feedback().name(),
            (s, v) -> s.with(Settings.Feedback.valueOf(v))),
    LANG(
            "the language of messages",
            names(Language.values()),
            s -> s.language().name(),
            (s, v) -> s.with(Language.valueOf(v))),
    NAMES(
            "call lines by the function typed, or by the system call as strace shows it",
            names(Settings.Names.values()),
            s -> s.names().name(),
            (s, v) -> s.with(Settings.Names.valueOf(v))),
    STATUS(
            "whether the bottom line tells the state",
            List.of("on", "off"),
            s -> word(s.look().status()),
            (s, v) -> s.with(s.look().withStatus(on(v)))),
    THEME(
            "colours for a dark ground, for a light one, or not told apart by red and green",
            names(Appearance.ColourScheme.values()),
            s -> s.look().scheme().name(),
            (s, v) -> s.with(s.look().with(Appearance.ColourScheme.valueOf(v)))),
    COLOR(
            "whether there are colours; auto does as NO_COLOR says",
            names(Appearance.Colour.values()),
            s -> s.look().colour().name(),
            (s, v) -> s.with(s.look().with(Appearance.Colour.valueOf(v)))),
    PROMPT(
            "whether the prompt tells addresses and state, or the name alone",
            names(Appearance.PromptLength.values()),
            s -> s.look().prompt().name(),
            (s, v) -> s.with(s.look().with(Appearance.PromptLength.valueOf(v)))),
    PLAIN(
            "lines of text alone, for a screen reader",
            List.of("on", "off"),
            s -> word(s.look().plain()),
            (s, v) -> s.with(s.look().withPlain(on(v))));

    private final String summary;
    private final List<String> values;
    private final Function<Settings, String> get;
    private final BiFunction<Settings, String, Settings> set;

    Setting(
            String summary,
            List<String> values,
            Function<Settings, String> get,
            BiFunction<Settings, String, Settings> set) {
        this.summary = summary;
        this.values = values;
        this.get = get;
        this.set = set;
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }

    private static boolean on(String value) {
        return value.equalsIgnoreCase("on");
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    }

    /** The name as typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, in one phrase, in English. */
    public String summary() {
        return summary;
    }

    /** What it can be set to. */
    public List<String> choices() {
        return values;
    }

    /** What it is set to. */
    public String get(Settings settings) {
        return get.apply(settings).toLowerCase(Locale.ROOT);
    }

    /** The settings with this one changed to one of its values. */
    public Settings set(Settings settings, String value) {
        return set.apply(settings, value.toUpperCase(Locale.ROOT));
    }

    /** The setting that a word, or an unambiguous prefix of one, names. */
    public static Optional<Setting> named(String word) {
        List<Setting> matching =
                Arrays.stream(all()).filter(s -> s.word().startsWith(word)).toList();
        return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
    }

    /** Every setting. */
    public static Setting[] all() {
        return values();
    }

    /** The value that a word, or an unambiguous prefix of one, names. */
    public Optional<String> value(String word) {
        List<String> matching = values.stream()
                .filter(v -> v.startsWith(word.toLowerCase(Locale.ROOT)))
                .toList();
        return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
    }
}
