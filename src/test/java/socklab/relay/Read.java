package socklab.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.lang.Span;
import socklab.lang.Token;

/** Impairments from words, for tests. */
final class Read {
    private static final Pattern WORD = Pattern.compile("\\S+");

    private Read() {}

    static List<Token> tokens(String words) {
        List<Token> tokens = new ArrayList<>();
        Matcher m = WORD.matcher(words);
        while (m.find()) {
            tokens.add(new Token(m.group(), new Span(m.start(), m.end())));
        }
        return tokens;
    }

    static Impairments words(Protocol protocol, String words) {
        try {
            return ImpairmentParser.read(protocol, tokens(words), Impairments.NONE);
        } catch (Misread e) {
            throw new AssertionError(words + ": " + e.fault(), e);
        }
    }

    static Impairments udp(String words) {
        return words(Protocol.UDP, words);
    }
}
