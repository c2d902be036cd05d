package socklab.lab;

import java.util.HashMap;
import java.util.Map;
import socklab.lang.Parse;
import socklab.lang.Parser;

/** Lines, each understood once: those of a /repeat come again and again. */
final class Understood {
    private static final int MOST = 500;

    private final Map<String, Parse> parses = new HashMap<>();

    /** What a line says. */
    Parse parse(String line) {
        if (parses.size() >= MOST) {
            parses.clear();
        }
        return parses.computeIfAbsent(line, Parser::parse);
    }
}
