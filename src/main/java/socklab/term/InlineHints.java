package socklab.term;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.reader.History;
import socklab.lang.ShellWord;
import socklab.lang.UsageLine;

/** What may follow behind the cursor: an earlier line's end, or what the call expects. */
final class InlineHints {
    private static final int MOST_LINES = 2000;

    private final History history;

    InlineHints(History history) {
        this.history = history;
    }

    /** The rest of the newest earlier line that begins like this one. */
    Optional<String> suggestion(String buffer) {
        if (buffer.isBlank() || buffer.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        Iterator<History.Entry> earlier = history.reverseIterator();
        for (int i = 0; i < MOST_LINES && earlier.hasNext(); i++) {
            String line = earlier.next().line();
            if (line.length() > buffer.length() && line.startsWith(buffer)) {
                return Optional.of(line.substring(buffer.length()));
            }
        }
        return Optional.empty();
    }

    /** What stands for the arguments that are still missing, once a blank is typed. */
    Optional<String> expected(String buffer) {
        if (buffer.isBlank()
                || !Character.isWhitespace(buffer.charAt(buffer.length() - 1))
                || buffer.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        String begun = buffer.strip();
        if (begun.startsWith("/")) {
            List<ShellWord> words = begun.contains(" ") ? List.of() : ShellWord.matching(begun.substring(1));
            return words.size() == 1
                    ? Optional.of(words.getFirst().usage().replaceFirst("^\\S+ ?", ""))
                    : Optional.empty();
        }
        CursorContext.Cut cut = CursorContext.cut(buffer);
        return CursorContext.wanted(cut.word(), cut.words()).stream()
                .findFirst()
                .map(InlineHints::rest);
    }

    private static String rest(CursorContext.Wanted wanted) {
        String slots = wanted.left().stream()
                .map(UsageLine::slot)
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(" "));
        return Arrays.stream(slots.split(" ")).skip(wanted.part()).collect(Collectors.joining(" "));
    }
}
