package socklab.lab.strace;

import java.util.OptionalLong;

/**
 * The time of a log's lines, in nanoseconds from its beginning: as strace stamped them, or else one line a microsecond
 * after the other, and later where a call took longer (-T).
 */
final class LogClock {
    private static final long STEP = 1_000;
    private static final long DAY = 86_400L * 1_000_000_000;

    private OptionalLong first = OptionalLong.empty();
    private long now;
    private long midnight;

    /** Takes in a line, and returns its time; never before an earlier line's. */
    long at(TraceLine line) {
        if (line.moment().isPresent()) {
            long moment = line.moment().getAsLong() + midnight;
            if (first.isEmpty()) {
                first = OptionalLong.of(moment);
            }
            if (moment < first.getAsLong() + now - DAY / 2) { // midnight has passed
                midnight += DAY;
                moment += DAY;
            }
            now = Math.max(now, moment - first.getAsLong());
        } else {
            now += line.since().orElse(STEP);
        }
        return now;
    }

    /** A call that returned took time: where lines have no stamps, the next one comes after it. */
    void returned(TraceLine line, long end) {
        if (line.moment().isEmpty() && line.since().isEmpty()) {
            now = Math.max(now, end);
        }
    }
}
