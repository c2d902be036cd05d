package socklab.service.uppercase;

import socklab.text.Message;

/** What a server has served, in words. */
final class UppercaseStatsText {
    private UppercaseStatsText() {}

    /** The last line of a log. */
    static UppercaseLogLine line(UppercaseConfig plan, UppercaseStats counts) {
        return new UppercaseLogLine(UppercaseLogLine.Kind.STOP, msg("server.served", plan, counts));
    }

    /** The counts behind a message's own beginning. */
    static Message msg(String key, UppercaseConfig plan, UppercaseStats c) {
        return Message.of(
                key,
                plan.protocol().word(),
                c.answered(),
                c.clients(),
                c.bytesIn(),
                c.bytesOut(),
                c.malformed(),
                c.resets(),
                c.unanswered());
    }
}
