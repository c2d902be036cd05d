package socklab.lang;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Form;
import socklab.text.Msg;

/** What hands type that are used to C, to Python or to a browser's address line, and what to type here. */
final class Habits {
    /** What other shells are left with, and asked with. */
    private static final Map<String, Word> WORDS = Map.of("quit", Word.EXIT, "bye", Word.EXIT, "logout", Word.EXIT, "?", Word.HELP, "man", Word.EXPLAIN);
    private static final Pattern HOST_PORT = Pattern.compile("([^:,]+)[:,](\\d{1,5})");

    private Habits() {}

    /** A cure for a word that is no call: {@code bind(12000)}, {@code BIND}, {@code quit}. */
    static Optional<Msg> call(String typed) {
        int bracket = typed.indexOf('(');
        String word = (bracket < 0 ? typed : typed.substring(0, bracket)).toLowerCase(Locale.ROOT);
        if (Parser.callWords().contains(word)) {
            return Optional.of(bracket < 0 ? Msg.of("cure.mean", word) : Msg.of("cure.brackets", Call.typedAs(word).iterator().next().example()));
        }
        return Optional.ofNullable(WORDS.get(typed)).map(w -> Msg.of("cure.slash", "/" + w.word()));
    }

    /** {@code localhost:12000} where host and port are two words. */
    static void twoWords(Token token) throws Failure {
        Matcher m = HOST_PORT.matcher(token.text());
        if (m.matches()) {
            throw new Failure(token.span(), Msg.of("fault.oneWord", token.text()), Msg.of("cure.twoWords", m.group(1) + " " + m.group(2)));
        }
    }

    /** The line that was meant by a word that is short for several arguments in another form: {@code socket udp}. */
    static Optional<String> preset(String typed) {
        return Stream.of(Call.values()).flatMap(c -> c.forms().stream())
                .filter(f -> !f.slots().isEmpty() && f.slots().getFirst() instanceof Form.Preset p && p.values().containsKey(typed))
                .map(f -> f.word() + " " + typed).findFirst();
    }

    /** Flags joined by commas, joined as C does it. */
    static Optional<String> joined(String typed) {
        return typed.matches("[A-Z0-9_]+(,[A-Z0-9_]+)+") ? Optional.of(typed.replace(',', '|')) : Optional.empty();
    }
}
