package socklab.page.live;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import socklab.view.Escape;

/** A question to the room, with one answer of each viewer: the last one. */
final class Poll {
    /** How long an answer may be, in characters. */
    static final int MOST_CHARACTERS = 200;

    private static final int MOST_ANSWERS = 5_000;
    private static final int MOST_SHOWN = 12;

    private final int number;
    private final Map<String, String> answers = new HashMap<>();
    private boolean open = true;

    Poll(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Takes an answer; returns whether it counts. */
    synchronized boolean answer(String voter, String text) {
        String answer = Escape.printable(text.strip().replaceAll("\\s+", " "));
        if (!open || answer.isEmpty() || text.length() > MOST_CHARACTERS) {
            return false;
        }
        if (answers.size() < MOST_ANSWERS || answers.containsKey(voter)) {
            answers.put(voter, answer);
            return true;
        }
        return false;
    }

    /** How many have answered. */
    synchronized int count() {
        return answers.size();
    }

    /** How many gave an answer, and whether it is right. */
    record Row(String answer, int count, boolean right) {}

    /**
     * What came of it.
     *
     * @param rows the most frequent answers first
     */
    record Tally(int answers, int right, List<Row> rows) {}

    /** Takes no more answers, and counts them; those that differ in case only are one. */
    synchronized Tally close(Predicate<String> right) {
        open = false;
        Map<String, Row> rows = new LinkedHashMap<>();
        answers.values().stream()
                .sorted()
                .forEach(a -> rows.merge(
                        a.toLowerCase(Locale.ROOT),
                        new Row(a, 1, right.test(a)),
                        (was, now) -> new Row(was.answer(), was.count() + 1, was.right() || now.right())));
        List<Row> all = rows.values().stream()
                .sorted(Comparator.comparing(Row::count).reversed().thenComparing(Row::answer))
                .toList();
        int hits = all.stream().filter(Row::right).mapToInt(Row::count).sum();
        return new Tally(answers.size(), hits, all.stream().limit(MOST_SHOWN).toList());
    }
}
