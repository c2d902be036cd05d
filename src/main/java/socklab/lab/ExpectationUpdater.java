package socklab.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.shell.AtomicFile;
import socklab.shell.ScriptStep;

/** Collects results that differ from their expectations, and writes them into the lab instead. */
final class ExpectationUpdater implements ExpectationTracker.Misses {
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r|\\z");
    private static final Pattern ARROW = Pattern.compile("[=＝][>＞]\\s*");

    private final Map<Integer, String> results = new TreeMap<>();

    @Override
    public boolean accept(ScriptStep.Line line, String actual) {
        ScriptStep.Expected first = line.expected().getFirst();
        String before = results.getOrDefault(first.number(), first.result().text());
        if (!Expectation.matches(before, actual)) {
            results.put(first.number(), Expectation.updated(before, actual));
        }
        return true;
    }

    /** Writes the file, if a result differs; nothing else changes in it. */
    void write(Path file) throws IOException {
        if (results.isEmpty()) {
            return;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder();
        Matcher end = LINE_END.matcher(text);
        int from = 0;
        for (int number = 1; from <= text.length() && end.find(); number++) {
            String line = text.substring(from, end.start());
            out.append(results.containsKey(number) ? replaced(line, results.get(number)) : line)
                    .append(end.group());
            from = end.group().isEmpty() ? text.length() + 1 : end.end();
        }
        AtomicFile.write(file, out);
    }

    private static String replaced(String line, String result) {
        Matcher arrow = ARROW.matcher(line);
        return arrow.find() ? line.substring(0, arrow.end()) + result : line;
    }
}
