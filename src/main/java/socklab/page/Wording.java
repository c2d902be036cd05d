package socklab.page;

import java.util.List;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/** The languages that a page is written in: what is said in one is said in all of them. */
public record Wording(List<Language> languages) {
    public Wording {
        languages = List.copyOf(languages);
    }

    /** A text in a language. */
    public record Said(Language language, String text) {}

    /** A message in each language. */
    public List<Said> say(String key, Object... args) {
        return languages.stream()
                .map(l -> new Said(l, Messages.in(l).say(key, args)))
                .toList();
    }

    /** A message in each language; once if they all say the same. */
    public List<Said> say(Message message) {
        List<Said> all = languages.stream()
                .map(l -> new Said(l, Text.shown(Messages.in(l).say(message))))
                .toList();
        boolean same = all.stream().map(Said::text).distinct().count() == 1;
        return same ? all.subList(0, 1) : all;
    }

    /** A message in the first language only, where there is no room for more. */
    public String first(String key, Object... args) {
        return messages().say(key, args);
    }

    /** The messages of the first language. */
    public Messages messages() {
        return Messages.in(languages.getFirst());
    }
}
