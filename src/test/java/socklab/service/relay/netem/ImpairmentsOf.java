package socklab.service.relay.netem;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.lang.Span;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.Protocol;

/** Impairments from words, for tests. */
public final class ImpairmentsOf {
    private static final Pattern WORD = Pattern.compile("\\S+");

    private ImpairmentsOf() {}

    public static List<Token> tokens(String words) {
        List<Token> tokens = new ArrayList<>();
        Matcher m = WORD.matcher(words);
        while (m.find()) {
            tokens.add(new Token(m.group(), new Span(m.start(), m.end())));
        }
        return tokens;
    }

    public static Impairments words(Protocol protocol, String words) {
        try {
            return ImpairmentParser.read(protocol, tokens(words), Impairments.NONE);
        } catch (ArgumentError e) {
            throw new AssertionError(words + ": " + e.fault(), e);
        }
    }

    /** The change that words make to what holds. */
    public static ImpairmentChange change(Protocol protocol, String words, Impairments base) {
        try {
            return ImpairmentParser.change(protocol, tokens(words), base);
        } catch (ArgumentError e) {
            throw new AssertionError(words + ": " + e.fault(), e);
        }
    }

    public static Impairments udp(String words) {
        return words(Protocol.UDP, words);
    }
}
