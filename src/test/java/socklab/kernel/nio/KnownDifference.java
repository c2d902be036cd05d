package socklab.kernel.nio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A difference between Linux and Java's channels that is known, and why it is there. They are listed in
 * {@code differences.txt}: blocks of four lines, call, Linux's answer, Java's answer (each a regular expression),
 * reason.
 */
record KnownDifference(String call, String linux, String java, String why) {

    static List<KnownDifference> all() {
        try (InputStream in = KnownDifference.class.getResourceAsStream("differences.txt")) {
            List<KnownDifference> all = new ArrayList<>();
            for (String block : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n")) {
                List<String> lines = block.lines()
                        .filter(l -> !l.startsWith("#") && !l.isBlank())
                        .toList();
                if (!lines.isEmpty()) {
                    all.add(new KnownDifference(
                            value(lines, 0, "call: "),
                            value(lines, 1, "linux: "),
                            value(lines, 2, "java: "),
                            value(lines, 3, "why: ")));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(List<String> lines, int index, String key) {
        if (lines.size() != 4 || !lines.get(index).startsWith(key)) {
            throw new IllegalStateException("not call, linux, java, why: " + lines);
        }
        return lines.get(index).substring(key.length());
    }

    boolean covers(String step, String expected, String actual) {
        String typed = step.replaceFirst("^#\\d+\\.", "");
        return Pattern.matches(call, typed) && Pattern.matches(linux, expected) && Pattern.matches(java, actual);
    }
}
