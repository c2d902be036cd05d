package socklab.lab;

import java.util.HashMap;
import java.util.Map;
import socklab.lang.ParsedLine;
import socklab.lang.Parser;

/** Lines, each understood once: those of a /repeat come again and again. */
final class ParsedLines {
    private static final int MOST = 500;

    private final Map<String, ParsedLine> parses = new HashMap<>();

    /** What a line says. */
    ParsedLine parse(String line) {
        if (parses.size() >= MOST) {
            parses.clear();
        }
        return parses.computeIfAbsent(line, Parser::parse);
    }
}
