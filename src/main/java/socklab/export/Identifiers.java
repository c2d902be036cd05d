package socklab.export;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** Gives each variable an identifier of a language: its name in the lab, as near as the language allows. */
public final class Identifiers {
    private final Set<String> taken;
    private final IntPredicate allowed;
    private final UnaryOperator<String> style;
    private final Map<String, String> names = new HashMap<>();

    /**
     * @param reserved words that mean something else in the language or in the programs written
     * @param allowed characters beyond ASCII that may stand in an identifier
     * @param style makes a name in small letters with underscores one of the language's own fashion
     */
    public Identifiers(Set<String> reserved, IntPredicate allowed, UnaryOperator<String> style) {
        this.taken = new HashSet<>(reserved);
        this.allowed = allowed;
        this.style = style;
    }

    /** The identifier of a variable; the same whenever it is asked for. */
    public String of(ProgramVariable variable) {
        return of(variable.name());
    }

    /** The identifier for a name; the same whenever it is asked for. */
    public String of(String name) {
        String known = names.get(name);
        return known != null ? known : give(name, name);
    }

    /** Another identifier, for something that no lab has a name for. */
    public String fresh(String name) {
        return unused(styled(name));
    }

    private String give(String key, String name) {
        String identifier = unused(styled(name));
        names.put(key, identifier);
        return identifier;
    }

    private String styled(String name) {
        StringBuilder text = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC).codePoints().forEach(c -> {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_');
            text.append(plain || c >= 128 && allowed.test(c) ? Character.toString(c) : "_");
        });
        String styled = style.apply(text.toString());
        return styled.isEmpty() || Character.isDigit(styled.codePointAt(0)) || styled.startsWith("_")
                ? "s" + styled
                : styled;
    }

    private String unused(String wanted) {
        String name = taken.contains(wanted) ? wanted + "_" : wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }
}
