package socklab.lab.strace;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a log, taken apart: who ({@code -f}), when ({@code -t}, {@code -tt}, {@code -ttt}, {@code -r}), and what.
 *
 * @param process the process, if the line tells
 * @param moment nanoseconds of the day, or since 1970, if the line tells
 * @param since nanoseconds since the call before, if the line tells that
 * @param what the rest: a call or a part of one, a signal, an exit
 */
record TraceLine(OptionalInt process, OptionalLong moment, OptionalLong since, String what) {
    private static final Pattern PREFIX =
            Pattern.compile("^ {0,20}(?:\\[pid {1,10}(\\d{1,9})(?:<[^>]{0,64}>)?\\] {1,10}"
                    + "|(\\d{1,9})(?:<[^>]{0,64}>)? {1,10})?"
                    + "(?:(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))? {1,10}| {0,10}(\\d{1,10})\\.(\\d{1,9}) {1,10})?"
                    + "(?:\\(\\+ {1,10}\\d{1,10}\\.\\d{1,9}\\) )?(?:\\[[ 0-9a-f?]{1,20}\\] {1,10}){0,2}");

    private static final long SECOND = 1_000_000_000;
    /** Seconds that are no time since the call before: later than 1973. */
    private static final long ABSOLUTE = 100_000_000;

    static TraceLine of(String line) {
        Matcher m = PREFIX.matcher(line);
        if (!m.lookingAt()) {
            return new TraceLine(OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty(), line);
        }
        String process = m.group(1) != null ? m.group(1) : m.group(2);
        OptionalLong moment = OptionalLong.empty();
        OptionalLong since = OptionalLong.empty();
        if (m.group(3) != null) {
            long seconds =
                    Long.parseLong(m.group(3)) * 3600 + Long.parseLong(m.group(4)) * 60 + Long.parseLong(m.group(5));
            moment = OptionalLong.of(seconds * SECOND + fraction(m.group(6)));
        } else if (m.group(7) != null) {
            long seconds = Long.parseLong(m.group(7));
            OptionalLong nanos = OptionalLong.of(seconds * SECOND + fraction(m.group(8)));
            moment = seconds >= ABSOLUTE ? nanos : moment;
            since = seconds >= ABSOLUTE ? since : nanos;
        }
        return new TraceLine(
                process == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(process)),
                moment,
                since,
                line.substring(m.end()).stripTrailing());
    }

    /** Nanoseconds of digits behind a point. */
    static long fraction(String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
    }
}
