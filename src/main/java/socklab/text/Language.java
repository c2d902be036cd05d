package socklab.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language that socklab speaks. */
public enum Language {
    EN,
    ZH;

    /** Its code, as typed and as in the names of resources. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The language of that code. */
    public static Optional<Language> of(String code) {
        return Arrays.stream(values()).filter(l -> l.code().equals(code)).findFirst();
    }

    /** The language that a POSIX locale ({@code zh_CN.UTF-8}) asks for; English where it asks for none of ours. */
    public static Language ofLocale(String locale) {
        return locale.startsWith("zh") ? ZH : EN;
    }
}
