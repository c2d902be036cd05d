package socklab.cli;

import java.util.List;
import java.util.Optional;
import socklab.text.Language;

/** What {@code --lang} takes: a language, or both for a report. */
public enum LanguageChoice {
    EN(Language.EN),
    ZH(Language.ZH),
    BOTH(Language.EN, Language.ZH);

    private final List<Language> languages;

    LanguageChoice(Language... languages) {
        this.languages = List.of(languages);
    }

    /** The languages of a report. */
    List<Language> languages() {
        return languages;
    }

    /** The language of messages; none where both were asked for. */
    Optional<Language> one() {
        return languages.size() == 1 ? Optional.of(languages.getFirst()) : Optional.empty();
    }
}
