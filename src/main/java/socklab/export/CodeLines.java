package socklab.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of source text, indented by four blanks for each block that is open. */
public final class CodeLines {
    private static final int COLUMNS = 100;
    private static final List<String> COMMENTS = List.of("#", "//", "/*", "* ", "import ", "from ");

    private final List<String> lines = new ArrayList<>();
    private int depth;

    /** Adds a line. */
    public CodeLines add(String line) {
        lines.add(line.isEmpty() ? "" : "    ".repeat(depth) + line);
        return this;
    }

    /** Adds an empty line, unless the line before is empty or opens the block. */
    public void gap() {
        if (!lines.isEmpty() && !lines.getLast().isEmpty() && !lines.getLast().matches(".*[{:]$")) {
            lines.add("");
        }
    }

    public CodeLines in() {
        depth++;
        return this;
    }

    public CodeLines out() {
        depth--;
        return this;
    }

    /** How many blocks are open. */
    public int depth() {
        return depth;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The lines so far, as they are. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** All lines, each ended by LF; a long one goes on in the next after a comma. */
    public String text() {
        return lines.stream().map(CodeLines::wrapped).map(l -> l + "\n").collect(Collectors.joining());
    }

    private static String wrapped(String line) {
        String code = line.strip();
        if (line.length() <= COLUMNS || COMMENTS.stream().anyMatch(code::startsWith)) {
            return line;
        }
        int at = comma(line);
        String indent = line.substring(0, line.indexOf(code));
        return at < 0
                ? line
                : line.substring(0, at) + "\n"
                        + wrapped(indent + "        " + line.substring(at).strip());
    }

    /** Where the last comma between arguments ends within the columns; -1 if there is none. */
    private static int comma(String line) {
        int found = -1;
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < COLUMNS; i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
                found = c == ',' && depth > 0 && line.charAt(i + 1) == ' ' ? i + 1 : found;
            }
        }
        return line.substring(0, Math.max(0, found)).isBlank() ? -1 : found;
    }
}
