package socklab.server;

import socklab.text.Msg;

/** What a server has served, in words. */
final class Summary {
    private Summary() {}

    /** The last line of a log. */
    static Line line(Plan plan, Counts counts) {
        return new Line(Line.Kind.STOP, msg("server.served", plan, counts));
    }

    /** The counts behind a message's own beginning. */
    static Msg msg(String key, Plan plan, Counts c) {
        return Msg.of(key, plan.protocol().word(), c.answered(), c.clients(), c.bytesIn(), c.bytesOut(), c.malformed(), c.resets(),
                c.unanswered());
    }
}
