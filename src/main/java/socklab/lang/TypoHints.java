package socklab.lang;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Form;
import socklab.text.Message;

/** What hands type that are used to C, to Python or to a browser's address line, and what to type here. */
final class TypoHints {
    /** What other shells are left with, and asked with. */
    private static final Map<String, ShellWord> WORDS = Map.of(
            "quit",
            ShellWord.EXIT,
            "bye",
            ShellWord.EXIT,
            "logout",
            ShellWord.EXIT,
            "?",
            ShellWord.HELP,
            "man",
            ShellWord.EXPLAIN);

    private static final Pattern HOST_PORT = Pattern.compile("([^:,]+)[:,](\\d{1,5})");

    private TypoHints() {}

    /** A cure for a word that is no call: {@code bind(12000)}, {@code BIND}, {@code quit}. */
    static Optional<Message> call(String typed) {
        int bracket = typed.indexOf('(');
        String word = (bracket < 0 ? typed : typed.substring(0, bracket)).toLowerCase(Locale.ROOT);
        if (Parser.callWords().contains(word)) {
            return Optional.of(
                    bracket < 0
                            ? Message.of("cure.mean", word)
                            : Message.of(
                                    "cure.brackets",
                                    Call.typedAs(word).iterator().next().example()));
        }
        return Optional.ofNullable(WORDS.get(typed)).map(w -> Message.of("cure.slash", "/" + w.word()));
    }

    /** {@code localhost:12000} where host and port are two words. */
    static void twoWords(Token token) throws ParseError {
        Matcher m = HOST_PORT.matcher(token.text());
        if (m.matches()) {
            throw new ParseError(
                    token.span(),
                    Message.of("fault.oneWord", token.text()),
                    Message.of("cure.twoWords", m.group(1) + " " + m.group(2)));
        }
    }

    /** The line that was meant by a word that is short for several arguments in another form: {@code socket udp}. */
    static Optional<String> preset(String typed) {
        return Stream.of(Call.values())
                .flatMap(c -> c.forms().stream())
                .filter(f -> !f.slots().isEmpty()
                        && f.slots().getFirst() instanceof Form.Preset p
                        && p.values().containsKey(typed))
                .map(f -> f.word() + " " + typed)
                .findFirst();
    }

    /** Flags joined by commas, joined as C does it. */
    static Optional<String> joined(String typed) {
        return typed.matches("[A-Z0-9_]+(,[A-Z0-9_]+)+") ? Optional.of(typed.replace(',', '|')) : Optional.empty();
    }
}
