package socklab.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** tcpdump's line of a frame in as few words as an arrow has room for: {@code [P.] 1:6 ack 1}. */
final class BriefLine {
    private static final Pattern FLAGS = Pattern.compile("Flags (\\[[^]]*])");
    private static final Pattern SEQUENCE = Pattern.compile(" seq (\\d+:\\d+)");
    private static final Pattern ACK = Pattern.compile(" ack (\\d+)");
    private static final Pattern ENDS = Pattern.compile("IP6? \\S+ > \\S+: (.*)");

    /** An absolute acknowledgment number, of a segment that begins a conversation, is no help. */
    private static final int LONGEST_ACK = 9;

    private BriefLine() {}

    static String of(String text) {
        String line = text.lines().findFirst().orElse("");
        Matcher flags = FLAGS.matcher(line);
        if (!flags.find()) {
            Matcher ends = ENDS.matcher(line);
            return ends.matches() ? ends.group(1) : line;
        }
        StringBuilder brief = new StringBuilder(flags.group(1));
        Matcher sequence = SEQUENCE.matcher(line);
        if (sequence.find()) {
            brief.append(' ').append(sequence.group(1));
        }
        Matcher ack = ACK.matcher(line);
        if (ack.find() && ack.group(1).length() < LONGEST_ACK) {
            brief.append(" ack ").append(ack.group(1));
        }
        return brief.toString();
    }
}
